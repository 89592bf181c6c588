"""The numbers of stability.md: Jacobians, total variations and gradients at the witnesses."""
import numpy as np
from fractions import Fraction
from mpmath import cosh, diff, eigsy, exp, log, matrix, mpf, norm, sqrt, svd_r, tanh

from rows import stated

HALF = mpf(1) / 2


def normalised(scores):
    total = sum(scores)
    return [score / total for score in scores]


def softmax(scores):
    return normalised([exp(score) for score in scores])


def elu1(x):
    return exp(min(x, mpf(0))) + max(x, mpf(0))


def relu(x):
    return max(x, mpf(0))


def linear(phi, q, keys):
    return normalised([sum(phi(a) * phi(b) for a, b in zip(q, key)) for key in keys])


def total_variation(p, other):
    return sum(abs(a - b) for a, b in zip(p, other)) / 2


def softmax_jacobian(p):
    size = len(p)
    return matrix([[p[i] * ((i == j) - p[j]) for j in range(size)] for i in range(size)])


def gradient(function, point):
    return [diff(function, tuple(point), tuple(int(i == j) for j in range(len(point)))) for i in range(len(point))]


def spectral(rows):
    return max(svd_r(matrix(rows), compute_uv=False))


def self_attention(weights):
    def run(*flat, width):
        tokens = [flat[i:i + width] for i in range(0, len(flat), width)]
        return [sum(w * token[c] for w, token in zip(weights(query, tokens), tokens))
                for query in tokens for c in range(width)]
    return run


def jacobian(run, flat, width):
    """Row k is the gradient of the k-th output; derivatives are central, as elu1 is once differentiable at 0."""
    step = mpf(10) ** -20
    columns = []
    for i in range(len(flat)):
        high, low = ([x + sign * step * (i == j) for j, x in enumerate(flat)] for sign in (1, -1))
        columns.append([(a - b) / (2 * step) for a, b in zip(run(*high, width=width), run(*low, width=width))])
    return [list(row) for row in zip(*columns)]


ATTENTION = self_attention(lambda q, keys: softmax([sum(a * b for a, b in zip(q, key)) for key in keys]))
ELU1_ATTENTION = self_attention(lambda q, keys: linear(elu1, q, keys))


def output_slope(scale):
    keys = [1, -1]
    return diff(lambda q: sum(w * v for w, v in zip(softmax([scale * k * q for k in keys]), keys)), 0)


def output_lipschitz():
    claim = "softmax-output-lipschitz-in-q"
    yield stated(claim, "derivative at q = 0 of K = V = (1, -1)", "1", output_slope(1))
    yield stated(claim, "diam(K) diam(V)/4 of K = V = (1, -1)", "1", Fraction(2 * 2, 4))
    yield stated(claim, "derivative at inverse temperature 2", "2", output_slope(2))


def query_stability():
    claim = "elu1-query-stability-is-key-free"
    far, near = [(-1, -2), (-2, -1)], [[30, -30], [-30, 30]]
    tight = [linear(elu1, [mpf(x) for x in q], [[mpf(x) for x in key] for key in near]) for q in far]
    yield stated(claim, "TV of the tight elu1 witness", "0.46212", total_variation(*tight))
    yield stated(claim, "tanh(1/2)", "0.46212", tanh(HALF))

    def second_weight(*q):
        return linear(elu1, q, [[mpf(10) ** 9, -mpf(10) ** 9], [-mpf(10) ** 9, mpf(10) ** 9]])[1]
    slopes = gradient(second_weight, [mpf(-1), mpf(-1)])
    yield stated(claim, "2-norm of the gradient of elu1, keys ±(s, -s), s = 10^9, values 0 and 1", "0.35355",
                 norm(slopes, 2))
    yield stated(claim, "1-norm of the gradient of elu1 at the same keys", "0.5000", norm(slopes, 1))

    def hedgehog(q):
        return normalised([2 * cosh(q + key) for key in (9, -9)])[0]
    yield stated(claim, "slope of hedgehog, K = (9, -9), q = 0: 1/2", "0.5", diff(hedgehog, 0))
    eye = [[1, 0], [0, 1]]
    point = [mpf(1) / 1000, mpf(1) / 1000]
    size = norm(gradient(lambda *q: linear(relu, q, eye)[1], point), 2) * point[0]
    yield stated(claim, "eps times the gradient norm of relu at (eps, eps): sqrt(2)/4", "0.354", size)
    moved = [linear(relu, q, eye) for q in ([mpf(1) / 100, mpf(1) / 100], [mpf(1) / 100, mpf(0)])]
    yield stated(claim, "TV of relu from (0.01, 0.01) to (0.01, 0)", "0.5", total_variation(*moved))
    sharp = [softmax([1000 * q, -1000 * q]) for q in (mpf(0), mpf(1) / 1000)]
    yield stated(claim, "TV of softmax, K = (1000, -1000), q from 0 to 0.001", "0.381", total_variation(*sharp))
    largest = Fraction(float(np.finfo(np.float32).max))
    yield stated(claim, "largest integer x whose e^x is a float32", "88", int(log(mpf(largest.numerator))))


def score_gradient():
    claim = "score-gradient-bounded-vs-unbounded"
    for size, text in (("1", "0.25"), ("0.1", "2.5"), ("0.01", "25")):
        score = mpf(size)
        slope = diff(lambda x: x / (x + score), score)
        yield stated(claim, f"dp_1/ds_1 of s = (e, e), e = {size}", text, slope)
    constant, linear_term, quadratic = 1, 1, HALF
    kappa = constant - linear_term ** 2 / (4 * quadratic)
    yield stated(claim, "least kappa of taylor2: 1/2", "0.5", kappa)
    yield stated(claim, "1/(4c) for c the least kappa of taylor2: 1/2", "0.5", 1 / (4 * kappa))
    for scale, text in ((1, "0.25"), (2, "0.5")):
        slope = diff(lambda x: softmax([scale * x, 0])[0], 0)
        yield stated(claim, f"dp_1/ds_1 of softmax at inverse temperature {scale}, p = (1/2, 1/2)", text, slope)


def tv_tanh():
    claim = "softmax-tv-tanh"
    x, d = [-HALF, HALF], [1, -1]
    for scale, what, text in ((1, "witness", "0.46212"), (2, "witness at inverse temperature 2", "0.762")):
        found = total_variation(softmax([scale * a for a in x]), softmax([scale * (a + b) for a, b in zip(x, d)]))
        yield stated(claim, f"TV of the {what}", text, found)
    yield stated(claim, "tanh((max d - min d)/4)", "0.46212", tanh(mpf(max(d) - min(d)) / 4))
    yield stated(claim, "tanh(max abs d / 4)", "0.245", tanh(mpf(1) / 4))
    yield stated(claim, "TV of the witness, to which the control is compared", "0.462",
                 total_variation(softmax(x), softmax([HALF, -HALF])))


def half_lipschitz():
    claim = "softmax-half-lipschitz"
    for scale, text in ((1, "0.5"), (2, "1")):
        moved = diff(lambda x: softmax([scale * x, -scale * x])[0], 0)
        yield stated(claim, f"local ratio of softmax({scale}x), n = 2, x = 0, direction (1, -1)", text, moved)
    p = normalised([mpf(1), mpf(1), mpf(1) / 1000])
    largest = max(eigsy(softmax_jacobian(p), eigvals_only=True))
    yield stated(claim, "spectral norm at p proportional to (1, 1, 1e-3)", "0.49975", largest)


def coercivity(scale, x):
    p, other = softmax([scale * x, -scale * x]), softmax([-scale * x, scale * x])
    gap = [a - b for a, b in zip(p, other)]
    return (gap[0] * 2 * x - gap[1] * 2 * x) / sum(g * g for g in gap)


def cocoercive():
    claim = "softmax-2-cocoercive"
    x = mpf(5) / 1000
    yield stated(claim, "ratio at n = 2, x = -y = (0.005, -0.005)", "2.0000167", coercivity(1, x))
    yield stated(claim, "ratio at x = -y = (10^-9, -10^-9), near its minimum", "2.0000", coercivity(1, mpf(10) ** -9))
    yield stated(claim, "ratio of softmax(2x) for the witness", "1.00003", coercivity(2, x))
    s, t = ([Fraction(a, sum(pair)) for a in pair] for pair in ((4, 1), (14, 6)))
    inner = sum((a - b) * (x - y) for a, b, x, y in zip(s, t, (4, 1), (14, 6)))
    yield stated(claim, "inner product of s/sum s, s = (4, 1), t = (14, 6)", "-0.5", inner)


def softmax_entry(t, copies=1):
    tokens = [mpf(0)] + [mpf(t)] * copies + [mpf(-t)] * copies
    step = mpf(10) ** -20
    high, low = (ATTENTION(sign * step, *tokens[1:], width=1)[0] for sign in (1, -1))
    return (high - low) / (2 * step)


def elu1_jacobian(t):
    return jacobian(ELU1_ATTENTION, [mpf(x) for x in (0, 0, t, -t, -t, t)], 2)


def not_lipschitz():
    claim = "self-attention-not-lipschitz"
    sizes = (1, 4, 16, 64)
    texts = zip(sizes, ("1", "11", "171", "2731"), ("0.539", "1.822", "7.611", "31.53"),
                ("1.45", "3.67", "15.3", "63.1"), ("1.3", "1.8", "2.2", "2.4"))
    for t, soft, entry, whole, narrow in texts:
        yield stated(claim, f"softmax entry at t = {t}", soft, softmax_entry(t))
        rows = elu1_jacobian(t)
        yield stated(claim, f"elu1 entry at t = {t}, d = 2", entry, rows[0][0])
        yield stated(claim, f"spectral norm of elu1's Jacobian at t = {t}, d = 2", whole, spectral(rows))
        one = jacobian(ELU1_ATTENTION, [mpf(0), mpf(t), mpf(-t)], 1)
        yield stated(claim, f"spectral norm of elu1's Jacobian at t = {t}, d = 1", narrow, spectral(one))
    far = (10 ** 6, 10 ** 7)
    slopes = [[log(entry(far[1]) / entry(far[0])) / log(mpf(10))] for entry in
              (softmax_entry, lambda t: elu1_jacobian(t)[0][0])]
    yield stated(claim, "log-log slope of the softmax entry, t = 10^6 to 10^7", "2", slopes[0][0])
    yield stated(claim, "log-log slope of the elu1 entry, t = 10^6 to 10^7", "1", slopes[1][0])
    mean = jacobian(self_attention(lambda q, keys: [mpf(1) / 3] * 3), [mpf(0), mpf(9), mpf(-9)], 1)
    flat = jacobian(self_attention(lambda q, keys: [mpf(1) / 3] * 3), [mpf(0), mpf(1), mpf(-1)], 1)
    yield stated(claim, "slope of mean pooling", "0.000", log(spectral(mean) / spectral(flat)))


def rows():
    for theme in (output_lipschitz, query_stability, score_gradient, tv_tanh, half_lipschitz, cocoercive,
                  not_lipschitz):
        yield from theme()
