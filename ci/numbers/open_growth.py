"""O3, O4 and O8 of open-hypotheses.md: growth of Jacobians, traces of retrieval, exponents of collapse."""
import numpy as np
from mpmath import cos, exp, log, mpf, pi, sin, sqrt

from rows import stated
from stability import elu1, elu1_jacobian, linear, softmax_entry, spectral


def growth():
    for n, text in ((3, "33"), (5, "39.4"), (9, "43.7"), (101, "48.5")):
        yield stated("O3", f"entry of softmax's Jacobian at t = 7, n = {n}", text, softmax_entry(7, (n - 1) // 2))
    yield stated("O3", "spectral norm of elu1's Jacobian at t = 64, d = 2", "63.1", spectral(elu1_jacobian(64)))
    far = elu1_jacobian(10 ** 6)
    yield stated("O3", "entry of elu1's Jacobian over t, limit, taken at t = 10^6: 1/2", "0.5", far[0][0] / 10 ** 6)
    yield stated("O3", "spectral norm of elu1's Jacobian over t, limit, taken at t = 10^6", "1",
                 spectral(far) / 10 ** 6)


def circle(n, scale):
    return [[scale * f(2 * pi * j / n) for f in (cos, sin)] for j in range(n)]


def trace(n):
    """At the beta from which (n-1) exp(-beta (1 - cos(2 pi/n))), which bounds softmax's loss, is 0.001."""
    inverse = log(mpf(1000) * (n - 1)) / (1 - cos(2 * pi / n))
    keys = circle(n, sqrt(inverse))
    return sum(linear(elu1, q, keys)[i] for i, q in enumerate(keys))


def traces():
    for n, text in ((3, "1.42"), (8, "1.54"), (32, "1.61"), (128, "1.62")):
        what = f"trace of elu1 on the circle, n = {n}, at the least beta at which softmax surely recalls to 0.001"
        yield stated("O4", what, text, trace(n))


def spread(tokens):
    mean = sum(tokens) / len(tokens)
    return sqrt(sum((x - mean) ** 2 for x in tokens))


def layer(kappa, tokens):
    weights = [[kappa(x, y) for y in tokens] for x in tokens]
    return [sum(w * y for w, y in zip(row, tokens)) / sum(row) for row in weights]


def exponent(kappa):
    shape = [mpf(float(x)) for x in np.random.default_rng(1).standard_normal(6)]
    sizes = [mpf(10) ** -5, mpf(10) ** -6]
    after = [spread(layer(kappa, [r * x for x in shape])) for r in sizes]
    return log(after[0] / after[1]) / log(sizes[0] / sizes[1])


def exponents():
    kernels = (("exp(x^2 y + x y^2)", lambda x, y: exp(x * x * y + x * y * y), "4.000"),
               ("exp(x^2 y^2)", lambda x, y: exp(x * x * y * y), "5.000"),
               ("exp(xy)", lambda x, y: exp(x * y), "3.000"),
               ("1 + x^2 y^2", lambda x, y: 1 + x * x * y * y, "5"))
    for name, kappa, text in kernels:
        yield stated("O8", f"exponent of the residual for kappa = {name}, own tokens", text, exponent(kappa))


def rows():
    for theme in (growth, traces, exponents):
        yield from theme()
