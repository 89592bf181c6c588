"""The numbers of depth.md: how fast pure attention makes tokens equal."""
import numpy as np
from fractions import Fraction
from mpmath import cos, exp, log, mpf, pi, sqrt

from rows import correction, stated

CUBIC, FAST = "attention-cubic-collapse-both", "pure-attention-always-collapses-fast"
TOKENS, WIDTH = 6, 4
CENTRE = [mpf(x) for x in ("0.7", "-0.4", "0.9", "-1.1")]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def elu1(x):
    return exp(min(x, mpf(0))) + max(x, mpf(0))


def taylor2(q, k):
    return 1 + dot(q, k) + dot(q, k) ** 2 / 2


KERNELS = {"softmax": lambda q, k: exp(dot(q, k)), "taylor2": taylor2,
           "elu1": lambda q, k: sum(elu1(a) * elu1(b) for a, b in zip(q, k))}


def residual(tokens):
    means = [sum(column) / len(tokens) for column in zip(*tokens)]
    return sqrt(sum((x - mean) ** 2 for token in tokens for x, mean in zip(token, means)))


def mixed(weights, tokens):
    return [[dot(row, column) / sum(row) for column in zip(*tokens)] for row in weights]


def attended(kappa, tokens):
    return mixed([[kappa(q, k) for k in tokens] for q in tokens], tokens)


def directions():
    numbers = np.random.default_rng(1).standard_normal((TOKENS, WIDTH))
    return [[mpf(float(x)) for x in row] for row in numbers]


def slope(layer):
    """Of the residual after one layer, between residuals of about 1e-10 and 1e-12, at 50 digits."""
    shape = directions()
    sizes = [mpf(10) ** -10, mpf(10) ** -12]
    after = [residual(layer([[b + r * x for b, x in zip(CENTRE, row)] for row in shape])) for r in sizes]
    return log(after[0] / after[1]) / log(sizes[0] / sizes[1])


def added(tokens):
    return [[x + y for x, y in zip(*pair)] for pair in zip(tokens, attended(KERNELS["softmax"], tokens))]


def cubic():
    for name, kappa in KERNELS.items():
        yield stated(CUBIC, f"slope of {name} as r tends to 0, own R", "3.00", slope(lambda t: attended(kappa, t)))
    yield stated(CUBIC, "slope with the skip connection X + A(X)X", "1", slope(added))
    fixed = [[mpf(float(x)) for x in row] for row in np.random.default_rng(2).random((TOKENS, TOKENS))]
    yield stated(CUBIC, "slope of static random row-stochastic A", "1.00", slope(lambda t: mixed(fixed, t)))
    image = [row[0] * Fraction(0) + row[1] * Fraction(1) for row in ((2, -1), (-1, 2))]
    yield stated(CUBIC, "range to which [[2, -1], [-1, 2]] maps (0, 1)", "3", max(image) - min(image))
    yield stated(CUBIC, "residual of elu1 after one layer, d = 1", "0.000000", one_feature())
    yield correction(CUBIC, "r below which the slope is lost in float32, own R", "1e-5", floor_of_float32(),
                     "rounding leaves a residual near 1e-7, which r^3 reaches at r of some 1e-3; r is the largest "
                     "power of 10^(1/4) at which float32 is off by a factor of 2")


def softmax_layer(tokens):
    scores = (tokens[:, None, :] * tokens[None, :, :]).sum(2)
    weights = np.exp(scores - scores.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    after = (weights[:, :, None] * tokens[None, :, :]).sum(1).astype(np.float64)
    return np.linalg.norm(after - after.mean(0))


def floor_of_float32():
    centre, shape = np.array(CENTRE, dtype=np.float64), np.array(directions(), dtype=np.float64)
    for quarter in range(4, 32):
        tokens = centre + 10 ** (-quarter / 4) * shape
        if softmax_layer(tokens.astype(np.float32)) > 2 * softmax_layer(tokens):
            return mpf(10) ** (-mpf(quarter) / 4)
    raise ValueError("the slope is not lost")


def one_feature():
    tokens = [[row[0]] for row in directions()]
    return residual(attended(KERNELS["elu1"], tokens))


def circle(beta, layers):
    """Residual of 16 points evenly on the unit circle: by symmetry a layer only scales the radius."""
    count = 16
    cosines = [cos(2 * pi * j / count) for j in range(count)]
    radius = mpf(1)
    for _ in range(layers):
        weights = [exp(beta * radius ** 2 * (x - 1)) for x in cosines]
        radius *= dot(weights, cosines) / sum(weights)
    return radius * sqrt(mpf(count))


def fast():
    yield stated(FAST, "inverse temperature n^2 for n = 16", "256", 16 ** 2)
    yield stated(FAST, "residual at the start", "4.000000", circle(256, 0))
    for beta, layers, text in ((256, 1000, "3.999998"), (1, 1, "1.79"), (1, 2, "0.18"),
                               (1, 10, "0.00"), (10, 1, "3.79"), (10, 2, "3.58"), (10, 10, "0.49"),
                               (mpf(1) / 4, 1, "0.50"), (mpf(1) / 4, 2, "9.5e-4")):
        name = "1/4" if beta < 1 else beta
        yield stated(FAST, f"residual after {layers} layers at inverse temperature {name}", text, circle(beta, layers))
    yield correction(FAST, "residual after 1000 layers at inverse temperature 100", "3.54", circle(100, 1000),
                     "rounding of float64 breaks the symmetry of the 16 points, which then merge in pairs; in exact "
                     "arithmetic the polygon stays regular and shrinks")
    near = [[b + mpf(10) ** -8 * x for b, x in zip(CENTRE, row)] for row in directions()]
    yield stated(FAST, "limit of max A_ij - 1/n, at residual 1e-8", "0.000000", uniformity(near))


def uniformity(tokens):
    rows_ = [[exp(dot(q, k)) for k in tokens] for q in tokens]
    return max(abs(x / sum(row) - mpf(1) / TOKENS) for row in rows_ for x in row)


def rows():
    yield from cubic()
    yield from fast()
