"""The handwritten digits: reading them, and keeping some of them back for the examination."""

import random
from pathlib import Path
from typing import NamedTuple

import numpy
from swnd import nd

FILE = Path(__file__).resolve().parents[2] / "data" / "digits.csv.gz"
SIDE = 8  # pixels


class Digits(NamedTuple):
    """Images, one a row, grey values from 0 to 1; and which digit each of them shows."""

    images: nd.NDArray
    labels: nd.NDArray

    def taken(self, order):
        """The digits at these positions."""
        order = nd.array(order, ctx=self.images.context)
        return Digits(nd.take(self.images, order), nd.take(self.labels, order))


def read(ctx=None, path=FILE):
    """All digits of the file."""
    table = numpy.loadtxt(path, delimiter=",", dtype=numpy.float32)
    return Digits(nd.array(table[:, :-1], ctx=ctx) / 16, nd.array(table[:, -1], ctx=ctx))


def split(digits, held_out, seed):
    """Shuffles, and divides into digits to train with and a share that is held out."""
    count = len(digits.labels)
    order = random.Random(seed).sample(range(count), count)
    first = int(held_out * count)
    return digits.taken(order[first:]), digits.taken(order[:first])
