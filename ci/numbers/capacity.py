"""The numbers of the capacity theme."""
from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
from mpmath import cos, exp, fsum, mpf, pi, sin, sqrt

from rows import sampled, stated

NORMAL = 4.9
FIGURE = 100


def elu1(x):
    return [exp(min(a, mpf(0))) + max(a, mpf(0)) for a in x]


def dot(x, y):
    return fsum(a * b for a, b in zip(x, y))


def softmax_recall(n=12, beta=200):
    claim = "softmax-recall-exponential"
    scores = [20 * key for key in (1, 2)]
    yield stated(claim, "ablation: output for K = (1, 2), query 1, beta = 20", "1.0000",
                 1 / (1 + exp(mpf(scores[0] - scores[1]))))
    angles = [2 * pi * i / n for i in range(n)]
    features = [elu1([sqrt(beta) * cos(a), sqrt(beta) * sin(a)]) for a in angles]
    kernels = [[dot(f, g) for g in features] for f in features]
    yield stated(claim, "control: least 1 - p_ii of elu1 on the circle, n = 12, beta = 200", "0.761",
                 min(1 - row[i] / fsum(row) for i, row in enumerate(kernels)))
    x = (n - 1) * exp(-beta * (1 - cos(2 * pi / n)))
    yield stated(claim, "control: the bound, n = 12, beta = 200", "2.5e-11", x / (1 + x))


def relative_errors(rng, n, m, values, features):
    """One for each row of values: the squared error of the read-out at the stored features over that of 0."""
    found = []
    for v in values:
        phi = features(rng.standard_normal((n, m)))
        found.append(np.sum((phi @ (phi.T @ v) - v) ** 2) / np.sum(v ** 2))
    return np.array(found)


def unit(g):
    return g / np.linalg.norm(g, axis=1, keepdims=True)


def measured(what, text, errors):
    half = NORMAL * errors.std() / np.sqrt(FIGURE)
    return sampled("linear-capacity-m", f"{what}, one figure of {FIGURE} repetitions, normal approximation", text,
                   errors.mean() - half, errors.mean() + half, len(errors))


def linear_capacity(draws=3000):
    """How many repetitions the measured figures are of is not stated: the limits are those of a figure of 100."""
    claim, rng, n = "linear-capacity-m", np.random.default_rng(1), 64
    for m, text, exact in ((16, "3.91", "3.94"), (64, "0.995", "0.984"), (256, "0.245", "0.246")):
        yield stated(claim, f"relative squared error (n - 1)/m, n = {n}, m = {m}", exact, Fraction(n - 1, m))
        errors = relative_errors(rng, n, m, rng.standard_normal((draws, n)), unit)
        yield measured(f"measured relative squared error, n = {n}, m = {m}", text, errors)
    n = 40
    for m, text, exact, all_positive in ((16, "2.44", "2.4375", "607"), (64, "0.613", "0.609", "576")):
        yield stated(claim, f"relative squared error (n - 1)/m, n = {n}, m = {m}", exact, Fraction(n - 1, m))
        values = 1 + 0.3 * rng.standard_normal((draws, n))
        yield measured(f"measured, values N(1, 0.09), n = {n}, m = {m}", text,
                       relative_errors(rng, n, m, values, unit))
        yield measured(f"ablation, non-negative features, values N(1, 0.09), n = {n}, m = {m}", all_positive,
                       relative_errors(rng, n, m, values, lambda g: np.abs(unit(g))))
    yield stated(claim, "ablation, not unit: (n + 1)/m, n = 40, m = 16", "2.5625", Fraction(n + 1, 16))
    yield measured("ablation, not unit: measured, values N(1, 0.09), n = 40, m = 16", "2.58",
                   relative_errors(rng, n, 16, 1 + 0.3 * rng.standard_normal((draws, n)), lambda g: g / 4))


def states(features, modulus):
    """The state that each context of binary values comes to: a sum of features, each coordinate mod a number if any."""
    def state(values):
        sums = (sum(v * f for v, f in zip(values, column)) for column in zip(*features))
        return tuple(s % modulus if modulus else s for s in sums)
    return {values: state(values) for values in product((0, 1), repeat=len(features))}


def finite_state():
    claim = "finite-state-recall-bits"
    reached = states(((1, 3), (2, 5), (4, 1), (7, 2), (3, 6), (5, 5), (6, 1), (1, 7)), 8)
    yield stated(claim, "contexts of 8 binary values", "256", len(reached))
    yield stated(claim, "states that they reach", "62", len(set(reached.values())))
    yield stated(claim, "bits of two coordinates mod 8", "6", (8 ** 2 - 1).bit_length())
    for context in ("00000110", "00001000"):
        for axis, text in enumerate(("3", "6")):
            yield stated(claim, f"state of the context {context}, coordinate {axis + 1}", text,
                         reached[tuple(map(int, context))][axis])
    exact = states([(2 ** j,) for j in range(8)], None)
    yield stated(claim, "ablation: contexts told apart by the features 2^j", "256", len(set(exact.values())))
    few = states(((1, 0), (2, 0), (4, 0), (0, 1), (0, 2), (0, 4)), 8)
    counts = Counter(few.values())
    yield stated(claim, "ablation: contexts told apart, N = 6 = b", "64", sum(c == 1 for c in counts.values()))


def rows():
    for part in (softmax_recall, linear_capacity, finite_state):
        yield from part()
