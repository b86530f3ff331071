"""A training program's side of Nightjar: one file, standard library only, Python 3.9 or newer.

    import nightjar

    trial = nightjar.begin()
    if trial.serving:
        model = Model.load(trial.load())
        trial.serve(model.logits)
    else:
        model = Model(trial.vocabulary, trial.random())
        clock = trial.ready()
        for rows in trial.batches(16, trial.context):
            loss = model.learn(rows)
            clock.step(tokens=16 * trial.context, loss=loss)
            if clock.reached():
                break
        trial.save(model.to_bytes())
        trial.summary(clock)

The protocol itself is docs/reference/trainer-protocol.md of Nightjar. PyTorch and NumPy are used where the program brings
them and never imported here.
"""

import contextlib
import itertools
import math
import mmap
import os
import random
import struct
import sys
import time
from array import array

CHECKPOINT = "checkpoint.safetensors"  # The name is the protocol's; what is in the file is the program's own business.
SCORE, AUDIT, SCORED, LOGITS = 1, 2, 101, 102
MOST_ROWS = 1 << 16
STARTED = time.monotonic()
UNITS = {"FLOP": 1.0, "MFLOP": 1e6, "GFLOP": 1e9, "TFLOP": 1e12, "PFLOP": 1e15, "EFLOP": 1e18}


def begin(environment=os.environ):
    """The trial that the engine started this process for. Call it first: while serving, standard output belongs to the
    frames, and what the program prints goes to standard error from here on."""
    return Trial(environment)


class Trial:
    """What the engine asked for.

    mode         "train", "serve" or "preflight"
    seed         of everything random, signed 64-bit; random() is a generator made from it
    context      tokens in a row of the judge; the model must read as many, whatever it trains with
    vocabulary   number of token ids, special ones included; 0 in a lab without [data], as context and bos
    bos          id of the token before every document
    device       "cpu" or "cuda"
    threads      to keep busy
    data, out    folders: where shards appear, and the only one to write to
    budget       how much to train, as (amount, unit): unit is "FLOP", "s", "tokens" or "steps"
    guard        seconds of the training clock after which training ends whatever is left of the budget
    """

    def __init__(self, environment):
        def variable(name, read, *default):
            text = environment.get("NIGHTJAR_" + name)
            if text is None and default:
                return default[0]
            if text is None:
                raise SystemExit(
                    f"The variable NIGHTJAR_{name} is not set.\nMaybe the program was started by hand: "
                    '"nightjar run" starts it with its environment.'
                )
            try:
                return read(text)
            except ValueError as problem:
                raise SystemExit(f"The variable NIGHTJAR_{name} ({text}) is not understood: {problem}.") from None

        self.mode = variable("MODE", str)
        self.seed = variable("SEED", int)
        self.budget = variable("BUDGET", _budget)
        self.guard = variable("GUARD", float)
        self.data = variable("DATA", str)
        self.out = variable("OUT", str)
        self.device = variable("DEVICE", str)
        self.threads = variable("THREADS", int)
        self.context = variable("CONTEXT", int, 0)
        self.vocabulary = variable("VOCABULARY", int, 0)
        self.bos = variable("BOS", int, 0)
        self.serving = self.mode == "serve"
        if self.serving:
            self._requests = sys.stdin.buffer
            self._answers = os.fdopen(os.dup(1), "wb")
            os.dup2(2, 1)  # Also what native libraries print.
            sys.stdout = sys.stderr

    def random(self):
        """A generator made from the trial's seed."""
        return random.Random(self.seed % 2**64)  # Random(-1) would be Random(1).

    # -- training ---------------------------------------------------------------------------------------------------

    def ready(self):
        """Says READY, waits until the engine says go, and starts the training clock."""
        print("READY", flush=True)
        go = os.path.join(self.data, "go")
        while not os.path.exists(go):
            time.sleep(0.002)
        return Clock(self.budget, self.guard)

    def shards(self):
        """The training shards, in the order of their names. Only after ready()."""
        names = sorted(name for name in os.listdir(self.data) if name.endswith(".tokens"))
        if not names:
            raise SystemExit(
                f"There are no token shards in {self.data}.\nMaybe ready() was not called, or lab.toml has no [data]."
            )
        shards = [Shard(os.path.join(self.data, name)) for name in names]
        for shard in shards:
            if shard.vocabulary > self.vocabulary:
                raise SystemExit(f"{shard.path} has a vocabulary of ({shard.vocabulary}), the trial {self.vocabulary}.")
        return shards

    def rows(self, context):
        """Rows of `context` + 1 token ids without end, in an order that the seed determines: inputs are [0, context),
        targets (0, context]. Every document stands behind a BOS and is cut where a row ends; the rest goes on in the next
        row, behind a BOS of its own. Each token comes once an epoch."""
        order, shards, row, found = self.random(), self.shards(), [self.bos], -1
        while found:  # An epoch without text would be followed by another, for ever.
            order.shuffle(shards)
            found = 0
            for shard in shards:
                documents = shard.documents()
                found += len(documents)
                order.shuffle(documents)
                for start, end in documents:
                    while start < end:
                        taken = min(end - start, context + 1 - len(row))
                        row.extend(shard.tokens[start : start + taken])
                        start += taken
                        if len(row) > context:
                            yield row
                            row = [self.bos]
                    if len(row) > 1:
                        row.append(self.bos)
                        if len(row) > context:
                            yield row
                            row = [self.bos]
        raise SystemExit(f"The shards in {self.data} hold no text.")

    def batches(self, rows, context):
        """Lists of `rows` rows, as rows() gives them."""
        source = self.rows(context)
        while True:
            yield list(itertools.islice(source, rows))

    def synthetic(self, rows, context):
        """A batch of random tokens, to warm up with before ready()."""
        draw = self.random()
        return [[self.bos] + [draw.randrange(self.vocabulary) for _ in range(context)] for _ in range(rows)]

    def save(self, checkpoint):
        """Writes the checkpoint that the judge measures, complete or not at all.

        checkpoint   bytes, or a callable that writes to the binary file that it is given: lambda file:
                     torch.save(model.state_dict(), file)
        """
        final = os.path.join(self.out, CHECKPOINT)
        with open(final + ".tmp", "wb") as file:
            if callable(checkpoint):
                checkpoint(file)
            else:
                file.write(checkpoint)
            file.flush()
            os.fsync(file.fileno())
        os.replace(final + ".tmp", final)

    def load(self):
        """The checkpoint's bytes. torch.load takes them as io.BytesIO(trial.load())."""
        try:
            with open(self.checkpoint(), "rb") as file:
                return file.read()
        except OSError as problem:
            raise SystemExit(f"The checkpoint cannot be read: {problem}.") from None

    def checkpoint(self):
        """The checkpoint's path, for libraries that want one."""
        return os.path.join(self.out, CHECKPOINT)

    def metric(self, name, value):
        """Prints a METRIC line. In a sealed lab it is kept and decides nothing."""
        print(f"METRIC {name}={float(value)!r}", flush=True)

    def summary(self, clock, **more):
        """Prints the summary block; more lines are welcome: num_params_M=1.2, depth=4."""
        lines = {
            "training_seconds": f"{clock.seconds():.1f}",
            "total_seconds": f"{time.monotonic() - STARTED:.1f}",
            "peak_memory_mb": f"{_peak_megabytes():.1f}",
            "total_tokens_M": f"{clock.tokens / 1e6:.3f}",
            "num_steps": clock.steps,
            **more,
        }
        print("---\n" + "\n".join(f"{key}: {value}" for key, value in lines.items()), flush=True)

    # -- serving ----------------------------------------------------------------------------------------------------

    def serve(self, logits=None, losses=None, next_logits=None, batch=16, longest_context=None):
        """Answers the judge until its input ends.

        logits(rows)           rows of T token ids -> the logits after each of them, before any softmax: [rows][T][vocabulary],
                               as nested lists, a NumPy array or a PyTorch tensor. It always gets `batch` rows (filled up with
                               BOS), so that a row's logits are the same wherever the row stands.
        losses(rows)           rows of T + 1 ids -> nats of each target given what is left of it: [rows][T]
        next_logits(prefixes)  lists of ids -> the logits after the last of each: [prefixes][vocabulary]

        The first is enough. The other two together replace it where all logits of a row cost more than these; they must
        agree with each other, because the judge audits one with the other.
        """
        if logits is None and (losses is None or next_logits is None):
            raise TypeError("serve() needs logits, or both losses and next_logits.")
        dense = Dense(logits, batch, self.bos, self.vocabulary)
        server = Server(self._requests, self._answers, self.vocabulary, longest_context or self.context)
        with _no_grad():
            server.run(losses or dense.losses, dense.next_logits if next_logits is None else lambda asked, _: next_logits(asked))


class Shard:
    """A file of tokens, mapped. `tokens` is a sequence of ids with slices: a slice has tolist(), and numpy.frombuffer and
    torch.frombuffer read it (2-byte ids are unsigned)."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(self._bytes)
        header = struct.unpack_from("<4sIIIIIQ", self._bytes) if size >= 32 else (b"", 0, 0, 0, 0, 0, 0)
        magic, version, self.width, self.vocabulary, self.bos, _, self.count = header
        if (magic, version) != (b"NJTS", 1) or self.width not in (2, 4) or size != 32 + self.count * self.width:
            raise SystemExit(f"{path} is not a complete token shard of version 1.\nMaybe it was cut off.")
        kind = "H" if self.width == 2 else "I"
        self.tokens = memoryview(self._bytes)[32:].cast(kind)
        if sys.byteorder == "big":
            self.tokens = array(kind, self.tokens)
            self.tokens.byteswap()

    def documents(self):
        """Where documents lie, as (first, end) of their tokens without the BOS before them. Empty ones are left out."""
        bos, starts, at = self.bos.to_bytes(self.width, "little"), [], self._bytes.find
        found = at(bos, 32)
        while found >= 0:
            if (found - 32) % self.width == 0:
                starts.append((found - 32) // self.width)
            found = at(bos, found + 1)
        ends = starts[1:] + [self.count]
        return [(start + 1, end) for start, end in zip(starts, ends) if end > start + 1]


class Clock:
    """What is spent of the budget. Schedules read fraction(), so that they mean the same at every budget."""

    def __init__(self, budget, guard, now=time.monotonic):
        self.amount, self.unit = budget
        self.limit = self.amount if self.unit == "s" else guard
        self.tokens, self.steps, self.flop = 0, 0, 0.0
        self._now, self._start, self._line, self._loss, self._ended = now, now(), 0.0, math.nan, False

    def step(self, tokens, flop=0.0, loss=math.nan):
        """Counts an optimizer step and prints a progress line about every second.

        tokens   targets of the step
        flop     floating-point operations of its matrix products, for budgets in FLOP
        loss     mean nats a token; a PyTorch scalar is looked at only when a line is due
        """
        self.tokens += tokens
        self.steps += 1
        self.flop += flop
        self._loss = loss
        if not self.reached() and self.seconds() - self._line >= 1:
            self._print()

    def seconds(self):
        """Since the clock started."""
        return self._now() - self._start

    def fraction(self):
        """The part of the budget that is spent, 0 to 1."""
        spent = {"FLOP": self.flop, "s": self.seconds(), "tokens": self.tokens, "steps": self.steps}[self.unit]
        return min(1.0, spent / self.amount)

    def reached(self):
        """Whether the budget is spent or the guard's time is over. The first time that it is, the last progress line is
        printed."""
        if not self._ended and (self.fraction() >= 1 or self.seconds() >= self.limit):
            self._ended = True
            self._print()
        return self._ended

    def _print(self):
        self._line = self.seconds()
        loss = float(self._loss)
        print(
            f"PROGRESS fraction={self.fraction():.6g} step={self.steps} tokens={self.tokens} flop={self.flop!r}"
            f" seconds={self._line:.3f}" + (f" loss={loss:.6g}" if math.isfinite(loss) else ""),
            flush=True,
        )


class Server:
    """Frames in, frames out. What is not as agreed ends the process with a message."""

    def __init__(self, requests, answers, vocabulary, longest_context):
        self.requests, self.answers = requests, answers
        self.vocabulary, self.longest_context = vocabulary, longest_context

    def run(self, losses, next_logits):
        self.write(struct.pack("<4sII", b"NJM1", self.vocabulary, self.longest_context))
        while True:
            kind = self.requests.read(1)
            if not kind:
                return
            if kind[0] not in (SCORE, AUDIT):
                raise SystemExit(f"The request is of kind ({kind[0]}).\nMaybe the streams got out of step.")
            self.answer(kind[0], losses, next_logits)

    def answer(self, kind, losses, next_logits):
        number, count, context = struct.unpack("<III", self.read(12))
        if not 1 <= count <= MOST_ROWS or not 1 <= context <= self.longest_context:
            raise SystemExit(
                f"The request has ({count}) rows of ({context}) tokens; agreed were 1 to {MOST_ROWS}"
                f" and 1 to {self.longest_context}."
            )
        flat = self.integers(count * (context + 1), self.vocabulary, "token")
        rows = [flat[at : at + context + 1] for at in range(0, len(flat), context + 1)]
        if kind == SCORE:
            claims = floats(losses(rows), (count, context), "losses")
            if min(claims) < -1e-3:
                raise SystemExit(f"A loss ({min(claims)}) is negative.\nMaybe it is a log-probability without its minus.")
            payload = array("f", [max(0.0, claim) for claim in claims])  # Rounding goes a little below zero.
            self.write(struct.pack("<BIII", SCORED, number, count, context), payload)
        else:
            positions = self.integers(count, context, "position")
            prefixes = [row[: position + 1] for row, position in zip(rows, positions)]
            payload = floats(next_logits(prefixes, context), (count, self.vocabulary), "logits")
            self.write(struct.pack("<BIII", LOGITS, number, count, self.vocabulary), payload)

    def integers(self, count, limit, what):
        values = array("i", self.read(4 * count))
        if sys.byteorder == "big":
            values.byteswap()
        if min(values) < 0 or max(values) >= limit:
            raise SystemExit(f"A {what} ({min(values)} or {max(values)}) is not from 0 to {limit - 1}.")
        return values.tolist()

    def read(self, size):
        data = self.requests.read(size)
        if len(data) < size:
            raise SystemExit(f"The judge's input ended after {len(data)} of {size} bytes of a request.")
        return data

    def write(self, header, payload=None):
        if payload is not None and sys.byteorder == "big":
            payload.byteswap()
        try:
            self.answers.write(header if payload is None else header + payload.tobytes())
            self.answers.flush()
        except BrokenPipeError:
            raise SystemExit("The judge is gone.") from None


class Dense:
    """Losses and single logits out of all logits of rows, a fixed number of rows at a time."""

    def __init__(self, logits, batch, bos, vocabulary):
        self.logits, self.batch, self.bos, self.vocabulary = logits, batch, bos, vocabulary

    def losses(self, rows):
        context, claimed = len(rows[0]) - 1, []
        for at in range(0, len(rows), self.batch):
            part = rows[at : at + self.batch]
            made = self.of([row[:context] for row in part], context)
            claimed += nats(made[: len(part)], [row[1:] for row in part])
        return claimed

    def next_logits(self, prefixes, context):
        found = []
        for at in range(0, len(prefixes), self.batch):
            part = prefixes[at : at + self.batch]
            made = self.of([prefix + [self.bos] * (context - len(prefix)) for prefix in part], context)
            found += [plain(made[row][len(prefix) - 1]) for row, prefix in enumerate(part)]
        return found

    def of(self, rows, context):
        made = self.logits(rows + [[self.bos] * context] * (self.batch - len(rows)))
        agreed, found = (self.batch, context, self.vocabulary), shape(made)
        if found != agreed:
            raise SystemExit(f"The model's logits have shape {found} instead of {agreed}.")
        return made


def nats(logits, targets):
    """-log softmax(logits)[target], [rows][T], of the 32-bit logits that an audit would show."""
    torch, numpy = sys.modules.get("torch"), sys.modules.get("numpy")
    if torch is not None and isinstance(logits, torch.Tensor):
        exact = logits.detach().float()
        at = torch.tensor(targets, dtype=torch.long, device=exact.device).unsqueeze(-1)
        return (exact.logsumexp(-1) - exact.gather(-1, at).squeeze(-1)).tolist()
    if numpy is not None and isinstance(logits, numpy.ndarray):
        return [_numpy_nats(numpy, row, target) for row, target in zip(logits, targets)]
    return [[_nats(at, one) for at, one in zip(row, target)] for row, target in zip(logits, targets)]


def _numpy_nats(numpy, logits, targets):
    exact = logits.astype("float32").astype("float64")
    top = exact.max(-1)
    total = numpy.log(numpy.exp(exact - top[:, None]).sum(-1)) + top
    return (total - numpy.take_along_axis(exact, numpy.array(targets)[:, None], -1)[:, 0]).tolist()


def _nats(logits, target):
    exact = array("f", logits)
    top = max(exact)
    return top + math.log(math.fsum([math.exp(value - top) for value in exact])) - exact[target]


def plain(values):
    """Numbers in lists, whatever they came in: a tensor, an array, a memoryview, lists of these."""
    if hasattr(values, "detach"):
        values = values.detach().float().cpu()
    return values.tolist() if hasattr(values, "tolist") else values


def shape(values):
    """The lengths of nested sequences, as far as their first elements tell."""
    if hasattr(values, "shape"):
        return tuple(values.shape)
    return (len(values), *shape(values[0])) if hasattr(values, "__len__") and len(values) else ()


def floats(values, expected, what):
    """[rows][columns] as one array of 32-bit floats, all finite."""
    rows, flat = plain(values), array("f")
    lengths = set()
    for row in rows:
        row = array("f", plain(row))
        lengths.add(len(row))
        flat.extend(row)
    if len(rows) != expected[0] or lengths != {expected[1]}:
        raise SystemExit(f"The {what} are {len(rows)} rows of {sorted(lengths)} numbers instead of {expected}.")
    if not all(map(math.isfinite, flat)):
        raise SystemExit(f"The {what} are not all finite.\nMaybe the model diverged.")
    return flat


def _budget(text):
    number, _, unit = text.partition(" ")
    amount = float(number) * UNITS.get(unit, 1.0)
    unit = "FLOP" if unit in UNITS else unit
    if unit not in ("FLOP", "s", "tokens", "steps") or not amount > 0:
        raise ValueError("a positive number, a space and a unit")
    return amount, unit


def _no_grad():
    torch = sys.modules.get("torch")
    return contextlib.nullcontext() if torch is None else torch.no_grad()


def _peak_megabytes():
    try:
        import resource
    except ImportError:
        return math.nan
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
