"""Weighted minimax polynomials by the Remez exchange, with coefficients rounded one by one.

Only needed to derive the constants again: `python3 fit.py`. Needs mpmath.
"""

from mpmath import mp, mpf, matrix, lu_solve, cos, pi, floor, log

mp.prec = 500


def round_to_bits(value, bits):
    """The nearest number with `bits` significant bits (normal range)."""
    if value == 0:
        return mpf(0)
    exponent = int(floor(log(abs(value), 2)))
    scale = mpf(2) ** (bits - 1 - exponent)
    return mp.nint(value * scale) / scale


def minimax(function, weight, low, high, powers, points=1500):
    """Coefficients of sum c_k x^powers[k] for the least max |weight (function - sum)|, and that."""
    low, high = mpf(low), mpf(high)
    middle, radius = (low + high) / 2, (high - low) / 2
    grid = [middle - radius * cos(pi * i / (points - 1)) for i in range(points)]
    values = [function(x) for x in grid]
    weights = [abs(weight(x)) for x in grid]
    basis = [[x**p for p in powers] for x in grid]
    count = len(powers)
    usable = [i for i in range(points) if weights[i] > 0]
    reference = [usable[int(round((len(usable) - 1) * j / count))] for j in range(count + 1)]
    best = None
    for _ in range(60):
        a = matrix(count + 1, count + 1)
        b = matrix(count + 1, 1)
        for row, i in enumerate(reference):
            for column in range(count):
                a[row, column] = basis[i][column]
            a[row, count] = (-1) ** row / weights[i]
            b[row] = values[i]
        solution = lu_solve(a, b)
        coefficients = [solution[k] for k in range(count)]
        errors = [
            weights[i] * (values[i] - sum(c * t for c, t in zip(coefficients, basis[i])))
            for i in range(points)
        ]
        worst = max(abs(e) for e in errors)
        if best is None or worst < best[1]:
            best = (coefficients, worst)
        # One extremum from each run of equal sign, then the window with the largest.
        extrema = []
        for i in range(points):
            if errors[i] == 0:
                continue
            if extrema and (errors[extrema[-1]] > 0) == (errors[i] > 0):
                if abs(errors[i]) > abs(errors[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        if len(extrema) < count + 1:
            break
        while len(extrema) > count + 1:
            drop_first = abs(errors[extrema[0]]) < abs(errors[extrema[-1]])
            extrema.pop(0 if drop_first else -1)
        if extrema == reference:
            break
        reference = extrema
    return best


def rounded_minimax(function, weight, low, high, powers, bits, fixed=None, points=600):
    """As `minimax`, each coefficient rounded to `bits` bits and the later ones fitted anew.

    `fixed` gives some coefficients beforehand. Returns {power: coefficient} and the error.
    """
    done = dict(fixed or {})
    remaining = [p for p in powers if p not in done]
    while remaining:

        def rest(x):
            return function(x) - sum(c * x**p for p, c in done.items())

        coefficients, _ = minimax(rest, weight, low, high, remaining, points)
        done[remaining[0]] = round_to_bits(coefficients[0], bits)
        remaining = remaining[1:]
    middle, radius = (mpf(low) + mpf(high)) / 2, (mpf(high) - mpf(low)) / 2
    grid = [middle - radius * cos(pi * i / 4999) for i in range(5000)]
    error = max(
        abs(weight(x) * (function(x) - sum(c * x**p for p, c in done.items()))) for x in grid
    )
    return done, error
