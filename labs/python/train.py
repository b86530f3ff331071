"""An interpolated n-gram model of tokens with a cache, in plain Python: what is counted in training is what is served.

Discounts by count and the lower orders' continuation counts follow Chen and Goodman, An Empirical Study of Smoothing
Techniques for Language Modeling (1998), section 3; the cache is Kuhn and De Mori's (1990).
"""

import json
import math
import struct
import zlib
from array import array

import nightjar

# The knobs; menu.toml says how far each may go.
ORDER = 3  # tokens of an n-gram at most: a context of ORDER - 1 and the one that is predicted
DISCOUNT_ONCE = 0.5  # taken from n-grams that were seen once, and given to the next shorter context
DISCOUNT_TWICE = 0.5
DISCOUNT_OFTEN = 0.5
CONTINUATIONS = False  # shorter contexts count in how many longer ones a token came, not how often
CACHE_WEIGHT = 0.0  # how much of the probability goes to the tokens that the row has had already
CACHE_DECAY = 0.98  # how much a token of the row still weighs one token later


class Counts:
    """How often each n-gram came. tables[k] is about contexts of k tokens; a key is context * vocabulary + token, where a
    context is the number that its tokens are the digits of."""

    def __init__(self, vocabulary, bos, tables=None):
        self.vocabulary, self.bos = vocabulary, bos
        self.tables = tables or [{} for _ in range(ORDER)]

    def learn(self, row):
        """Counts the row's n-grams. No context reaches beyond a BOS, because what stands before it is another text."""
        vocabulary, bos, tables = self.vocabulary, self.bos, self.tables
        contexts = [0]  # contexts[k] is the last k tokens
        for token in row:
            if token == bos:
                contexts = [0, bos]
                continue
            keys = [context * vocabulary + token for context in contexts[: len(tables)]]
            for table, key in zip(tables, keys):
                table[key] = table.get(key, 0) + 1
            contexts = [0] + keys

    def to_bytes(self):
        head = json.dumps([self.vocabulary, self.bos, [len(table) for table in self.tables]]).encode()
        parts = [struct.pack("<I", len(head)), head]
        for table in self.tables:
            parts += [array("Q", table.keys()).tobytes(), array("I", table.values()).tobytes()]
        return zlib.compress(b"".join(parts), 1)

    @staticmethod
    def of_bytes(data):
        data = zlib.decompress(data)
        at = 4 + struct.unpack_from("<I", data)[0]
        vocabulary, bos, sizes = json.loads(data[4:at])
        tables = []
        for size in sizes:
            keys, values = array("Q"), array("I")
            keys.frombytes(data[at : at + 8 * size])
            values.frombytes(data[at + 8 * size : at + 12 * size])
            tables.append(dict(zip(keys, values)))
            at += 12 * size
        return Counts(vocabulary, bos, tables)


class Model:
    """Probabilities out of counts:

        p(w | h) = (c(hw) - D(c(hw))) / c(h)  +  (sum of D over what followed h) / c(h) * p(w | h without its first token)

    down to the uniform distribution, then mixed with the cache.
    """

    def __init__(self, counts):
        self.vocabulary, self.bos = counts.vocabulary, counts.bos
        tables = counts.tables
        if CONTINUATIONS:
            tables = [self.continuations(tables, k) for k in range(len(tables) - 1)] + tables[-1:]
        discounts = [0.0, DISCOUNT_ONCE, DISCOUNT_TWICE]
        # For each context: what one count is worth, and the weight of the next shorter one.
        self.left, self.contexts = [], []
        for table in tables:
            totals, kept, left = {}, {}, {}
            for key, count in table.items():
                context = key // self.vocabulary
                rest = count - (discounts[count] if count < 3 else DISCOUNT_OFTEN)
                left[key] = rest
                totals[context] = totals.get(context, 0) + count
                kept[context] = kept.get(context, 0.0) + rest
            self.left.append(left)
            self.contexts.append({c: (1 / total, 1 - kept[c] / total) for c, total in totals.items()})

    def continuations(self, tables, k):
        """Of each n-gram: the number of different tokens that stood before it. What follows a BOS has none before it."""
        first, found = self.vocabulary ** (k + 1), {}
        for key in tables[k + 1]:
            found[key % first] = found.get(key % first, 0) + 1
        if k > 0:
            start = self.vocabulary**k
            found.update((key, count) for key, count in tables[k].items() if key // start == self.bos)
        return found

    def losses(self, rows):
        return [self.row_losses(row) for row in rows]

    def row_losses(self, row):
        """Nats of each token but the first, given what stands before it."""
        state, found = State(self), []
        state.read(row[0])
        for token in row[1:]:
            found.append(-math.log(state.probability(token)))
            state.read(token)
        return found

    def next_logits(self, prefixes):
        found = []
        for prefix in prefixes:
            state = State(self)
            for token in prefix:
                state.read(token)
            found.append([math.log(p) for p in state.distribution()])
        return found


class State:
    """What the model keeps of the tokens that it has read."""

    def __init__(self, model):
        self.model, self.known = model, [0]
        self.cache, self.total, self.unit = {}, 0.0, 1.0

    def read(self, token):
        model = self.model
        if token == model.bos:
            self.known, self.cache, self.total, self.unit = [0, token], {}, 0.0, 1.0
            return
        self.known = [0] + [context * model.vocabulary + token for context in self.known[: len(model.left) - 1]]
        self.unit /= CACHE_DECAY  # Newer tokens grow instead of all older ones shrinking.
        self.cache[token] = self.cache.get(token, 0.0) + self.unit
        self.total += self.unit

    def seen(self):
        """The contexts that training has seen, short ones first: (what is left of counts, key of token 0, worth, rest)."""
        model = self.model
        for k, context in enumerate(self.known[: len(model.left)]):
            worth = model.contexts[k].get(context)
            if worth is not None:
                yield model.left[k], context * model.vocabulary, *worth

    def probability(self, token):
        p = 1 / self.model.vocabulary
        for left, key, worth, rest in self.seen():
            p = left.get(key + token, 0.0) * worth + rest * p
        if self.total and CACHE_WEIGHT:
            p = (1 - CACHE_WEIGHT) * p + CACHE_WEIGHT * self.cache.get(token, 0.0) / self.total
        return p

    def distribution(self):
        """probability() of every token, by the same operations in the same order."""
        p = [1 / self.model.vocabulary] * self.model.vocabulary
        for left, key, worth, rest in self.seen():
            p = [left.get(key + token, 0.0) * worth + rest * q for token, q in enumerate(p)]
        if self.total and CACHE_WEIGHT:
            cache, total = self.cache, self.total
            p = [(1 - CACHE_WEIGHT) * q + CACHE_WEIGHT * cache.get(token, 0.0) / total for token, q in enumerate(p)]
        return p


def train(trial):
    counts = Counts(trial.vocabulary, trial.bos)
    clock = trial.ready()
    for row in trial.rows(trial.context):
        counts.learn(row)
        clock.step(tokens=trial.context)
        if clock.reached():
            break
    trial.save(counts.to_bytes())
    trial.summary(clock, num_params_M=sum(map(len, counts.tables)) / 1e6)


if __name__ == "__main__":
    TRIAL = nightjar.begin()
    if TRIAL.serving:
        MODEL = Model(Counts.of_bytes(TRIAL.load()))
        TRIAL.serve(losses=MODEL.losses, next_logits=MODEL.next_logits)
    else:
        train(TRIAL)
