"""The numbers of the theme "rank" that are sums, errors, eigenvalues and numerical ranks."""
from fractions import Fraction

import mpmath as mp
import numpy as np
from rank_exact import TINY, dot, elu1, gaussian, linear, outer, product, rank, softmax, table
from rows import correction, sampled, stated
from scipy.stats import beta as beta_law

DRAW = np.random.default_rng(1)
FLOAT32, FLOAT64 = 2.0 ** -23, 2.0 ** -52


def one_draw(claim, what, text, values):
    """A figure of a draw that is not named: one more draw lies within the limits with the confidence given."""
    low, high = (mp.mpf(float(x)) for x in (min(values), max(values)))
    confidence = f"1 - 2/{len(values) + 1} for one draw"
    return sampled(claim, f"{what}, one unnamed draw", text, low, high, len(values), confidence)


def softmax_of(scores):
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def numerical_rank(matrix, spacing):
    """The number of singular values above max(n, m) times the spacing of the floats at 1, times the greatest."""
    values = np.linalg.svd(matrix, compute_uv=False)
    return int((values > max(matrix.shape) * spacing * values[0]).sum())


def fraction_rows(rows_of):
    return [[Fraction(x) for x in row] for row in rows_of]


def mass_bound():
    claim = "linear-permutation-mass-bound"
    blocks = [[Fraction(i // 4 == j // 4, 4) for j in range(12)] for i in range(12)]
    yield stated(claim, "trace of 3 equal blocks, n = 12", "3", sum(blocks[i][i] for i in range(12)))
    off = sum((x - (i == j)) ** 2 for i, row in enumerate(blocks) for j, x in enumerate(row))
    yield stated(claim, "squared Frobenius distance of the blocks from I", "9", off)
    left, right = [[1, 9], [1, 0], [1, 0]], [[Fraction(1, 3)] * 3, [1, -1, 0]]
    signed = product(fraction_rows(left), fraction_rows(right))
    yield stated(claim, "rank of the signed matrix", "2", rank(signed))
    yield stated(claim, "trace of the signed matrix", "10", sum(signed[i][i] for i in range(3)))
    for row in signed:
        yield stated(claim, "a row sum of the signed matrix", "1", sum(row))
    scores = fraction_rows(outer((2, 0, -2), (2, 0, -2)))
    inline = [[x - sum(row) / 3 + Fraction(1, 3) for x in row] for row in scores]
    yield stated(claim, "rank of InLine(id), Q = K = (2,0,-2)", "2", rank(inline))
    yield stated(claim, "trace of InLine(id), Q = K = (2,0,-2)", "9", sum(inline[i][i] for i in range(3)))
    yield stated(claim, "trace of softmax(n^2 K K^T), n = 12 keys on the circle", "11.9999999",
                 12 * (1 - circle_error(12, 12 ** 2)))
    yield stated(claim, "bound w m/n at w = 9, m = 64, n = 197", "2.9", Fraction(9 * 64, 197))


def circle_scores(n, inverse_temperature):
    """One row: the keys are at equal angles, so each row is the first one turned."""
    return [inverse_temperature * mp.cos(2 * mp.pi * j / n) for j in range(n)]


def circle_error(n, inverse_temperature):
    return 1 - softmax([circle_scores(n, inverse_temperature)])[0][0]


def enough(n, error):
    return mp.log((n - 1) / error) / (1 - mp.cos(2 * mp.pi / n))


def circle_keys(n):
    return np.array([[float(mp.cos(2 * mp.pi * i / n)), float(mp.sin(2 * mp.pi * i / n))] for i in range(n)])


def elu1_on_circle(n):
    keys = np.sqrt(float(enough(n, mp.mpf("1e-3")))) * circle_keys(n)
    features = np.exp(np.minimum(keys, 0)) + np.maximum(keys, 0)
    kernel = features @ features.T
    return kernel / kernel.sum(1, keepdims=True)


def float32_logit_error(n):
    """The greatest error of a float32 logit."""
    size = enough(n, mp.mpf("1e-3"))
    x, y = circle_keys(n).astype(np.float32).T
    logits = (np.float32(float(size)) * (np.outer(x, x) + np.outer(y, y))).astype(float)
    true_row = np.array([float(s) for s in circle_scores(n, size)])
    true = np.array([np.roll(true_row, i) for i in range(n)])
    return np.abs(logits - true).max()


def permutation():
    claim = "softmax-d2-permutation"
    for n, size, error, colder in ((8, "30.2", "2.9e-4", "0.48"), (32, "538", "6.5e-5", "0.43"),
                                   (128, "9756", "1.6e-5", "0.39")):
        inverse_temperature = enough(n, mp.mpf("1e-3"))
        yield stated(claim, f"beta, n = {n}", size, inverse_temperature)
        yield stated(claim, f"error, n = {n}", error, circle_error(n, inverse_temperature))
        yield stated(claim, f"error at beta/10, n = {n}", colder, circle_error(n, inverse_temperature / 10))
    scores = outer((-10 ** 9, 100, 10 ** 9), (0, 1, mp.mpf("1.000001")))
    error = max(abs(x - (i == j)) for i, row in enumerate(softmax(scores)) for j, x in enumerate(row))
    yield stated(claim, "error of three keys at 0, 1 and 1.000001, d = 1", "0.5", error)
    attention = {n: elu1_on_circle(n) for n in (8, 16, 32, 64, 128)}
    least = min(np.abs(a - np.eye(n)).max() for n, a in attention.items())
    yield stated(claim, "error of elu1, least of n = 8 to 128 (a lower bound is stated)", "0.99", mp.mpf(float(least)))
    most = max(np.trace(a) for a in attention.values())
    yield stated(claim, "trace of elu1, greatest of n = 8 to 128 (an upper bound is stated)", "2", mp.mpf(float(most)))
    error = mp.mpf(float(float32_logit_error(128)))
    yield stated(claim, "error of a float32 logit, n = 128, and so of a weight relative to it", "1e-3", error)


def gaussian_ranks(d, scale, draws):
    """Numerical ranks of softmax of Gaussian queries and keys of width d, n = 128, at the threshold of float32."""
    pairs = DRAW.normal(size=(draws, 2, 128, d))
    return [numerical_rank(softmax_of(scale * q @ k.T), FLOAT32) for q, k in pairs]


def counted_ranks():
    claim = "linear-rank-le-m"
    exact = [DRAW.normal(size=(32, 4)) @ DRAW.normal(size=(4, 32)) for _ in range(99)]
    ranks = [numerical_rank(matrix.astype(np.float32).astype(float), FLOAT64) for matrix in exact]
    yield one_draw(claim, "introduction: rank 4, n = 32, rounded to float32, taken as float64", "32", ranks)
    claim = "softmax-generic-full-rank"
    for n, text in ((20, "12"), (40, "12"), (80, "11")):
        points = np.linspace(-1, 1, n)
        weights = softmax_of(np.outer(points, points))
        yield stated(claim, f"numerical rank in float64, {n} points in [-1,1]", text, numerical_rank(weights, FLOAT64))
        yield stated(claim, f"numerical rank at the float32 threshold, {n} points in [-1,1]", "6",
                     numerical_rank(weights, FLOAT32))
    for text, d, scale, draws in (("119", 4, 1, 99), ("102", 4, 0.5, 199), ("128", 8, 1, 39),
                                  ("127", 8, 8 ** -0.5, 39), ("128", 16, 0.25, 39)):
        how = "not scaled" if scale == 1 else "scaled by 1/sqrt(d)"
        yield one_draw(claim, f"numerical rank at the float32 threshold, n = 128, d = {d}, {how}", text,
                       gaussian_ranks(d, scale, draws))
    ranks = gaussian_ranks(32, 1, 39)
    yield correction(claim, "numerical rank at the float32 threshold, n = 128, d = 32, not scaled, mean of 39 draws",
                     "128", Fraction(sum(ranks), len(ranks)), "stated as full from d = 8 on, but for wider keys rows "
                     "come near to one-hot rows, some of them to the same one")
    claim = "linear-causal-rank-le-m"
    ranks = []
    for _ in range(199):
        scores = np.outer(DRAW.normal(size=32), DRAW.normal(size=32))
        weights = softmax_of(np.where(np.tri(32, dtype=bool), scores, -np.inf))
        ranks.append(numerical_rank(weights[16:, :16], FLOAT64))
    yield one_draw(claim, "numerical rank of the lower left block of causal softmax, d = 1, n = 32", "12", ranks)


def spectrum():
    claim = "tied-spectrum-real"
    tokens = gaussian(8, 3)
    yield stated(claim, "zeros of tied elu1, n = 8, d = 3", "5", 8 - rank(linear(elu1, tokens, tokens), TINY))
    circle = [(mp.cos(2 * mp.pi * i / 3), mp.sin(2 * mp.pi * i / 3)) for i in range(3)]
    scores = table(lambda q, k: 10 * dot(q, k), circle, circle[1:] + circle[:1])
    values = mp.eig(mp.matrix(softmax(scores)), left=False, right=False)
    values = sorted(values, key=mp.im)
    for value, imaginary in zip((values[0], values[2]), ("-0.86602461", "0.86602461")):
        yield stated(claim, "real part, untied witness", "-0.49999954", mp.re(value))
        yield stated(claim, "imaginary part, untied witness", imaginary, mp.im(value))
    yield stated(claim, "greatest eigenvalue, untied witness", "1", mp.re(values[1]))
    tokens = ((1, 0), (0, 1), (1, 1), (-1, 2))
    scores = table(lambda q, k: q[0] * k[0] - q[1] * k[1], tokens, tokens)
    values = mp.eig(mp.matrix(softmax(scores)), left=False, right=False)
    yield stated(claim, "least eigenvalue, logits X diag(1,-1) X^T", "-0.237", min(mp.re(x) for x in values))
    n = 40000
    scores = 2 * DRAW.normal(size=(n, 6, 3)) @ DRAW.normal(size=(n, 3, 6))
    hits = int((np.abs(np.linalg.eigvals(softmax_of(scores)).imag).max(-1) > 1e-9).sum())
    low, high = (float(beta_law.ppf(p, *law)) for p, law in ((5e-7, (hits, n - hits + 1)),
                                                            (1 - 5e-7, (hits + 1, n - hits))))
    yield sampled(claim, "share of matrices softmax(2 G_1 G_2), 6 x 6, with complex eigenvalues", "0.82",
                  mp.mpf(low), mp.mpf(high), n)


def rows():
    for part in (mass_bound, permutation, counted_ranks, spectrum):
        yield from part()
