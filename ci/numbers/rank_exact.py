"""The numbers of the theme "rank" that are ranks or determinants of a given matrix, in fractions or 50 digits."""
from fractions import Fraction
from math import comb, factorial

import mpmath as mp
import numpy as np
from rows import stated

DRAW = np.random.default_rng(1)
TINY = mp.mpf(10) ** -30


def gaussian(rows, columns):
    return [[mp.mpf(x) for x in row] for row in DRAW.normal(size=(rows, columns)).tolist()]


def integers(rows, columns, reach):
    return [[Fraction(x) for x in row] for row in DRAW.integers(-reach, reach + 1, size=(rows, columns)).tolist()]


def dot(x, y):
    return sum(a * b for a, b in zip(x, y))


def table(function, queries, keys):
    return [[function(q, k) for k in keys] for q in queries]


def product(left, right):
    return table(dot, left, list(zip(*right)))


def over_sum(row):
    return [x / sum(row) for x in row]


def softmax(scores):
    return [over_sum([mp.exp(x) for x in row]) for row in scores]


def elu1(x):
    return [mp.exp(min(a, 0)) + max(a, 0) for a in x]


def hedgehog(x):
    return [mp.exp(sign * a) for sign in (1, -1) for a in x]


def linear(features, queries, keys):
    return [over_sum(row) for row in table(lambda q, k: dot(features(q), features(k)), queries, keys)]


def causal(weights):
    return [over_sum(row[:i + 1]) + [mp.mpf(0)] * (len(row) - i - 1) for i, row in enumerate(weights)]


def rank(matrix, zero=0):
    """The rank by elimination with full pivots; entries up to `zero` of the greatest count as 0."""
    rows, found = [list(row) for row in matrix], 0
    floor = zero * max(abs(x) for row in rows for x in row)
    while rows:
        size, i, j = max((abs(x), i, j) for i, row in enumerate(rows) for j, x in enumerate(row))
        if size <= floor:
            break
        pivot = rows.pop(i)
        rows = [[x - row[j] / pivot[j] * y for x, y in zip(row, pivot)] for row in rows]
        found += 1
    return found


def determinant(matrix):
    if len(matrix) == 1:
        return matrix[0][0]
    minors = ([row[:j] + row[j + 1:] for row in matrix[1:]] for j in range(len(matrix)))
    return sum((-1) ** j * x * determinant(minor) for j, (x, minor) in enumerate(zip(matrix[0], minors)))


def outer(x, y):
    return [[a * b for b in y] for a in x]


def tilted(metric, tokens):
    return table(lambda q, k: sum(m * a * b for m, a, b in zip(metric, q, k)), tokens, tokens)


def taylor(p):
    return lambda q, k: sum(dot(q, k) ** r / Fraction(factorial(r)) for r in range(p + 1))


def linear_ranks():
    claim = "linear-rank-le-m"
    for d in (1, 4, 8):
        weights = linear(elu1, gaussian(32, d), gaussian(32, d))
        yield stated(claim, f"rank of elu1, d = {d}, n = 32, Gaussian", str(d), rank(weights, TINY))
    yield stated(claim, "rank of hedgehog, d = 2, n = 10, Gaussian", "4",
                 rank(linear(hedgehog, gaussian(10, 2), gaussian(10, 2)), TINY))
    yield stated(claim, "rank of softmax, d = 1, Q = K = (0,1,2)", "3", rank(softmax(outer(range(3), range(3))), TINY))
    claim = "linear-causal-rank-le-m"
    weights = causal(linear(elu1, gaussian(32, 1), gaussian(32, 1)))
    yield stated(claim, "rank of causal elu1, m = 1, n = 32", "32", rank(weights, TINY))
    blocks = [rank([row[:p] for row in weights[p:]], TINY) for p in range(1, 32)]
    yield stated(claim, "least rank of a block below the diagonal, m = 1", "1", min(blocks))
    yield stated(claim, "greatest rank of a block below the diagonal, m = 1", "1", max(blocks))
    for text, q, k in zip("010", (-1, 1, 2), (1, 1, -1)):
        yield stated(claim, f"relu kernel on the diagonal, q = {q}, k = {k}", text, max(q, 0) * max(k, 0))
    claim = "linear-output-lower-rank"
    for text, d, d_v in (("8", 8, 8), ("4", 4, 4), ("1", 1, 1), ("4", 4, 8), ("2", 2, 8)):
        q, k, v = gaussian(32, d), gaussian(32, d), gaussian(32, d_v)
        what = f"m = d = {d}, d_v = {d_v}, n = 32"
        yield stated(claim, f"rank of the elu1 output, {what}", text, rank(product(linear(elu1, q, k), v), TINY))
        yield stated(claim, f"rank of the softmax output, {what}", str(d_v),
                     rank(product(softmax(table(dot, q, k)), v), TINY))


def full_ranks():
    claim = "softmax-generic-full-rank"
    q, k = (1, 2, 3, 5, 8), (1, 3, 4, 6, 7)
    kernel = table(taylor(2), [(Fraction(x),) for x in q], [(Fraction(x),) for x in k])
    yield stated(claim, "sign of the determinant of 2^(q_i k_j)", "1",
                 int(np.sign(determinant([[2 ** (a * b) for b in k] for a in q]))))
    yield stated(claim, "rank of 1 + s + s^2/2 on the same q, k", "3", rank(kernel))
    yield stated(claim, "determinant of 1 + s + s^2/2 on the same q, k", "0", determinant(kernel))
    repeated = [[Fraction(2) ** (a * b) for b in k] for a in (1, 2, 3, 3, 8)]
    yield stated(claim, "determinant with a repeated query", "0", determinant(repeated))
    claim = "softmax-tied-full-rank"
    for name, points, size, least, of in (
        ("points i/8", [mp.mpf(i) / 8 for i in range(8)], "1.56e-39", "4.1e-14", "softmax"),
        ("8 points in [-1,1]", [mp.mpf(2 * i - 7) / 7 for i in range(8)], "4.7e-20", "3.5e-8", "exp"),
    ):
        scores = outer(points, points)
        kernel = mp.matrix(scores).apply(mp.exp)
        yield stated(claim, f"determinant of exp, {name}", size, mp.det(kernel))
        matrix = kernel if of == "exp" else mp.matrix(softmax(scores))
        yield stated(claim, f"smallest singular value of {of}, {name}", least, min(mp.svd_r(matrix, compute_uv=False)))
    for text, metric, tokens in (("1", (1, -1), ((1, 1), (2, 2), (3, 3))), ("1", (1, 0), ((0, 1), (0, 2))),
                                 ("2", (1, 1), ((1, 2), (1, 2), (0, 1)))):
        weights = softmax(tilted(metric, tokens))
        yield stated(claim, f"rank of softmax, M = diag{metric}, tokens {tokens}", text, rank(weights, TINY))
    x = gaussian(6, 2)
    yield stated(claim, "rank of tied elu1, n = 6, d = 2", "2", rank(linear(elu1, x, x), TINY))
    x = [(Fraction(i),) for i in range(6)]
    yield stated(claim, "rank of the kernel 1 + s + s^2/2, d = 1, n = 6", "3", rank(table(taylor(2), x, x)))
    axis = range(1, 5)
    scores = table(dot, [(t, 0) for t in axis], [(0, t) for t in axis])
    yield stated("softmax-distinct-rows-full-rank", "rank of softmax, Q = (t,0), K = (0,t)", "1",
                 rank(softmax(scores), TINY))
    scores = tilted((1, -1), ((1, 1), (2, 2), (3, 3)))
    yield stated("softmax-distinct-rows-full-rank", "rank of softmax, M = diag(1,-1)", "1", rank(softmax(scores), TINY))


def logit_ranks():
    claim = "softmax-preserves-rank"
    witness = [[0, 0], [0, 1]]
    yield stated(claim, "rank of S = [[0,0],[0,1]]", "1", rank([[Fraction(x) for x in row] for row in witness]))
    yield stated(claim, "determinant of its softmax", "0.23106", determinant(softmax(witness)))
    grid = [mp.mpf(i) / 6 for i in range(6)]
    yield stated(claim, "rank of q k^T, q = k = (0, 1/n, ...), n = 6", "1", rank(outer(grid, grid), TINY))
    yield stated(claim, "rank n of its softmax, n = 6", "6", rank(softmax(outer(grid, grid)), TINY))
    sums = [1 + Fraction(x, 2) for x in (1, 0, 0, 0, 0, 0)]
    seed = [[mp.mpf(x.numerator) / x.denominator * mp.log(6) for x in row] for row in outer(sums, sums)]
    yield stated(claim, "rank of the scores of the seed data, n = 6, a = 1/2", "1", rank(seed, TINY))
    yield stated(claim, "rank of their softmax", "2", rank(softmax(seed), TINY))
    yield stated(claim, "rank of D^-1 S, S = [[1,2],[2,4]]", "1",
                 rank([over_sum([Fraction(x) for x in row]) for row in ([1, 2], [2, 4])]))
    claim = "softmax-never-lowers-rank"
    scores = [[mp.mpf(u + v) for v in (0, 1, 3)] for u in (1, 2, 4)]
    yield stated(claim, "(i) rank of S", "2", rank(scores, TINY))
    yield stated(claim, "(i) rank of softmax", "1", rank(softmax(scores), TINY))
    powers = [[Fraction(x) for x in row] for row in ([0, 0, 1], [0, 1, 0], [1, 1, 2])]
    weights = [over_sum([2 ** x for x in row]) for row in powers]
    yield stated(claim, "(ii) integer determinant", "-1", determinant(powers))
    yield stated(claim, "(ii) rank of S", "3", rank(powers))
    for i, row in enumerate((("0.25", "0.25", "0.5"), ("0.25", "0.5", "0.25"), ("0.25", "0.25", "0.5"))):
        for j, text in enumerate(row):
            yield stated(claim, f"(ii) weight {i + 1},{j + 1}", text, weights[i][j])
    yield stated(claim, "(ii) rank of softmax", "2", rank(weights))
    for text, n in zip(("-1", "-1", "1", "1", "-1"), range(2, 7)):
        x = range(1, n + 1)
        scores = [[mp.log(1 + a * b) for b in x] for a in x]
        yield stated(claim, f"(iii) sign of det S, x = y = (1..{n})", text, int(mp.sign(mp.det(mp.matrix(scores)))))
        yield stated(claim, f"(iii) rank of softmax, n = {n}", "2", rank(softmax(scores), TINY))
    scores = mp.matrix([[mp.log(1 + a * b) for b in (1, 2, 3)] for a in (1, 2, 3)])
    yield stated(claim, "(iii) det S, x = y = (1,2,3)", "-8.3345e-4", mp.det(scores))


def criteria():
    claim = "softmax-rank-equals-exp-rank"
    kernel = [[Fraction(x) for x in row] for row in ([1, 2], [2, 4])]
    inline = [[x - sum(row) / 2 + Fraction(1, 2) for x in row] for row in kernel]
    yield stated(claim, "rank of [[1,2],[2,4]]", "1", rank(kernel))
    for text, found in zip(("0", "1", "-0.5", "1.5"), inline[0] + inline[1]):
        yield stated(claim, "an entry of its additive normalisation", text, found)
    yield stated(claim, "rank of its additive normalisation", "2", rank(inline))
    scores = [[mp.log(1 + a * b) for b in range(1, 5)] for a in range(1, 5)]
    yield stated("softmax-rank-one-iff", "rank of softmax of ln(1 + x_i y_j), n = 4", "2", rank(softmax(scores), TINY))
    yield stated("softmax-rank-one-iff", "rank of u 1^T + 1 v^T", "2",
                 rank([[Fraction(u + v) for v in (0, 1, 3)] for u in (1, 2, 4)]))
    claim = "softmax-realisable-iff-log-rank"
    target = [[Fraction(2 if i == j else 1, 4) for j in range(3)] for i in range(3)]
    logs = [[mp.log(mp.mpf(x.numerator) / x.denominator) for x in row] for row in target]
    centred = [[x - sum(row) / 3 for x in row] for row in logs]
    yield stated(claim, "rank of (log P)C of the witness", "2", rank(centred, TINY))
    # Of three keys on a line the middle one never wins: its row misses 1/2 or 1/4 by half of their difference.
    least = (target[0][0] - target[0][1]) / 2
    line = [over_sum([1, 1, Fraction(x)]) for x in (Fraction(2, 3), Fraction(2, 3), 2)]
    error = max(abs(x - y) for row, wanted in zip(line, target) for x, y in zip(row, wanted))
    yield stated(claim, "least error with d = 1, from below", "0.125", least)
    yield stated(claim, "error of the keys (0,0,1), e^q = 2/3, 2/3, 2", "0.125", error)
    weights = softmax(outer((1, 2, 4), (0, 1, 3)))
    yield stated(claim, "rank of log P of softmax(q k^T), not centred", "2",
                 rank([[mp.log(x) for x in row] for row in weights], TINY))
    claim = "taylor-rank-binomial"
    for text, d, p in (("6", 2, 2), ("10", 3, 2), ("10", 2, 3), ("15", 2, 4)):
        matrix = table(taylor(p), integers(20, d, 9), integers(20, d, 9))
        yield stated(claim, f"rank, d = {d}, p = {p}", text, rank(matrix))
        yield stated(claim, f"C(d+p, p), d = {d}, p = {p}", text, comb(d + p, p))
    q, k = integers(9, 2, 9), integers(9, 2, 9)
    yield stated(claim, "rank of 2 + 2s + s^2, d = 2, n = 9", "6", rank(table(lambda x, y: 2 * taylor(2)(x, y), q, k)))
    yield stated(claim, "rank with equal queries", "1", rank(table(taylor(2), [q[0]] * 9, k)))
    grid = [(i, j) for i in range(6) for j in range(5)]
    yield stated(claim, "rank of the exponential, d = 2, n = 30 (logits ln 2 times the integers x.y of a grid)", "30",
                 rank(table(lambda x, y: Fraction(2) ** dot(x, y), grid, grid)))


def rows():
    for part in (linear_ranks, full_ranks, logit_ranks, criteria):
        yield from part()
