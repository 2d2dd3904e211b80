"""Philox 4x32-10 in NumPy, after the paper, and the numbers that swnd makes of its words.

J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: "Parallel random numbers: as easy as 1, 2, 3",
SC 2011.
"""

from __future__ import annotations

import numpy as np

_LOW = np.uint64(0xFFFFFFFF)
_WORD = np.uint64(32)


def philox(counter, key):
    """Four words for each counter, a row of four words; the key has two."""
    c0, c1, c2, c3 = (np.asarray(counter, np.uint64)[..., i] for i in range(4))
    k0, k1 = (int(word) for word in key)
    for _ in range(10):
        left, right = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (
            (right >> _WORD) ^ c1 ^ np.uint64(k0),
            right & _LOW,
            (left >> _WORD) ^ c3 ^ np.uint64(k1),
            left & _LOW,
        )
        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32
    return np.stack([c0, c1, c2, c3], -1)


def words(seed, draw, groups):
    """The words of sixteen blocks at a time: first word 0 of all sixteen, then word 1, and so on.

    A counter is the number of the block and that of the draw, 64 bits each; the key is the seed.
    """
    seed %= 2**64
    block = np.arange(16 * groups, dtype=np.uint64)
    counter = np.stack(
        [
            block & _LOW,
            block >> _WORD,
            np.full_like(block, draw % 2**32),
            np.full_like(block, draw >> 32),
        ],
        -1,
    )
    made = philox(counter, (seed % 2**32, seed >> 32))
    return made.reshape(groups, 16, 4).swapaxes(1, 2).reshape(groups, 64)


def uniform32(seed, draw, count):
    """24 bits of each word, in [0, 1)."""
    made = words(seed, draw, -(-count // 64)) >> np.uint64(8)
    return (made.reshape(-1)[:count] * 2.0**-24).astype(np.float32)


def uniform64(seed, draw, count):
    """53 bits of two words, in [0, 1)."""
    made = words(seed, draw, -(-count // 32))
    pairs = (made[:, :32] << _WORD | made[:, 32:]) >> np.uint64(11)
    return pairs.reshape(-1)[:count].astype(np.float64) * 2.0**-53
