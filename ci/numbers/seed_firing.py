"""The numbers of seed.md on how often networks of random signs fire, by enumeration of the signs."""
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
from mpmath import exp, mpf
from scipy.stats import beta

from rows import correction, sampled, stated
from seed_weights import cross_linear, linear_weight, needle_row, other_row, pre_activation, real

LARGE = dict(n=1000, d=102, b=Fraction("0.2"), c=Fraction("0.8"), theta=Fraction("0.1"))
SMALL = dict(LARGE, n=200, d=12)
LITTLE, NEEDLE = Fraction("0.01"), Fraction("1.2")
SOFTMAX, LINEAR, CROSS = "seed-softmax-separates", "seed-linear-silent", "seed-cross-attention-R2"


def softmax_weights(n, a):
    return [needle_row(n, a), other_row(n, a)]


def linear_weights(n, a):
    return [linear_weight(n, a)]


def neuron(weights, a, n, d, b, c, theta):
    """Exact probability that a neuron passes its threshold: over y_1, y_k, y_d and the sum of the other d - 3 signs."""
    copies, fired = n // (d - 2), 0
    for first, own, last in product((1, -1), repeat=3):
        for plus in range(d - 2):
            total = own + 2 * plus - (d - 3)
            rest = b * Fraction(copies * total - own, n - 1)
            needed, gain = c + theta - c * last - rest, a * first + b * own - rest
            if any(exceeds(w, gain, needed) for w in weights):
                fired += comb(d - 3, plus)
    return Fraction(fired, 2 ** d)


def exceeds(w, gain, needed):
    return w * gain > needed if isinstance(w, Fraction) else w * real(gain) > real(needed)


def network(probability, m=15):
    return 1 - (1 - probability) ** m


def spread(w_max, a, n, d, b, theta, **_):
    """s of section 5 (B)."""
    return real((d - 2) * Fraction(n - 1, n) / b) * (real(theta) - w_max * real(a + b) - real(b / (n - 1)))


def silence_bound(s, degrees, m=15):
    return m * exp(-s ** 2 / (2 * degrees))


def silence_rows():
    cases = [("softmax on D_0", SOFTMAX, max(softmax_weights(1000, LITTLE)), LITTLE, "6.37e-5", "49.74"),
             ("linear on D_0", LINEAR, real(linear_weight(1000, LITTLE)), LITTLE, "6.35e-5", None),
             ("linear on D_1", LINEAR, real(linear_weight(1000, NEEDLE)), NEEDLE, "1.28e-4", "48.31")]
    for what, claim, w_max, a, bound, text in cases:
        s = spread(w_max, a, **LARGE)
        yield stated(claim, f"bound (B), {what}, n = 1000, d = 102", bound, silence_bound(s, 100))
        if text:
            yield stated(claim, f"s, {what}, n = 1000, d = 102", text, s)
    wide = dict(LARGE, b=Fraction("0.9"), c=Fraction("0.1"))
    yield stated(LINEAR, "s at b = 0.9, c = 0.1", "10.5", spread(real(linear_weight(1000, NEEDLE)), NEEDLE, **wide))


def firing_rows():
    soft = {a: network(neuron(softmax_weights(1000, Fraction(a)), Fraction(a), **LARGE))
            for a in ("1.2", "0.3", "0.01")}
    yield stated(SOFTMAX, "1 - (3/4)^15", "0.98664", 1 - Fraction(3, 4) ** 15)
    yield stated(SOFTMAX, "softmax fires on D_1, n = 1000, d = 102", "0.98664", soft["1.2"])
    yield stated(SOFTMAX, "softmax fires with one neuron", "0.25",
                 neuron(softmax_weights(1000, NEEDLE), NEEDLE, **LARGE))
    yield stated(SOFTMAX, "softmax fires at a_1 = 0.3", "0.000", soft["0.3"])
    yield stated(SOFTMAX, "mean number of firings in 3000 runs at a_1 = 0.3", "0", 3000 * soft["0.3"])
    yield stated(SOFTMAX, "mean number of firings in 8000 runs, softmax on D_0", "0", 8000 * soft["0.01"])
    for a in (LITTLE, NEEDLE):
        plain = network(neuron(linear_weights(1000, a), a, **LARGE))
        yield stated(LINEAR, f"mean number of firings in 8000 runs, linear, a = {float(a)}", "0", 8000 * plain)
    yield stated(SOFTMAX, "f_lin in place of f_exp fires on D_1", "0.000", plain)
    yield stated(LINEAR, "f_exp in place of f_lin fires on D_1", "0.987", soft["1.2"])
    none = network(neuron(linear_weights(1000, NEEDLE), NEEDLE, **dict(LARGE, theta=Fraction(0))))
    yield stated(LINEAR, "linear fires on D_1 at theta = 0", "0.986", none)
    wide = dict(LARGE, b=Fraction("0.9"), c=Fraction("0.1"))
    large_b = network(neuron(linear_weights(1000, NEEDLE), NEEDLE, **wide))
    yield correction(LINEAR, "linear fires on D_1 at b = 0.9, c = 0.1", "0.66", large_b,
                     "the stated figure is from runs; the enumeration of the signs is exact")


def all_signs(weights, a):
    """Firing sign vectors among all 4096 at n = 200, d = 12, by the pre-activation of each."""
    setting = [SMALL[name] for name in "nd"] + [real(x) for x in (a, SMALL["b"], SMALL["c"])]
    level = real(SMALL["c"] + SMALL["theta"])
    values = [real(w) for w in weights]
    return [y for y in product((1, -1), repeat=12) if any(pre_activation(w, y, setting) > level for w in values)]


def small_rows():
    silent = [("softmax on D_0", SOFTMAX, softmax_weights(200, LITTLE), LITTLE),
              ("linear on D_0", LINEAR, linear_weights(200, LITTLE), LITTLE),
              ("linear on D_1", LINEAR, linear_weights(200, NEEDLE), NEEDLE)]
    event = [y for y in product((1, -1), repeat=12) if y[-1] == 1 and sum(y[1:-1]) >= 6]
    for what, claim, weights, a in silent:
        fired = all_signs(weights, a)
        yield stated(claim, f"firing sign vectors of 4096, {what}, n = 200, d = 12", "112", len(fired))
        yield stated(claim, f"sign vectors in one of these and the event y_d = 1, S >= 6, {what}", "0",
                     len(set(fired) ^ set(event)))
    chance = Fraction(len(event), 2 ** 12)
    yield stated(SOFTMAX, "p_0 = 112/4096", "0.0273", chance)
    yield stated(SOFTMAX, "softmax is silent on D_0, d = 12", "0.6598", (1 - chance) ** 15)
    yield stated(LINEAR, "linear fires on D_1, d = 12", "0.3402", network(chance))
    yield stated(SOFTMAX, "200 neurons fire on D_0, d = 12", "0.996", network(chance, 200))
    yield stated(SOFTMAX, "per cent of silence on D_0, d = 12", "66", 100 * (1 - chance) ** 15)
    yield from simulated()


def simulated(draws=50000):
    """With all three networks silent or firing by the same event, one simulation serves the two figures."""
    signs = np.random.default_rng(1).integers(0, 2, (draws, 15, 12), dtype=np.int8) * 2 - 1
    w, a, b, c = (float(x) for x in (linear_weight(200, NEEDLE), NEEDLE, SMALL["b"], SMALL["c"]))
    own = signs[:, :, 1]
    rest = b * (1 - w) * (20 * signs[:, :, 1:-1].sum(2) - own) / 199
    level = w * (a * signs[:, :, 0] + b * own) + rest + c * signs[:, :, -1]
    hits = int((level > c + float(SMALL["theta"])).any(1).sum())
    low, high = clopper_pearson(hits, draws)
    yield sampled(LINEAR, "simulated: linear fires on D_1, d = 12", "0.345", low, high, draws)
    yield sampled(SOFTMAX, "simulated: silence, d = 12", "0.655", 1 - high, 1 - low, draws)


def clopper_pearson(hits, draws, error=1e-6):
    low = beta.ppf(error / 2, hits, draws - hits + 1) if hits else 0.0
    high = beta.ppf(1 - error / 2, hits + 1, draws - hits) if hits < draws else 1.0
    return float(low), float(high)


def cross_neuron(w, n, d, theta):
    """Exact probability that a neuron of R2 passes its threshold: over y_k and the sum of the other d - 1 signs."""
    fired = sum(comb(d - 1, plus) for own in (1, -1) for plus in range(d)
                if exceeds(w, *cross_terms(own, n // d * (own + 2 * plus - (d - 1)) - own, n, theta)))
    return Fraction(fired, 2 ** d)


def cross_terms(own, others, n, theta):
    rest = Fraction(others, n - 1)
    return own - rest, theta - rest


def cross_rows():
    n, d, theta, c = 2000, 100, Fraction(1, 2), Fraction(1, 2)
    fires = network(cross_neuron(other_row(n, 2), n, d, theta))
    yield stated(CROSS, "1 - 2^(-15)", "0.99997", 1 - Fraction(1, 2 ** 15))
    yield stated(CROSS, "softmax fires, n = 2000, d = 100, a = 2", "0.99997", fires)
    none = network(cross_neuron(cross_linear(n, Fraction(0), Fraction(2)), n, d, theta))
    yield stated(CROSS, "linear fires at c = 0", "0.99997", none)
    weights = [("softmax, a = 0.5", other_row(n, Fraction(1, 2)), "1.7e-4"),
               ("linear, a = 2", real(cross_linear(n, c, Fraction(2))), "6.6e-5"),
               ("linear, a = 0.5", real(cross_linear(n, c, Fraction(1, 2))), "6.1e-5")]
    for what, w, text in weights:
        s = mpf(d) / n * ((n - 1) * (real(theta) - w) - 1)
        yield stated(CROSS, f"bound on firing, {what}", text, silence_bound(s, d))


def rows():
    for theme in (silence_rows, firing_rows, small_rows, cross_rows):
        yield from theme()
