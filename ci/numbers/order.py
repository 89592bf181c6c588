"""The numbers of the order theme."""
from fractions import Fraction

import numpy as np
from mpmath import asin, cos, cosh, exp, findroot, fsum, mp, mpf, ncdf, npdf, pi, sin, sqrt

from rows import correction, sampled, stated


def relu(x):
    return [max(mpf(a), mpf(0)) for a in x]


def elu1(x):
    return [exp(min(mpf(a), mpf(0))) + max(mpf(a), mpf(0)) for a in x]


def exponential(x):
    return [exp(a) for a in x]


def hedgehog(x):
    return [exp(a) for a in x] + [exp(-mpf(a)) for a in x]


def focused(x):
    r = relu(x)
    cube = [a ** 3 for a in r]
    return [sqrt(dot(r, r) / dot(cube, cube)) * a for a in cube]


def dot(x, y):
    return fsum(mpf(a) * mpf(b) for a, b in zip(x, y))


def kernel(phi, q, k):
    return dot(phi(q), phi(k))


def normalised(values):
    return [v / sum(values) for v in values]


def taylor(p, s):
    return fsum(mpf(s) ** r / mp.factorial(r) for r in range(p + 1))


def softmax_row_order():
    claim = "softmax-row-order-strict"
    yield stated(claim, "control: T_2(-3)", "2.5", taylor(2, -3))
    yield stated(claim, "control: T_2(0)", "1", taylor(2, 0))
    small = np.exp(np.array([0, 1e-9], dtype=np.float32))
    for key, weight in enumerate(small / small.sum(dtype=np.float32)):
        yield stated(claim, f"float32 weight of key {key + 1} for logits 0 and 1e-9", "0.5", Fraction(float(weight)))
    for below in (110, 120):
        weight = np.float32(float(exp(-below)))
        yield stated(claim, f"float32 weight of a logit {below} below the maximum", "0", Fraction(float(weight)))


def row_order_witnesses():
    claim, q, k1, k2 = "linear-row-order", (1, -1), (1, 0), (2, 3)
    yield stated(claim, "score of key 1", "1", dot(q, k1))
    yield stated(claim, "score of key 2", "-1", dot(q, k2))
    table = ((relu, "1", "2"), (elu1, "4.368", "7.472"), (exponential, "7.757", "27.47"),
             (hedgehog, "10.61", "27.66"), (focused, "1", "1.024"))
    for phi, first, second in table:
        yield stated(claim, f"kernel of key 1, {phi.__name__}", first, kernel(phi, q, k1))
        yield stated(claim, f"kernel of key 2, {phi.__name__}", second, kernel(phi, q, k2))
    yield stated(claim, "taylor2 kernel at score -3", "2.5", taylor(2, -3))
    yield stated(claim, "taylor2 kernel at score 0", "1", taylor(2, 0))
    yield stated(claim, "cosformer kernel at distance M, q = 1, k = 1.1", "0", mp.chop(mpf("1.1") * cos(pi / 2)))
    yield stated(claim, "cosformer kernel at distance 0, q = k = 1", "1", cos(mpf(0)))


def inversions_of_the_exponential_kernel(triples=20000):
    q, k1, k2 = np.random.default_rng(1).standard_normal((3, triples, 4))
    s1, s2 = (q * k1).sum(1), (q * k2).sum(1)
    found = int(np.count_nonzero((np.exp(s1) > np.exp(s2)) != (s1 > s2)))
    yield stated("linear-row-order", "control: inversions of the exponential kernel, 20000 normal triples", "0", found)


def elu1_array(x):
    return np.exp(np.minimum(x, 0)) + np.maximum(x, 0)


def sampled_tau(rng, d, draws):
    """Limits for Kendall's tau: each draw is a query of its own with a pair of keys, which agrees (1) or not (-1)."""
    total, chunk = 0, 2_000_000 // d
    for start in range(0, draws, chunk):
        size = min(chunk, draws - start)
        q = rng.standard_normal((size, d), dtype=np.float32).astype(float)
        k1, k2 = (rng.standard_normal((size, d), dtype=np.float32).astype(float) for _ in range(2))
        by_score = np.einsum("ij,ij->i", q, k1 - k2)
        by_kernel = np.einsum("ij,ij->i", elu1_array(q), elu1_array(k1) - elu1_array(k2))
        total += int(np.sign(by_score * by_kernel).sum())
    half = np.sqrt(2 * np.log(2e6) / draws)
    return total / draws - half, total / draws + half


def kendall():
    """At d = 1 the kernel grows with k for every q, and q k only for q > 0."""
    claim = "linear-row-order"
    same_order = 1 - ncdf(mpf(0))
    yield correction(claim, "Kendall tau of elu1 at d = 1", "0.10", 2 * same_order - 1,
                     "the order is kept for q > 0 and reversed for q < 0, each with probability a half")
    rng = np.random.default_rng(1)
    for d, text, draws in ((2, "0.24", 2_000_000), (4, "0.32", 2_000_000)):
        low, high = sampled_tau(rng, d, draws)
        yield correction(claim, f"Kendall tau of elu1 at d = {d}", text, f"{(low + high) / 2:.4f}",
                         f"the share of {draws} pairs gives {low:.4f} to {high:.4f} at confidence 1 - 10^-6")
    for d, text, draws in ((8, "0.32", 1_000_000), (16, "0.34", 1_000_000), (64, "0.35", 500_000),
                           (256, "0.35", 120_000)):
        yield sampled(claim, f"Kendall tau of elu1 at d = {d}", text, *sampled_tau(rng, d, draws), draws)
    yield stated(claim, "limit of Kendall's tau of elu1", "0.3524", 2 / pi * asin(elu1_correlation()))


def elu1_correlation():
    """For a normal x: E x phi = E phi', and E e^(ax) [x < 0] = e^(a^2/2) Phi(-a)."""
    below, squared_below = sqrt(mp.e) * ncdf(-1), exp(mpf(2)) * ncdf(-2)
    half = mpf(1) / 2
    mean = below + half + npdf(0)
    square = squared_below + half + 2 * npdf(0) + half
    return (below + half) ** 2 / sqrt(square * (square - mean ** 2))


def tilt():
    claim = "tilt-attention-exists"
    radius, query, key = 1, 10, 3
    yield stated(claim, "ablation: kernel of an opposite key of norm 3", "-19", 1 + radius * query - query * key)
    first = [mpf(1) / 10, mpf(-1) / 5]
    step = mpf(1) / 11
    second = [(a + step) / (1 - step) for a in first]
    for name, r, texts in (("first", first, ("0.1288", "-0.2576")), ("second", second, ("0.2770", "-0.1583"))):
        scale = 1 - sqrt(dot(r, r))
        q = [a / scale for a in r]
        weights = normalised([1 + sqrt(dot(q, q)) + a for a in q])
        shown = mp.nstr(weights[0], 6)
        for axis, text in enumerate(texts):
            what = f"coordinate {axis + 1} of the {name} query of equal weights (the first weight is {shown})"
            yield stated(claim, what, text, q[axis])
    yield stated(claim, "control: 1 + q k for q = 2, k = -2", "-3", 1 + 2 * -2)


def taylor_parity():
    claim = "taylor-parity"
    for p, start, text in ((2, -1, "0.5"), (4, -1.6, "0.2704"), (6, -2.2, "0.1493")):
        at = findroot(lambda s: taylor(p - 1, s), start)
        yield stated(claim, f"minimum of T_{p}", text, taylor(p, at))
    yield stated(claim, "the minimum of T_2 is at", "-1", findroot(lambda s: taylor(1, s), -1))
    yield stated(claim, "control: s + s^2/2 at -1 (-1/2)", "-0.5", taylor(2, -1) - 1)
    for s, text in ((4, "2.33"), (5, "-2.33")):
        yield stated(claim, f"control: the cubic term with the other sign, at {s}", text,
                     taylor(2, s) - Fraction(s ** 3, 6))


def sign_flip():
    claim, s = "identity-normaliser-sign-flip", (-1, -2)
    for key, (weight, text) in enumerate(zip(s, ("0.333333", "0.666667"))):
        yield stated(claim, f"weight of key {key + 1} ({key + 1}/3)", text, Fraction(weight, sum(s)))
        yield stated(claim, f"control: divided by the absolute sum, key {key + 1} (-{key + 1}/3)", "-" + text,
                     Fraction(weight, sum(map(abs, s))))


def favor(directions, q, k):
    """The sum over the directions, without the division by m."""
    return fsum(exp(w * (q + k) - (q * q + k * k) / 2) for w in directions)


def interior_key():
    claim, half = "interior-key-never-wins", mpf(1) / 2
    for key, text in ((-1, "0.607"), (1, "0.607"), (0, "1")):
        yield stated(claim, f"favor+ kernel of the key {key} by the direction 0", text, favor([0], mpf(0), mpf(key)))
    for key, text in ((-2, "1.32"), (2, "1.55"), (0, "3.99")):
        found = favor([half, -half, 1, -1], mpf("0.1"), mpf(key))
        yield stated(claim, f"favor+, four directions, key {key}, 4 times the kernel", text, found)
    keys = ((1, half), (half, 1), (3 * half / 2, 3 * half / 2))
    weights = normalised([kernel(focused, (1, 1), k) for k in keys])
    for key, (weight, text) in enumerate(zip(weights, ("0.312", "0.312", "0.375"))):
        yield stated(claim, f"focused, p = 3: weight of key {key + 1}", text, weight)
    weights = normalised([exp(s) for s in (0, 1, 3 * half)])
    for key, (weight, text) in enumerate(zip(weights, ("0.12", "0.33", "0.55"))):
        yield stated(claim, f"control: softmax weight of key {key + 1}", text, weight)
    yield stated(claim, "cosformer kernel of a key at distance M", "0", mp.chop(cos(pi / 2)))


def corners(n):
    return [(cos(2 * pi * i / n), sin(2 * pi * i / n)) for i in range(n)]


def share_of_right_rows(n):
    features = [elu1(k) for k in corners(n)]
    right = 0
    for i, row in enumerate(features):
        values = [dot(row, f) for f in features]
        right += all(values[i] > v for j, v in enumerate(values) if j != i)
    return Fraction(right, n)


def argmax_retrieval():
    claim = "linear-argmax-retrieval-exists"
    for n, mass, share in ((3, "0.666667", "0.67"), (10, "0.2", "0.20"), (50, "0.04", "0.04")):
        rows = [[(1 + dot(a, b)) / 2 for b in corners(n)] for a in corners(n)]
        yield stated(claim, f"least mass of the largest weight, n = {n} (2/n)", mass,
                     min(max(row) / fsum(row) for row in rows))
        yield stated(claim, f"rows whose largest weight is their own, n = {n}", str(n),
                     sum(row.index(max(row)) == i for i, row in enumerate(rows)))
        rank = np.linalg.matrix_rank(np.array(rows, dtype=float))
        yield stated(claim, f"rank, by singular values, n = {n}", "3", int(rank))
        yield stated(claim, f"control: share of the rows whose largest weight is their own, elu1, n = {n}", share,
                     share_of_right_rows(n))


def rows():
    for part in (softmax_row_order, row_order_witnesses, inversions_of_the_exponential_kernel, kendall, tilt,
                 taylor_parity, sign_flip, interior_key, argmax_retrieval):
        yield from part()
