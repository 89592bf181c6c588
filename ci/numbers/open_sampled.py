"""O2 and O6 of open-hypotheses.md, by draws: where mean entropies cross, and how often queries collide in float32."""
import numpy as np

from open_order import too_few_draws
from rows import sampled
from seed_firing import clopper_pearson

KEYS = 400


def entropies(weights):
    p = weights / weights.sum(1, keepdims=True)
    return -(p * np.log(p)).sum(1)


def elu1(x):
    return np.exp(np.minimum(x, 0)) + np.maximum(x, 0)


def differences(sigma, queries, keys):
    """Entropy of elu1 minus that of softmax with 1/sqrt(d), one query and its own keys a draw."""
    q, k = sigma * queries, sigma * keys
    scores = np.einsum("id,ijd->ij", q, k) / np.sqrt(q.shape[1])
    soft = np.exp(scores - scores.max(1, keepdims=True))
    return entropies(np.einsum("id,ijd->ij", elu1(q), elu1(k))) - entropies(soft)


def crossing(width, near, draws):
    """Where the mean difference is 0, by its line through two scales of the same draws; mean and standard error."""
    draw, scales, parts = np.random.default_rng(1), (0.995 * near, 1.005 * near), []
    for _ in range(0, draws, 100):
        queries, keys = draw.standard_normal((100, width)), draw.standard_normal((100, KEYS, width))
        parts.append([differences(sigma, queries, keys) for sigma in scales])
    low, high = (np.concatenate(part) for part in zip(*parts))
    slope = (high.mean() - low.mean()) / (scales[1] - scales[0])
    middle = (low + high) / 2
    return near - middle.mean() / slope, middle.std() / np.sqrt(draws) / abs(slope)


def boundary():
    table = ((4, "0.448", "0.90", 20_000), (16, "0.229", "0.91", 5_000), (64, "0.119", "0.95", 2_000),
             (256, "0.0616", "0.985", 500))
    for width, text, ratio, draws in table:
        start, _ = crossing(width, float(text), draws // 5)
        mean, error = crossing(width, start, draws)
        low, high = float(mean - 4.9 * error), float(mean + 4.9 * error)
        about, root = "(normal approximation)", width ** 0.5
        found = (sampled("O2", f"crossing at d = {width}, n = 400 {about}", text, low, high, draws),
                 sampled("O2", f"the same times sqrt(d), d = {width} {about}", ratio, low * root, high * root, draws))
        yield from map(too_few_draws, found) if width == 4 else found


def softmax(scores):
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def collisions(sigma, draws):
    """Pairs of queries with bitwise equal float32 weights, four Gaussian keys of their own in the plane."""
    draw = np.random.default_rng(1)
    keys = draw.standard_normal((draws, 4, 2), dtype=np.float32)
    queries = np.float32(sigma) * draw.standard_normal((2, draws, 2), dtype=np.float32)
    first, second = (softmax(np.einsum("id,ijd->ij", q, keys)) for q in queries)
    return int((first == second).all(1).sum())


def collided():
    draws = 200_000
    for sigma, text in ((30, "0.003"), (40, "0.006"), (50, "0.013"), (60, "0.013"), (80, "0.039")):
        limits = clopper_pearson(collisions(sigma, draws), draws)
        row = sampled("O6", f"probability of a collision, n = 4, d = 2, sigma = {sigma}", text, *limits, draws)
        yield too_few_draws(row) if sigma == 60 else row


def rows():
    yield from boundary()
    yield from collided()
