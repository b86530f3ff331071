"""Optuna behind JSON lines: one sampler, one search.

    {"space": [...], "sampler": NAME, "seed": N}  -> {"version": "3.1.0"}
    {"add": {...}, "value": V or null}            -> {}           a trial that the sampler did not ask for
    {"ask": true}                                 -> {"config": {...}}
    {"tell": V or null}                           -> {}           the value of what was asked last

null is a failed trial. It is told as 1e6, as the published comparison (arXiv 2603.24647) told it as 100:
the samplers look at ranks, and a trial that Optuna is told has failed teaches its TPE nothing.
"""
import json
import math
import sys
import warnings

warnings.filterwarnings("ignore")
import optuna  # noqa: E402

optuna.logging.set_verbosity(optuna.logging.ERROR)
try:  # the same functions, vectorised: 3.1 calls its own in a loop, which doubles the time of a question
    import scipy.special
    from optuna.samplers._tpe import _truncnorm

    _truncnorm._ndtri_exp = scipy.special.ndtri_exp
    _truncnorm.erf = scipy.special.erf
except (ImportError, AttributeError):
    pass
FAILED = 1e6


class Scaled:
    """A range between 0 and 1, even in its scale: CmaEsSampler before 3.2 cannot move ranges that differ in size."""

    def __init__(self, knob):
        self.knob = knob
        self.log = knob["log"]
        half = 0.5 if knob["type"] == "int" else 0.0
        low, high = max(knob["low"] - half, knob["low"] * 0.5 if self.log else -math.inf), knob["high"] + half
        self.low, self.high = (math.log(low), math.log(high)) if self.log else (low, high)

    def encode(self, value):
        value = math.log(value) if self.log else value
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def decode(self, share):
        value = self.low + share * (self.high - self.low)
        value = math.exp(value) if self.log else value
        if self.knob["type"] == "int":
            step = self.knob["step"]
            value = self.knob["low"] + step * round((value - self.knob["low"]) / step)
        return min(max(value, self.knob["low"]), self.knob["high"])


class Plain:
    def encode(self, value):
        return value

    def decode(self, value):
        return value


def distribution(knob):
    d = optuna.distributions
    if knob["type"] == "cat":
        return d.CategoricalDistribution(knob["choices"])
    if knob["type"] == "int":
        return d.IntDistribution(knob["low"], knob["high"], log=knob["log"], step=1 if knob["log"] else knob["step"])
    return d.FloatDistribution(knob["low"], knob["high"], log=knob["log"])


def sampler(name, seed):
    s = optuna.samplers
    if name == "tpe":
        return s.TPESampler(seed=seed)
    if name == "tpe-multivariate":
        return s.TPESampler(seed=seed, multivariate=True)
    if name == "cmaes":
        return s.CmaEsSampler(seed=seed, warn_independent_sampling=False)
    return s.RandomSampler(seed=seed)


def main():
    study = trial = None
    codes, distributions = {}, {}
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "space" in request:
            scaled = request["sampler"] == "cmaes"
            for knob in request["space"]:
                name = knob["name"]
                if scaled and knob["type"] != "cat":
                    codes[name], distributions[name] = Scaled(knob), optuna.distributions.FloatDistribution(0.0, 1.0)
                else:
                    codes[name], distributions[name] = Plain(), distribution(knob)
            study = optuna.create_study(sampler=sampler(request["sampler"], request["seed"]), direction="minimize")
            answer = {"version": optuna.__version__}
        elif "add" in request:
            params = {name: codes[name].encode(value) for name, value in request["add"].items()}
            value = FAILED if request["value"] is None else request["value"]
            study.add_trial(optuna.trial.create_trial(params=params, distributions=distributions, value=value))
        elif "ask" in request:
            trial = study.ask(distributions)
            answer = {"config": {name: codes[name].decode(value) for name, value in trial.params.items()}}
        else:
            study.tell(trial, FAILED if request["tell"] is None else request["tell"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
