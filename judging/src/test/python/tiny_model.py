"""Serves the model of docs/reference/trainer-protocol.md: logit 2 for the token after the last one, 0 for the others.

The argument says how: as nested lists, as something with tolist(), as losses and next_logits, or wrongly.
"""

import math
import sys
from array import array

import nightjar

BEHAVIOUR = sys.argv[1]
trial = nightjar.begin()
print("what a library prints does not end up among the frames")
HIT = math.log(math.exp(2) + trial.vocabulary - 1) - 2


class Tensor:
    """A tensor as far as the client asks: it has a shape, can be sliced, and becomes lists."""

    def __init__(self, values):
        self.values, self.shape = values, nightjar.shape(values)

    def __len__(self):
        return len(self.values)

    def __getitem__(self, at):
        found = self.values[at]
        return found if isinstance(found, float) else Tensor(found)

    def tolist(self):
        return self.values


def after(token):
    return [2.0 if other == (token + 1) % trial.vocabulary else 0.0 for other in range(trial.vocabulary)]


def logits(rows):
    if BEHAVIOUR == "fails":
        raise ValueError("no such layer")
    if len(rows) != 16:
        raise ValueError(f"{len(rows)} rows instead of the 16 that a pass always has")
    made = [[after(token) for token in row] for row in rows]
    if BEHAVIOUR == "padded":
        made = [[at + [0.0] for at in row] for row in made]
    if BEHAVIOUR == "diverged":
        made[0][0][0] = math.nan
    if BEHAVIOUR == "arrays":
        made = [[memoryview(array("d", at)) for at in row] for row in made]
    return Tensor(made) if BEHAVIOUR == "tensor" else made


def losses(rows):
    if BEHAVIOUR == "signs":
        return [[-1.0 for _ in row[1:]] for row in rows]
    if BEHAVIOUR == "rounding":
        return [[-1e-7 for _ in row[1:]] for row in rows]
    return [[HIT if b == (a + 1) % trial.vocabulary else HIT + 2 for a, b in zip(row, row[1:])] for row in rows]


def next_logits(prefixes):
    return [after(prefix[-1]) for prefix in prefixes]


if BEHAVIOUR in ("callables", "signs", "rounding"):
    trial.serve(losses=losses, next_logits=next_logits)
else:
    trial.serve(logits)
