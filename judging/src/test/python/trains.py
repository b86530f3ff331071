"""Goes through a trial's training side by the Python client, and prints what it got."""

import sys

import nightjar

trial = nightjar.begin()
assert len(trial.synthetic(2, 7)) == 2 and all(len(row) == 8 for row in trial.synthetic(2, 7))
clock = trial.ready()
for rows in trial.batches(2, 7):
    for row in rows:
        print("ROW", *row)
    clock.step(tokens=2 * 7, flop=100.0, loss=clock.steps + 0.5)
    if clock.reached():
        break
trial.save(b"what was there before")
try:
    trial.save(lambda file: file.write(b"half") and sys.exit("the disk is full"))
except SystemExit as problem:
    print("SAVING", problem)
print("KEPT", trial.load().decode())
trial.save(lambda file: file.write(b"weights"))
trial.metric("train_loss", clock.steps)
trial.summary(clock, depth=3)
