"""The numbers of seed.md on single-location regression: risks of linear and softmax weights, by quadrature.

The integrands are smooth and decay fast, so that the trapezoidal rule is exact to far more digits than are stated.
"""
from fractions import Fraction

import numpy as np
from mpmath import cosh, exp, log, mpf, pi, sqrt

from rows import correction, stated

CLAIM = "slr-softmax-exponential-linear-polynomial"


def least_squares_risk(length, nu):
    """Least mean square of 1 - u - w chi_eps and the u + w chi_l, from the normal equations on (u, w / sqrt(nu))."""
    a, b, c = Fraction(length), Fraction(nu), Fraction(nu) * (length + nu)
    right = Fraction(1), Fraction(nu)
    determinant = a * c - b * b
    u, w = (right[0] * c - b * right[1]) / determinant, (a * right[1] - b * right[0]) / determinant
    return 1 - u * right[0] - w * right[1]


def normal_mean(function, mean, variance):
    width, step = sqrt(mpf(variance)), mpf(1) / 40
    nodes = [step * i for i in range(-720, 721)]
    return step * sum(exp(-z * z / 2) * function(mean + width * z) for z in nodes) / sqrt(2 * pi)


def bayes_risk(nu):
    """E[2 s(1 - s)], s the logistic function of X ~ N(nu, 2 nu)."""
    return normal_mean(lambda x: 1 / (2 * cosh(x / 2) ** 2), nu, 2 * nu)


def cool_risk(nu):
    """L = 2, weights softmax(chi): the risk is 2 E[s(-X)^2], X ~ N(sqrt(nu), 2)."""
    return normal_mean(lambda x: 2 / (1 + exp(x)) ** 2, sqrt(mpf(nu)), 2)


def bound(length, nu):
    return mpf(length - 1) / 2 * exp(-mpf(nu) / 4)


def many_risk(length, nu):
    """1 - E 1/(1 + T), T the sum of exp(sqrt(nu)(chi_l - chi_eps)), from 1/(1 + T) = E exp(-s T), s exponential.

    The law of g = ln s - sqrt(nu) chi_eps, and E exp(-e^g e^(sqrt(nu) Z)) for one other token, are integrals over Z.
    """
    z, step = np.linspace(-12, 12, 1201), 24 / 1200
    weight = step * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    root = np.sqrt(nu)
    g = np.linspace(-nu - 15 * root - 40, -nu + 15 * root + 10, 6001)
    log_s = g[:, None] + nu + root * z
    density = (np.exp(log_s - np.exp(np.minimum(log_s, 700))) * weight).sum(1)
    missing = (-np.expm1(-np.exp(np.minimum(g[:, None] + root * z, 700))) * weight).sum(1)
    return mpf(float((density * (1 - (1 - missing) ** (length - 1))).sum() * (g[1] - g[0])))


def risks():
    soft = ("0.11551", "0.0035881", "1.715e-5")
    table = zip((4, 16, 36), soft, ("0.25", "0.1", "0.05"), ("0.184", "9.16e-3", "6.17e-5"))
    for nu, risk, plain, limit in table:
        yield stated(CLAIM, f"softmax risk, L = 2, nu = {nu}", risk, bayes_risk(nu))
        yield stated(CLAIM, f"linear risk, L = 2, nu = {nu}", plain, least_squares_risk(2, nu))
        yield stated(CLAIM, f"bound, L = 2, nu = {nu}", limit, bound(2, nu))
    yield stated(CLAIM, "linear risk, L = 5, nu = 36", "0.118", least_squares_risk(5, 36))
    yield correction(CLAIM, "softmax risk, L = 5, nu = 36", "6.8e-5", many_risk(5, 36),
                     "the stated figure is from draws, with an error of 0.13e-5; this is a quadrature")
    yield stated(CLAIM, "bound, L = 5, nu = 36", "2.5e-4", bound(5, 36))
    for nu, text in ((16, "0.011664"), (36, "4.69e-4")):
        yield stated(CLAIM, f"risk of softmax(chi), L = 2, nu = {nu}", text, cool_risk(nu))


def tails():
    for nu, text in ((16, "-0.265"), (36, "-0.255"), (64, "-0.2524"), (100, "-0.2514")):
        yield stated(CLAIM, f"(ln risk + 0.5 ln nu)/nu, L = 2, nu = {nu}", text,
                     (log(bayes_risk(nu)) + log(mpf(nu)) / 2) / nu)
    yield stated(CLAIM, "limit of that, taken at nu = 10^4: -1/4", "-0.25",
                 (log(saddle_risk(10 ** 4)) + log(mpf(10 ** 4)) / 2) / 10 ** 4)
    far = [least_squares_risk(2, nu) for nu in (10 ** 8, 10 ** 9)]
    slope = log(mpf(far[1].numerator) / far[1].denominator * far[0].denominator / far[0].numerator) / log(mpf(10))
    yield stated(CLAIM, "slope of log linear risk in log nu, L = 2, nu = 10^8 to 10^9", "-1", slope)


def saddle_risk(nu):
    """bayes_risk by the density at x near 0: N(nu, 2 nu) there is exp(-nu/4 + x/2 - x^2/(4 nu)) / sqrt(4 pi nu)."""
    step = mpf(1) / 20
    total = sum(exp(x / 2 - x * x / (4 * nu)) / (2 * cosh(x / 2) ** 2) for x in (step * i for i in range(-4000, 4001)))
    return step * total * exp(-mpf(nu) / 4) / sqrt(4 * pi * nu)


def rows():
    yield from risks()
    yield from tails()
