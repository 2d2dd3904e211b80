"""Runs the tutorial, each statement beside its result; then trains a network to read digits.

The network has two layers, made of `nd` and `autograd` alone. Curves and misread digits are saved as
a picture. Fails if fewer than 97 % of the digits that were held out are read right.
"""

import argparse
import sys
from pathlib import Path

import swnd as mx
from parts import digits, figure, statements
from parts.network import Network
from parts.training import train
from tqdm import tqdm

TUTORIAL = Path(__file__).resolve().with_name("tutorial.py")
HELD_OUT = 0.2
REQUIRED = 0.97


def main():
    """Runs what the command line says; returns the exit status."""
    options = arguments()
    run_tutorial()
    return read_digits(options)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=60, help="rounds of training (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of all random numbers (%(default)s)")
    parser.add_argument("--ctx", choices=["cpu", "gpu"], default="cpu", help="where to compute")
    parser.add_argument("--output", type=Path, default=Path("out"), help="folder of the picture")
    return parser.parse_args()


def run_tutorial():
    """Shows the tutorial. It imports mxnet, which stands for swnd here, as in `python -m swnd`."""
    sys.modules.update({"mxnet": mx, "mxnet.ndarray": mx.nd, "mxnet.autograd": mx.autograd})
    statements.show(TUTORIAL)
