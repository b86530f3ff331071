"""A very small model."""

import math

import torch

import nightjar

WIDTH = 64  # channels
HEADS = 4
LR = 0.02
TIED = True
ACTIVATION = "relu"


def rate(fraction):
    return LR if fraction < 0.9 else LR * (1 - fraction) / 0.1


def main():
    trial = nightjar.begin()
    weights = torch.randn(WIDTH, WIDTH) / math.sqrt(WIDTH)
    model = torch.nn.Linear(WIDTH, WIDTH, bias=not TIED)
    model.weight.data = weights
    print("parameters:", weights.numel(), trial)


main()
