"""The numbers of the theme "injectivity", from the definitions, in fractions or 50 digits."""
from fractions import Fraction

import mpmath as mp
import numpy as np
from floating_point import exact, softmax_in, to_bits
from rank_exact import dot, elu1, over_sum, rank, softmax
from rank_numerical import one_draw, softmax_of
from rows import correction, sampled, stated

DRAW = np.random.default_rng(1)
KEYS = ((1, 0), (0, -1), (2, 3))


def each(claim, what, texts, found):
    for i, (text, value) in enumerate(zip(texts.split(), found)):
        yield stated(claim, f"{what}, weight {i + 1}", text, value)


def elu1_weights(features, keys=KEYS):
    return over_sum([dot(features, elu1(k)) for k in keys])


def greatest_change(before, after):
    return max(abs(x - y) for x, y in zip(before, after))


def interleaved(i, j):
    return sum(((i >> b & 1) << 2 * b + 1) + ((j >> b & 1) << 2 * b) for b in range(8))


def weight_maps():
    claim = "softmax-weights-injective-iff-affine-span"
    identity = [[Fraction(i == j) for j in range(3)] for i in range(3)]
    yield stated(claim, "rank of K = I_3", "3", rank(identity))
    yield stated(claim, "rank of [K,1], K = I_3", "3", rank([row + [1] for row in identity]))
    claim = "linear-weights-noninjective-m-le-d"
    for q in ((0, 0), (1, 1)):
        yield from each(claim, f"elu1 at q = {q}", "0.2639 0.1203 0.6158", elu1_weights(elu1(q)))
    angles = (mp.pi / 2 * (interleaved(i, j) + 1) / (4 ** 8 + 1) for i in range(256) for j in range(256))
    first = {mp.nstr(1 / (1 + mp.tan(angle)), 20) for angle in angles}
    yield stated(claim, "different weight vectors over the grid of 256 x 256 queries", "65536", len(first))
    claim = "linear-collision-constructors"
    phi = elu1((1, -1))
    before = elu1_weights(phi)
    yield stated(claim, "change of elu1 weights from q = (1,-1) to 2q", "0.025",
                 greatest_change(before, elu1_weights(elu1((2, -2)))))
    wrong = elu1([mp.log(2 * x) for x in phi])
    yield stated(claim, "change with the inverse log y for all y, a = 2", "0.018",
                 greatest_change(before, elu1_weights(wrong)))
    for q, texts in (((1, -1), "1 0"), ((-1, 1), "0 1")):
        kernel = [max(q[j], 0) for j in range(2)]
        yield from each(claim, f"relu, K = I_2, q = {q}", texts, over_sum([Fraction(x) for x in kernel]))


def by_features(q, r):
    return [r(sum(r(r(mp.exp(sign * q)) * r(mp.exp(sign * k))) for sign in (1, -1))) for k in (0, 1)]


def by_sums(q, r):
    return [r(r(mp.exp(q + k)) + r(mp.exp(-q - k))) for k in (0, 1)]


def first_equal(kernel, inner, bits):
    """The least q in 64ths where the rounded hedgehog weights of the keys 0 and 1 equal those at q + 1/4."""
    seen = []
    while len(seen) < 17 or seen[-1] != seen[-17]:
        values = kernel(mp.mpf(len(seen)) / 64, inner)
        total = inner(sum(values))
        seen.append([to_bits(x / total, bits) for x in values])
    return mp.mpf(len(seen) - 17) / 64


def first_equals(bits):
    def rounded(x):
        return to_bits(x, bits)
    ways = ((by_features, rounded), (by_sums, rounded), (by_sums, mp.mpf))
    return [first_equal(kernel, inner, bits) for kernel, inner in ways]


def saturation():
    claim = "linear-never-injective"
    for name, bits, tanh, weights in (("float32", 24, "9", "7.25"), ("float64", 53, "19", "17")):
        yield stated(claim, f"q beyond which tanh rounds to 1 in {name}", tanh, mp.atanh(1 - mp.mpf(2) ** (-bits - 1)))
        found = first_equals(bits)
        row = sampled(claim, f"least q with equal {name} weights at q and q + 0.25", weights, min(found), max(found), 0)
        yield dict(row, how="worked out for three ways to round the weights, q in 64ths")
    claim = "fp32-softmax-collision"
    for kind, name, scales in ((np.float32, "float32", (60, 100)), (np.float64, "float64", (400, 500))):
        for q in scales:
            yield from each(claim, f"{name}, K = (1,-1), q = {q}", "1 0", map(exact, softmax_in(kind, (q, -q))))
    for q, text in ((60, "7.7e-53"), (100, "1.4e-87")):
        yield stated(claim, f"smaller float64 weight at q = {q}", text, exact(softmax_in(np.float64, (q, -q))[1]))
    yield stated(claim, "gap at which e^-x is half of the least float32", "103.97", 150 * mp.log(2))
    yield stated(claim, "gap at which e^-x is the least normal float32", "87.34", 126 * mp.log(2))
    yield correction(claim, "gap above which the largest float32 weight rounds to 1", "16.65", 24 * mp.log(2),
                     "1 + e^-x rounds to 1 from e^-x = 2^-24 on, which is x = 24 ln 2")


def null_space():
    """Values N of norm 2.8 with Phi^T N = 0, and the leading left singular vector of Phi: changes of the outputs."""
    softmax_change, linear_change = [], []
    for _ in range(399):
        keys, queries = DRAW.normal(size=(9, 4)), DRAW.normal(size=(1000, 4))
        phi, phi_q = (np.exp(np.minimum(x, 0)) + np.maximum(x, 0) for x in (keys, queries))
        left = np.linalg.svd(phi)[0]
        hidden = left[:, 4:] @ DRAW.normal(size=5)
        hidden *= 2.8 / np.linalg.norm(hidden)
        softmax_change.append(np.abs(softmax_of(queries @ keys.T) @ hidden).max())
        kernel = phi_q @ phi.T
        linear_change.append(np.abs(kernel / kernel.sum(1, keepdims=True) @ left[:, 0]).max())
    return softmax_change, linear_change


def values():
    claim = "linear-value-nullspace-collision"
    phi = [elu1((k,))[0] for k in (0, 1)]
    for text, feature in zip("12", phi):
        yield stated(claim, "a feature of elu1, K = (0,1)", text, feature)
    yield stated(claim, "Phi^T N, N = (2,-1)", "0", dot(phi, (2, -1)))
    yield stated(claim, "softmax at q = 0 applied to N (1/2)", "0.5", dot(softmax([[0, 0]])[0], (2, -1)))
    yield stated(claim, "(x + y)(1/x + 1/y) at its least, x = y", "4", (1 + 1) * (Fraction(1) + Fraction(1)))
    softmax_change, linear_change = null_space()
    what = "Gaussian, n = 9, m = d = 4, 1000 queries"
    yield one_draw("value-functional-identifiable", f"softmax change by N of norm 2.8, {what}", "1.3", softmax_change)
    yield one_draw(claim, f"softmax change by N of norm 2.8, {what}", "1.3", softmax_change)
    yield one_draw(claim, f"elu1 change by the leading left singular vector, {what}", "0.36", linear_change)
    claim = "softmax-output-injective-when-V-is-K"
    for q in (mp.mpf("1.3"), mp.mpf("-1.3")):
        weights = softmax([[q * k for k in (-1, 0, 1)]])[0]
        name = mp.nstr(q, 2)
        yield stated(claim, f"output, V = (0,1,0), q = {name}", "0.20235", dot(weights, (0, 1, 0)))
        yield stated(claim, f"1/(1 + 2 cosh q), q = {name}", "0.20235", 1 / (1 + 2 * mp.cosh(q)))
        yield stated(claim, f"output, V = (1,0,1), q = {name}", "0.79765", dot(weights, (1, 0, 1)))


def first_order_error(scores, size, scale):
    """|softmax(bs) - (1/n + scale b(s - mean s))|_1 at b = size; the released scaling has scale = 1/n."""
    mean = mp.mpf(sum(scores)) / len(scores)
    weights = softmax([[size * s for s in scores]])[0]
    return sum(abs(w - mp.mpf(1) / len(scores) - scale * size * (s - mean)) for w, s in zip(weights, scores))


def slope(scores, scale):
    errors = [first_order_error(scores, mp.mpf(10) ** -exponent, scale) for exponent in (9, 8)]
    return mp.log10(errors[1] / errors[0])


def inline():
    claim = "inline-is-first-order-softmax"
    third = mp.mpf(1) / 3
    yield stated(claim, "slope of the error at b = 1e-9, s = (0,1,3)", "2", slope((0, 1, 3), third))
    yield stated(claim, "slope at n = 2, s = (1,0)", "3", slope((1, 0), mp.mpf(1) / 2))
    yield stated(claim, "slope without the factor 1/n, s = (0,1,3)", "1", slope((0, 1, 3), mp.mpf(1)))
    deviations = [Fraction(s) - Fraction(1, 2) for s in (1, 0)]
    variance = sum(d ** 2 for d in deviations) / 2
    yield stated(claim, "limit for s = (1,0)", "0", sum(abs(d ** 2 - variance) for d in deviations) / 4)
    claim = "inline-injective-iff-phi-injective"
    for q in ((-1, -1), (-2, -2)):
        yield stated(claim, f"greatest relu feature of q = {q}", "0", max(max(x, 0) for x in q))
    (before, after) = (elu1_weights(elu1(q)) for q in ((0, 0), (1, 1)))
    yield stated(claim, "difference of elu1 weights at (0,0) and (1,1) under division", "0",
                 greatest_change(before, after))


def rows():
    for part in (weight_maps, saturation, values, inline):
        yield from part()
