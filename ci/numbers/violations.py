"""Random searches in which the catalogue reports no violation, done again: violations beyond rounding are counted."""
import math

import numpy as np

from rows import stated

ROUNDING = 1e-12


def softmax(s):
    p = np.exp(s - s.max(-1, keepdims=True))
    return p / p.sum(-1, keepdims=True)


def normalised(values):
    return values / values.sum(-1, keepdims=True)


def entropy(p):
    return -(p * np.log(np.maximum(p, 1e-300))).sum(-1)


def majorises(p, other):
    def sums(x):
        return np.cumsum(-np.sort(-x, axis=-1), axis=-1)
    return np.all(sums(p) >= sums(other) - ROUNDING, axis=-1)


def elu1(x):
    return np.exp(np.minimum(x, 0)) + np.maximum(x, 0)


def hedgehog(x):
    return np.concatenate([np.exp(x), np.exp(-x)], axis=-1)


def spread(rng, draws):
    """A scale for each draw, log-uniform between 1/10 and 5."""
    return 10 ** rng.uniform(-1, math.log10(5), (draws, 1))


def tilt(rng, draws, radius=2, d=3, n=11):
    keys = rng.standard_normal((draws, n, d))
    keys *= radius * rng.uniform(0, 1, (draws, n, 1)) / np.linalg.norm(keys, axis=2, keepdims=True)
    q = rng.standard_normal((draws, d)) * spread(rng, draws)
    s = np.einsum("cij,cj->ci", keys, q)
    weights = normalised(1 + radius * np.linalg.norm(q, axis=1, keepdims=True) + s)
    order = np.argsort(s, axis=1)
    steps, rises = (np.diff(np.take_along_axis(x, order, 1), axis=1) for x in (s, weights))
    return np.any((steps > ROUNDING) & (rises <= 0), axis=1)


def interior(rng, draws, d=3, n=5):
    keys, q = rng.standard_normal((draws, n, d)), rng.standard_normal((draws, 1, d))
    keys = np.concatenate([keys, rng.dirichlet(np.ones(n), draws)[:, None] @ keys], axis=1)
    s = (keys * q).sum(-1)
    kernels = [np.exp(s), 1 + s + s * s / 2]
    kernels += [(phi(keys) * phi(q)).sum(-1) for phi in (lambda x: np.maximum(x, 0), elu1, np.exp, hedgehog)]
    which = np.array(kernels)[np.arange(draws) % 6, np.arange(draws)]
    return which[:, -1] > which[:, :-1].max(1) * (1 + ROUNDING)


def dispersion(rng, draws, n=8):
    s = rng.standard_normal((draws, n)) * spread(rng, draws)
    p, ratio = softmax(s), np.exp(np.ptp(s, axis=1))
    low = p.min(1) < (1 - ROUNDING) / (1 + (n - 1) * ratio)
    high = p.max(1) > (1 + ROUNDING) * ratio / (ratio + n - 1)
    return low | high | (entropy(p) < math.log(n) - np.log(ratio) ** 2 / 8 - ROUNDING)


def l1_threshold(rng, draws, n=6):
    large, small = rng.uniform(1, 8, (draws // 2, n)), rng.uniform(1e-3, 1, (draws - draws // 2, n))
    return ~np.concatenate([majorises(softmax(large), normalised(large)), majorises(normalised(small), softmax(small))])


def majorisation_in_beta(rng, draws, n=6):
    s, betas = rng.standard_normal((draws, n)), np.sort(rng.uniform(0, 5, (draws, 2)), axis=1)
    return ~majorises(softmax(betas[:, 1:] * s), softmax(betas[:, :1] * s))


def convex_increasing(rng, draws, n=6):
    x, power = rng.uniform(0.01, 5, (draws, n)), rng.uniform(1, 4, (draws, 1))
    maps = np.array([x ** power, x * np.exp(x), np.expm1(x)])[np.arange(draws) % 3, np.arange(draws)]
    return ~majorises(normalised(maps), normalised(x))


def recall(rng, draws, n=6, d=3):
    keys, values = rng.standard_normal((draws, n, d)), rng.standard_normal((draws, n, 2))
    s = spread(rng, draws) * np.einsum("cij,cj->ci", keys, keys[:, 0])
    output = np.einsum("ci,cij->cj", softmax(s), values)
    x = (n - 1) * np.exp(np.minimum(s[:, 1:].max(1) - s[:, 0], 700))
    diameter = np.linalg.norm(values[:, :, None] - values[:, None], axis=3).max((1, 2))
    return np.linalg.norm(output - values[:, 0], axis=1) > diameter * x / (1 + x) + ROUNDING


def taylor_tv(rng, draws, n=6):
    """Draws with eta >= 1 are outside the claim; they are drawn again, as others are taken in their place."""
    s, order = rng.standard_normal((4 * draws, n)) * spread(rng, 4 * draws), rng.integers(1, 9, (4 * draws, 1))
    sums = sum(np.where(order >= r, s ** r / math.factorial(r), 0) for r in range(9))
    eta = np.abs(sums * np.exp(-s) - 1).max(1)
    inside = np.flatnonzero(eta < 1)[:draws]
    assert len(inside) == draws
    eta, distance = eta[inside], np.abs(normalised(sums[inside]) - softmax(s[inside])).sum(1) / 2
    return distance > eta / (1 + np.sqrt(1 - eta ** 2)) + ROUNDING


SEARCHES = (("tilt-attention-exists", tilt, 5000), ("interior-key-never-wins", interior, 15000),
            ("softmax-dispersion-bounds", dispersion, 6000), ("softmax-vs-l1-threshold", l1_threshold, 6000),
            ("softmax-majorisation-in-beta", majorisation_in_beta, 6000),
            ("convex-increasing-lowers-entropy", convex_increasing, 18000),
            ("softmax-recall-exponential", recall, 4000), ("taylor-tv-bound", taylor_tv, 20000))


def rows():
    for claim, search, draws in SEARCHES:
        violated = search(np.random.default_rng(1), draws)
        yield stated(claim, f"violations in {len(violated)} draws, beyond rounding", "0", int(violated.sum()))
