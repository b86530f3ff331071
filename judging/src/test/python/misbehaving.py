"""A model server that breaks one rule of the protocol, named by its argument. Its model knows nothing."""

import array
import math
import struct
import sys
import time

VOCABULARY, CONTEXT = 33, 32
SCORE, AUDIT, SCORED, LOGITS = 1, 2, 101, 102
LOSS = math.log(VOCABULARY)

behaviour = sys.argv[1]
requests, answers = sys.stdin.buffer, sys.stdout.buffer


def read(count):
    data = requests.read(count)
    if len(data) < count:
        sys.exit(0)
    return data


def send(kind, request, rows, columns, values):
    answers.write(struct.pack("<BIII", kind, request & 0xFFFFFFFF, rows & 0xFFFFFFFF, columns))
    answers.write(array.array("f", values).tobytes())
    answers.flush()


def score(request, rows):
    columns, values = CONTEXT, [LOSS] * (rows * CONTEXT)
    if behaviour == "late":
        time.sleep(30)
    elif behaviour == "dies":
        sys.exit(3)
    elif behaviour == "other_rows":
        rows, values = rows - 1, values[CONTEXT:]
    elif behaviour == "other_columns":
        columns = CONTEXT - 1
    elif behaviour == "other_id":
        request += 1
    elif behaviour == "nan":
        values[7] = math.nan
    elif behaviour == "infinite":
        values[7] = math.inf
    elif behaviour == "huge":
        rows = -1
    elif behaviour == "half":
        answers.write(struct.pack("<BIII", SCORED, request, rows, columns) + b"\0" * 100)
        answers.flush()
        time.sleep(30)
    send(SCORED, request, rows, columns, values)
    if behaviour == "twice" or (behaviour == "one_more" and request == 2):
        send(SCORED, request, rows, columns, values)


def audit(request, rows):
    columns, values = VOCABULARY, [0.0] * (rows * VOCABULARY)
    if behaviour == "late_audit":
        time.sleep(30)
    elif behaviour == "dies_in_audit":
        sys.exit(3)
    elif behaviour == "infinite_logits":
        values[7] = math.inf
    elif behaviour == "few_logits":
        columns, values = columns - 1, values[rows:]
    send(LOGITS, request, rows, columns, values)


if behaviour == "never_loads":
    time.sleep(30)
if behaviour == "prints":
    print("loading the model ...", flush=True)
while behaviour == "floods":
    answers.write(b"x" * 65536)
answers.write(b"NJM1" + struct.pack("<II", VOCABULARY, CONTEXT))
answers.flush()
if behaviour == "deaf":
    time.sleep(30)
while True:
    kind, request, rows, context = struct.unpack("<BIII", read(13))
    read(4 * rows * (context + 1))
    if kind == AUDIT:
        read(4 * rows)
        audit(request, rows)
    else:
        score(request, rows)
