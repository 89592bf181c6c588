"""The numbers of the concentration theme that are estimates, by draws of their own."""
import numpy as np
from scipy.stats import beta

from rows import correction, sampled

NORMAL = 4.9
CHUNK = 4_000_000


def elu1(x):
    return np.exp(np.minimum(x, 0)) + np.maximum(x, 0)


def entropies(weights):
    p = weights / weights.sum(-1, keepdims=True)
    return -(p * np.log(np.maximum(p, 1e-300))).sum(-1)


def softmax_and_elu1(q, keys):
    """The entropies of softmax with 1/sqrt(d), and of elu1, for each query with keys of its own."""
    scores = np.einsum("id,ind->in", q, keys) / np.sqrt(q.shape[1])
    weights = np.einsum("id,ind->in", elu1(q), elu1(keys))
    return entropies(np.exp(scores - scores.max(1, keepdims=True))), entropies(weights)


def drawn_entropies(rng, d, n, scales, draws):
    """One row of pairs of entropies for each scale, by the same draws."""
    parts, size = [], max(1, CHUNK // (n * d))
    for start in range(0, draws, size):
        count = min(size, draws - start)
        q, keys = rng.standard_normal((count, d)), rng.standard_normal((count, n, d))
        parts.append([softmax_and_elu1(scale * q, scale * keys) for scale in scales])
    return np.concatenate(parts, axis=2)


def share_limits(hits, draws, level=1e-6):
    low = beta.ppf(level / 2, hits, draws - hits + 1) if hits else 0.0
    return low, beta.ppf(1 - level / 2, hits + 1, draws - hits) if hits < draws else 1.0


def bounded_limits(values, bound):
    """The empirical Bernstein bound of Maurer and Pontil (arXiv 0907.3740), for values between 0 and a bound."""
    count, logarithm = len(values), np.log(4e6)
    half = np.sqrt(2 * values.var(ddof=1) * logarithm / count) + 7 * bound * logarithm / (3 * (count - 1))
    return values.mean() - half, values.mean() + half


def small_scale(draws=20_000):
    claim, rng = "linear-higher-entropy", np.random.default_rng(1)
    for n, text in ((40, "98.5"), (64, "99")):
        softmax, linear = drawn_entropies(rng, 4, n, [0.25], draws)[0]
        low, high = share_limits(int((linear < softmax).sum()), draws)
        what = f"percent of queries of lower elu1 entropy, d = 4, scale 0.25, at n = {n} (no n is stated)"
        yield sampled(claim, what, text, 100 * low, 100 * high, draws)


def large_scale(draws=30_000, n=150):
    claim, rng = "linear-higher-entropy", np.random.default_rng(1)
    softmax, linear = drawn_entropies(rng, 4, n, [2], draws)[0]
    low, high = bounded_limits(linear, np.log(n))
    yield sampled(claim, "mean elu1 entropy, d = 4, scale 2, n = 150", "4.81", low, high, draws)
    low, high = bounded_limits(softmax, np.log(n))
    yield correction(claim, "mean softmax entropy, d = 4, scale 2, n = 150", "1.83", f"{softmax.mean():.3f}",
                     f"the mean of {draws} queries with keys of their own gives {low:.3f} to {high:.3f} at confidence"
                     " 1 - 10^-6")


def gap_limits(rng, d, scales, draws, n=150):
    """Limits for mean softmax entropy less mean elu1 entropy, one pair for each scale."""
    softmax, linear = drawn_entropies(rng, d, n, scales, draws).swapaxes(0, 1)
    mean, error = (softmax - linear).mean(1), NORMAL * (softmax - linear).std(1) / np.sqrt(draws)
    return mean - error, mean + error


def crossings(draws_at_4=50_000):
    """Below the crossing softmax has the larger mean entropy, above it elu1."""
    claim, rng = "linear-higher-entropy", np.random.default_rng(1)
    what = "scale at which the mean entropies cross, n = 150, normal approximation, d = "
    low, high = gap_limits(rng, 4, (0.435, 0.445), draws_at_4)
    assert low[0] > 0 > high[1]
    first, last = (low + high) / 2
    yield correction(claim, what + "4", "0.45", f"{0.435 + 0.01 * first / (first - last):.3f}",
                     f"by {draws_at_4} draws softmax has the larger mean entropy at 0.435 and the smaller one at 0.445,"
                     " by more than 4.9 standard errors")
    for d, text, draws in ((16, "0.23", 2000), (64, "0.12", 400), (256, "0.06", 200)):
        scales = [float(text) * step for step in (0.9, 0.95, 1, 1.05, 1.1)]
        low, high = gap_limits(rng, d, scales, draws)
        yield sampled(claim, what + str(d), text, max(s for s, least in zip(scales, low) if least > 0),
                      min(s for s, most in zip(scales, high) if most < 0), draws)


def rises_somewhere(rng, draws, steps):
    """How many draws have a positive derivative of elu1's entropy at some a of the grid on [0, 6]."""
    q, features = rng.standard_normal((draws, 3)), elu1(rng.standard_normal((draws, 5, 3)))
    rises = np.zeros(draws, dtype=bool)
    for a in np.linspace(0, 6, steps + 1):
        w = np.einsum("id,ind->in", elu1(a * q), features)
        slope = np.einsum("id,ind->in", q * np.where(a * q > 0, 1, np.exp(np.minimum(a * q, 0))), features)
        p, total = w / w.sum(1, keepdims=True), w.sum(1, keepdims=True)
        change = slope / total - p * slope.sum(1, keepdims=True) / total
        rises |= -(change * np.log(p)).sum(1) > 1e-12
    return int(rises.sum())


def rising_entropy(draws=20_000):
    hits = rises_somewhere(np.random.default_rng(1), draws, 600)
    low, high = share_limits(hits, draws)
    yield correction("softmax-majorisation-in-beta", "percent of draws in which elu1's entropy rises somewhere", "47",
                     f"{100 * hits / draws:.1f}",
                     f"the sign of the derivative at steps of 1/100, for {draws} draws of N(0, 1) entries, gives"
                     f" {100 * low:.1f} to {100 * high:.1f} at confidence 1 - 10^-6")


def squared_errors(rng, n, draws):
    sigma, q = np.array([[1, 0.5], [0.5, 1]]), np.array([0.6, -0.3])
    factor, parts, size = np.linalg.cholesky(sigma), [], max(1, CHUNK // (2 * n))
    for start in range(0, draws, size):
        keys = rng.standard_normal((min(size, draws - start), n, 2)) @ factor.T
        weights = np.exp(keys @ q)
        output = np.einsum("in,ind->id", weights, keys) / weights.sum(1, keepdims=True)
        parts.append(((output - sigma @ q) ** 2).sum(1))
    return np.concatenate(parts)


def measured_errors():
    """The stated ones are of 50 to 400 repetitions: the limits are those of one figure of 50, not of its mean."""
    rng = np.random.default_rng(1)
    for n, text, draws in ((10 ** 2, "1.63", 40_000), (10 ** 3, "1.72", 10_000), (10 ** 4, "1.76", 2000),
                           (10 ** 5, "1.65", 400)):
        squares = n * squared_errors(rng, n, draws)
        half = NORMAL * squares.std() / np.sqrt(50)
        yield sampled("gaussian-prompt-softmax-is-linear",
                      f"measured error times sqrt n, n = {n}, one figure of 50 repetitions, normal approximation",
                      text, np.sqrt(squares.mean() - half), np.sqrt(squares.mean() + half), draws)


def rows():
    for part in (small_scale, large_scale, crossings, rising_entropy, measured_errors):
        yield from part()
