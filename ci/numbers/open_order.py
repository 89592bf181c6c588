"""O1 of open-hypotheses.md: how much of the order of q.k an elementwise kernel keeps."""
import numpy as np
from mpmath import asin, exp, inf, mpf, ncdf, npdf, pi, quad, sqrt
from scipy.stats import beta

from rows import correction, sampled, stated

CLAIM = "O1"
MAPS = {"elu1": lambda x: exp(min(x, mpf(0))) + max(x, mpf(0)), "relu": lambda x: max(x, mpf(0)), "exp": exp}
FAST = {"elu1": lambda x: np.exp(np.minimum(x, 0)) + np.maximum(x, 0), "relu": lambda x: np.maximum(x, 0),
        "exp": np.exp}


def correlation(phi, density, ends):
    def mean(function):
        return quad(lambda x: function(x) * density(x), [ends[0], 0, ends[1]])
    first, second = mean(phi), mean(lambda x: phi(x) ** 2)
    square = mean(lambda x: x * x)
    return mean(lambda x: x * phi(x)) ** 2 / sqrt(square ** 2 * second * (second - first ** 2))


def kendall(rho):
    return 2 / pi * asin(rho)


def limits():
    table = (("elu1", "0.52569", "0.35239"), ("relu", "0.60559", "0.41412"), ("exp", "0.46271", "0.30624"))
    for name, rho, tau in table:
        found = correlation(MAPS[name], npdf, (-inf, inf))
        yield stated(CLAIM, f"rho of {name}, normal entries", rho, found)
        yield stated(CLAIM, f"limit of tau of {name}, normal entries", tau, kendall(found))
    edge = sqrt(mpf(3))
    for name, tau in (("elu1", "0.36635"), ("relu", "0.43591")):
        found = correlation(MAPS[name], lambda x: 1 / (2 * edge), (-edge, edge))
        yield stated(CLAIM, f"limit of tau of {name}, uniform entries of variance 1", tau, kendall(found))


def normal_entries(draw, shape):
    return draw.standard_normal(shape, dtype=np.float32)


def uniform_entries(draw, shape):
    return (draw.random(shape, dtype=np.float32) - np.float32(0.5)) * np.float32(np.sqrt(12))


def concordant(names, width, draws, entries):
    """Counts of draws, one query and two keys each, in which score and kernel order the keys alike."""
    draw, left, counts = np.random.default_rng(1), draws, dict.fromkeys(names, 0)
    while left:
        size = min(left, max(1, 2 ** 21 // width))
        q, key, other = entries(draw, (3, size, width))
        score = np.einsum("ij,ij->i", q, key - other)
        for name in names:
            phi = FAST[name]
            kernel = np.einsum("ij,ij->i", phi(q), phi(key) - phi(other))
            counts[name] += int((score * kernel > 0).sum())
        left -= size
    return counts


def tau_limits(hits, draws, error=1e-6):
    """Of 2 P - 1, by Clopper and Pearson."""
    low = beta.ppf(error / 2, hits, draws - hits + 1)
    high = beta.ppf(1 - error / 2, hits + 1, draws - hits)
    return 2 * float(low) - 1, 2 * float(high) - 1


def measured(width, texts, draws, entries=normal_entries):
    kind = "normal" if entries is normal_entries else "uniform"
    for name, hits in concordant(list(texts), width, draws, entries).items():
        what = f"tau of {name} at d = {width}, {kind} entries"
        yield sampled(CLAIM, what, texts[name], *tau_limits(hits, draws), draws)


def too_few_draws(row):
    """A sampled row whose stated number lies outside the limits, as a correction."""
    return dict(row, same=not row["same"], how=f"corrected: the stated figure is from fewer draws; {row['how']}")


def rows():
    yield from limits()
    yield correction(CLAIM, "tau of elu1 at d = 1, normal entries", "0.10", 2 * ncdf(0) - 1,
                     "an increasing positive map keeps the order for q > 0 and reverses it for q < 0")
    for width, text in ((2, "0.24"), (4, "0.32")):
        yield from map(too_few_draws, measured(width, {"elu1": text}, 1_000_000))
    for width, text in ((8, "0.32"), (16, "0.34")):
        yield from measured(width, {"elu1": text}, 1_000_000)
    yield from measured(64, {"elu1": "0.36", "relu": "0.43", "exp": "0.35"}, 400_000)
    yield from measured(8192, {"elu1": "0.351", "relu": "0.408", "exp": "0.293"}, 8_000)
    yield from measured(4096, {"elu1": "0.375", "relu": "0.439"}, 12_000, uniform_entries)
