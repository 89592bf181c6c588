"""The numbers of the theme "identities", from the definitions, in fractions or 50 digits."""
from fractions import Fraction

import mpmath as mp
import numpy as np
from rank_exact import dot, elu1, over_sum, softmax, taylor
from rank_numerical import one_draw
from rows import sampled, stated

DRAW = np.random.default_rng(1)
EYE = ((1, 0), (0, 1))
FORTY_FIVE = mp.sqrt(mp.mpf(1) / 2)


def weights(kernel, q, keys):
    return over_sum([kernel(q, k) for k in keys])


def softmax_kernel(q, k):
    return mp.exp(dot(q, k))


def elu1_kernel(q, k):
    return dot(elu1(q), elu1(k))


def exp_kernel(q, k):
    return sum(mp.exp(a + b) for a, b in zip(q, k))


def relu_kernel(q, k):
    return sum(max(a, 0) * max(b, 0) for a, b in zip(q, k))


def inline(scores):
    return [Fraction(s) - Fraction(sum(scores), len(scores)) + Fraction(1, len(scores)) for s in scores]


def shifted(keys, by):
    return [tuple(a + b for a, b in zip(k, by)) for k in keys]


def each(claim, what, texts, found):
    for i, (text, value) in enumerate(zip(texts.split(), found)):
        yield stated(claim, f"{what}, number {i + 1}", text, value)


def sums_and_hulls():
    claim = "linear-associativity-recurrence"
    (one,), values = elu1((0,)), (0, 1)
    yield stated(claim, "second output, state read before the update", "0", one * one * values[0] / (one * one))
    yield stated(claim, "second output, state read after the update", "0.5", one * one * sum(values) / (one * one * 2))
    yield stated(claim, "2^24 + 1 in float32", str(2 ** 24), int(np.float32(2 ** 24) + np.float32(1)))
    claim = "row-stochastic-convex-hull"
    found = over_sum([Fraction(-1), Fraction(2)])
    yield from each(claim, "weights of id, s = (-1,2)", "-1 2", found)
    yield stated(claim, "output of id, s = (-1,2), V = (0,1)", "2", dot(found, (0, 1)))
    yield from each(claim, "weights of InLine(id), q = 1, K = (0,4)", "-1.5 2.5", inline((0, 4)))
    yield stated(claim, "factor of c of the weights (1,1), not normalised", "2", dot((1, 1), (1, 1)))
    shares, largest = [], []
    for size in range(1, 11):
        powers = np.exp(DRAW.normal(scale=size, size=(4000, 200)).astype(np.float32))
        found = (powers / powers.sum(1, keepdims=True)).sum(1, dtype=np.float32)
        shares.append(mp.mpf(float((found != 1).mean())))
        largest.append(mp.mpf(float(np.abs(found.astype(float) - 1).max())))
    how = "4000 draws at each of the scales 1 to 10 of the logits, the least and the greatest"
    for text, name, found in (("0.42", "share of float32 rows, n = 200, with a sum other than 1", shares),
                              ("0.44", "share of float32 rows, n = 200, with a sum other than 1", shares),
                              ("3.6e-7", "largest deviation of a float32 row sum from 1", largest)):
        yield dict(sampled(claim, name, text, min(found), max(found), 4000), how=how)


def merges_and_orders():
    claim = "online-softmax-merge"
    blocks = [(mp.mpf(0), mp.mpf(1), mp.mpf(0)), (mp.mpf(2), mp.mpf(1), mp.mpf(1))]
    top = max(most for most, _, _ in blocks)
    total = sum(size * mp.exp(most - top) for most, size, _ in blocks)
    yield stated(claim, "merged output, s = (0,2), v = (0,1)", "0.8808",
                 sum(value * mp.exp(most - top) for most, _, value in blocks) / total)
    yield stated(claim, "output merged without rescaling", "0.5",
                 sum(value for _, _, value in blocks) / sum(size for _, size, _ in blocks))
    claim = "permutation-equivariance"
    plain, swapped = ([dot(softmax([[x * y for y in tokens[:i + 1]]])[0], tokens) for i, x in enumerate(tokens)]
                      for tokens in ((0, 1), (1, 0)))
    yield from each(claim, "causal softmax of PX", "1 0.5", swapped)
    yield from each(claim, "P times causal softmax of X", "0.731 0", plain[::-1])
    for text, tokens in (("1", (0, 1)), ("1.5", (0, 0, 1, 1))):
        yield stated(claim, f"InLine output as published, K = V = {tokens}", text, dot(inline(tokens), tokens))
    for text, tokens in (("2", (0, 1)), ("4", (0, 0, 1, 1))):
        yield stated(claim, f"elu1, not normalised, q = 0, K = V = {tokens}", text,
                     sum(elu1_kernel((0,), (k,)) * k for k in tokens))
    yield stated(claim, "r = 2 added to the logit", "0.881", dot(softmax([[0, 2]])[0], (0, 1)))
    yield stated(claim, "ln r added to the logit (2/3)", "0.666667", dot(softmax([[0, mp.log(2)]])[0], (0, 1)))


def gauge():
    claim, q = "gauge-and-translation", (1, 0)
    turned_q, turned = (FORTY_FIVE, FORTY_FIVE), [(FORTY_FIVE, FORTY_FIVE), (-FORTY_FIVE, FORTY_FIVE)]
    yield from each(claim, "elu1 weights", "0.5556 0.4444", weights(elu1_kernel, q, EYE))
    yield from each(claim, "elu1 weights, turned by 45 degrees", "0.6081 0.3919",
                    weights(elu1_kernel, turned_q, turned))
    yield from each(claim, "relu weights", "1 0", weights(relu_kernel, q, EYE))
    yield from each(claim, "relu weights, turned by 45 degrees (2/3, 1/3)", "0.666667 0.333333",
                    weights(relu_kernel, turned_q, turned))
    for shift, texts in (((1, 1), "0.5333 0.4667"), ((3, 0), "0.5238 0.4762")):
        yield from each(claim, f"elu1 weights, keys shifted by {shift}", texts,
                        weights(elu1_kernel, q, shifted(EYE, shift)))
    scaled_q, scaled = (2, 0), [(Fraction(1, 2), 0), (0, 2)]
    for name, kernel, before, after in (("elu1", elu1_kernel, "0.5556 0.4444", "0.478 0.522"),
                                        ("exp", exp_kernel, "0.607 0.393", "0.471 0.529")):
        yield from each(claim, f"{name} weights", before, weights(kernel, q, EYE))
        yield from each(claim, f"{name} weights, M = diag(2,1/2)", after, weights(kernel, scaled_q, scaled))
    yield from each(claim, "taylor2 weights", "0.714 0.286", weights(taylor(2), q, EYE))
    yield from each(claim, "taylor2 weights, keys shifted by (3,0)", "0.605 0.395",
                    weights(taylor(2), q, shifted(EYE, (3, 0))))
    keys = [tuple(Fraction(x) for x in k) for k in ((1, 0), (1, 1), (2, 0))]
    yield from each(claim, "id weights (1/4, 1/4, 1/2)", "0.25 0.25 0.5", weights(dot, q, keys))
    yield from each(claim, "id weights, keys shifted by (3,0) (4/13, 4/13, 5/13)", "0.307692 0.307692 0.384615",
                    weights(dot, q, shifted(keys, (3, 0))))
    yield from each(claim, "softmax weights", "0.731 0.269", weights(softmax_kernel, q, EYE))
    # QM = (1,1) and KM^(-1) = ((1,-1), (0,1)) for M = [[1,1],[0,1]].
    yield from each(claim, "softmax weights with K M^(-1)", "0.269 0.731",
                    weights(softmax_kernel, (1, 1), ((1, -1), (0, 1))))


def elu1_outputs(q, k, v):
    left, right = (np.exp(np.minimum(x, 0)) + np.maximum(x, 0) for x in (q, k))
    kernel = left @ right.T
    return kernel / kernel.sum(1, keepdims=True) @ v


def gauge_draws():
    general, translated = [], []
    for _ in range(1999):
        q, k, v = DRAW.normal(size=(3, 7, 3))
        m, shift = DRAW.normal(size=(3, 3)), DRAW.normal(size=3)
        before = elu1_outputs(q, k, v)
        general.append(np.abs(elu1_outputs(q @ m, k @ np.linalg.inv(m).T, v) - before).max())
        translated.append(np.abs(elu1_outputs(q, k + shift, v) - before).max())
    claim = "gauge-and-translation"
    yield one_draw(claim, "change of elu1 outputs under a Gaussian M, n = 7, d = 3", "0.23", general)
    yield one_draw(claim, "change of elu1 outputs under a Gaussian key translation, n = 7, d = 3", "0.04", translated)


def series_and_steps():
    claim = "softmax-taylor-sum-of-rnns"
    polynomial = sum(mp.mpf(5) ** r / mp.factorial(r) for r in range(3))
    yield stated(claim, "remainder at s = 5, p = 2", "129.9", mp.exp(5) - polynomial)
    yield stated(claim, "bound without max(1, e^s) (125/6)", "20.8", Fraction(5 ** 3, 6))
    yield stated(claim, "error of 1 + s + s^2 at s = -1", "0.632", abs(mp.exp(-1) - sum((-1) ** r for r in range(3))))
    yield stated(claim, "bound at s = -1, p = 2 (1/6)", "0.166667", Fraction(1, 6))
    claim, x, y, eta, query = "linear-icl-is-one-gd-step", (1, 2), (1, 3), Fraction(1, 10), 1
    yield stated(claim, "linear attention, values eta y", "0.7", sum(eta * b * a * query for a, b in zip(x, y)))
    for text, start in (("0.7", 0), ("1.2", 1)):
        step = start - eta * sum((start * a - b) * a for a, b in zip(x, y))
        yield stated(claim, f"prediction after one step from w_0 = {start}", text, step * query)
    yield stated(claim, "normalised weights", "0.2333", dot(over_sum([Fraction(a) for a in x]), [eta * b for b in y]))
    mean = Fraction(sum(y), 2)
    for text, beta in (("0.49958", mp.mpf("0.1")), ("0.499996", mp.mpf("0.01"))):
        output = dot(softmax([[beta * query * a for a in x]])[0], y)
        yield stated(claim, f"(output - mean y)/beta, beta = {mp.nstr(beta, 2)}", text, (output - int(mean)) / beta)
        yield stated(claim, f"tanh(beta/2)/beta, beta = {mp.nstr(beta, 2)}", text, mp.tanh(beta / 2) / beta)
    centred = [query * a - Fraction(sum(x), 2) for a in x]
    yield stated(claim, "limit of (output - mean y)/beta", "0.5", dot(y, centred) / 2)


def rows():
    for part in (sums_and_hulls, merges_and_orders, gauge, gauge_draws, series_and_steps):
        yield from part()
