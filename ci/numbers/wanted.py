"""wanted.md states formulas, not digits: each is compared with its definition, on exact inputs where it is rational."""
from fractions import Fraction
from itertools import product

import numpy as np
from mpmath import exp, log, mpf, tanh

from rows import stated

ZERO = "0.000000"
DRAW = np.random.default_rng(1)


def fractions(*shape):
    numbers = DRAW.integers(-9, 10, int(np.prod(shape)))
    return np.array([Fraction(int(x), 7) for x in numbers], dtype=object).reshape(shape)


def eye(size):
    return np.array([[Fraction(int(i == j)) for j in range(size)] for i in range(size)], dtype=object)


def largest(difference):
    return max(abs(x) for x in np.ravel(difference))


def softmax(scores):
    powers = [exp(x) for x in scores]
    return [x / sum(powers) for x in powers]


def critical_scale():
    claim = "softmax-critical-log-scale"

    def weight(n, rho, beta):
        return 1 / (1 + (n - 1) * exp(-beta * (1 - rho)))
    n, rho = 50, mpf(3) / 10
    gamma = log(mpf(n - 1)) / ((1 - rho) * log(mpf(n)))
    brute = softmax([gamma * log(mpf(n)) * s for s in [1] + [rho] * (n - 1)])[0]
    yield stated(claim, "weight of k_1 at the critical gamma, n = 50, rho = 0.3: 1/2", "0.5", brute)
    beta = 2 * log(mpf(n))
    yield stated(claim, "formula of the weight less softmax, gamma = 2", ZERO,
                 abs(weight(n, rho, beta) - softmax([beta * s for s in [1] + [rho] * (n - 1)])[0]))
    far = mpf(10) ** 40
    yield stated(claim, "(1 - rho) times the critical gamma, limit, taken at n = 10^40", "1", log(far - 1) / log(far))
    yield stated(claim, "limit of the weight at beta = gamma = 5, taken at n = 10^40", ZERO, weight(far, rho, 5))
    share = Fraction(1) / sum([Fraction(1)] + [Fraction(3, 10)] * 49)
    yield stated(claim, "weight of the map id less its formula, n = 50, rho = 0.3", ZERO,
                 share - 1 / (1 + 49 * Fraction(3, 10)))


def delta_rules(steps=6, size=4):
    keys, gates, values = fractions(steps, size), fractions(steps), fractions(steps, 3)
    transition, weights = eye(size), []
    for t in range(steps):
        transition = transition.dot(eye(size) - gates[t] * np.outer(keys[t], keys[t]))
        weights.append(gates[t] * (keys[t] - sum((w * s.dot(keys[t]) for w, s in zip(weights, keys)), 0 * keys[t])))
    wy = eye(size) - sum(np.outer(w, k) for w, k in zip(weights, keys))
    yield stated("deltanet-wy-form", "product of transitions less its WY form, 6 rational keys", ZERO,
                 largest(transition - wy))
    unit = [np.array([1 - t * t, 2 * t]) / (1 + t * t) for t in fractions(steps)]
    state = np.zeros((3, 2), dtype=object)
    for key, value in zip(unit, values):
        state = state + np.outer(value - state.dot(key), key)
    yield stated("delta-rule-overwrites", "S_t k_t less v_t, beta = 1, unit keys", ZERO,
                 largest(state.dot(unit[-1]) - values[-1]))
    added = sum(np.outer(value, key) for value, key in zip(values, keys))
    last = keys[-1]
    formula = last.dot(last) * values[-1] + sum(k.dot(last) * v for k, v in zip(keys[:-1], values))
    yield stated("delta-rule-overwrites", "additive S_t k_t less its formula", ZERO, largest(added.dot(last) - formula))


def gated(steps=6):
    keys, values, gates, query = fractions(steps, 2), fractions(steps, 3), fractions(steps), fractions(2)
    state = np.zeros((3, 2), dtype=object)
    for t in range(steps):
        state = gates[t] * state + np.outer(values[t], keys[t])
    masked = sum(np.prod(gates[s + 1:]) * query.dot(keys[s]) * values[s] for s in range(steps))
    yield stated("gated-linear-duality", "recurrence less its masked form", ZERO, largest(state.dot(query) - masked))


def parity(longest=10):
    claim = "parity-needs-negative-eigenvalues"
    wrong = sum(np.prod([1 - 2 * x for x in bits]) != (-1) ** sum(bits)
                for length in range(1, longest + 1) for bits in product((0, 1), repeat=length))
    yield stated(claim, "strings of up to 10 bits whose state is not (-1)^ones", "0", int(wrong))
    scales = np.float32(DRAW.random(1000)), np.float32(DRAW.standard_normal(1000))
    state, before = np.ones(1000, np.float32), np.zeros(1000, np.float32)
    for _ in range(200_000):
        before, state = state, scales[0] * state + scales[1]
    yield stated(claim, "states of 1000 random a in (0, 1), b that still move in float32", "0",
                 int((before != state).sum()))


def copying(length=3, letters=2, bits=2):
    """The best read-out returns one string of each state that is reached."""
    states = range(2 ** bits)
    best = max(len(set(code)) for code in product(states, repeat=letters ** length))
    yield stated("copying-needs-state", "most strings of 8 that 2 bits return, over 2^2", "1",
                 Fraction(best, 2 ** bits))


def preconditioner(samples=3):
    lam = [Fraction(1), Fraction(2), Fraction(5, 3)]
    size, total = len(lam), sum(lam)

    def fourth(a, b, c, d):
        pairs = ((a, b, c, d), (a, c, b, d), (a, d, b, c))
        return sum(lam[p] * lam[r] for p, q, r, s in pairs if p == q and r == s)

    def second(i, j, a, b, c, d):
        return fourth(a, b, c, d) if i == j else lam[a] * lam[c] * (a == b) * (c == d)
    moment = [sum(second(i, j, a, c, c, a) for i, j in product(range(samples), repeat=2) for c in range(size))
              / Fraction(samples ** 2) for a in range(size)]
    claim = "linear-layer-is-preconditioned-step"
    formula = [(1 + Fraction(1, samples)) * x * x + total / samples * x for x in lam]
    yield stated(claim, "M by fourth moments less its formula, N = 3, diagonal Lam", ZERO,
                 largest([x - y for x, y in zip(moment, formula)]))
    best = [1 / ((1 + Fraction(1, samples)) * x + total / samples) for x in lam]
    slopes = [-2 * x * x + 2 * x * w * m for x, w, m in zip(lam, best, moment)]
    yield stated(claim, "gradient of the risk at W = Gam^(-1)", ZERO, largest(slopes))


def smoothing():
    query, keys = [mpf(1) / 3, mpf(2) / 7], [[mpf(3) / 5, mpf(4) / 5], [-mpf(1), mpf(0)], [mpf(5) / 13, mpf(12) / 13]]
    soft = softmax([sum(a * b for a, b in zip(query, key)) for key in keys])
    kernel = softmax([-sum((a - b) ** 2 for a, b in zip(query, key)) / 2 for key in keys])
    yield stated("test-time-regression", "softmax less Gaussian smoothing, keys of norm 1", ZERO,
                 largest([a - b for a, b in zip(soft, kernel)]))


def sink():
    c, eps = Fraction(2, 3), Fraction(1, 10)
    weight = (1 - eps) / (1 + c)
    yield stated("normalised-heads-need-a-sink", "output less eps at that weight, equal content values", ZERO,
                 -c * weight + (1 - weight) - eps)


def one_token():
    claim = "one-token-moves-little"

    def moved(delta, others):
        return exp(delta) / (exp(delta) + others) - 1 / (1 + others)
    n, delta = 10, mpf(1)
    first, last = (softmax([x] + [mpf(0)] * (n - 1))[0] for x in (delta, mpf(0)))
    yield stated(claim, "TV less its sharp form, n = 10, delta = 1", ZERO,
                 abs(first - last - moved(delta, n - 1)))
    wide = mpf(4)
    yield stated(claim, "sharp form at others e^(delta/2) less tanh(delta/4), delta = 4", ZERO,
                 abs(moved(wide, exp(wide / 2)) - tanh(wide / 4)))


def rows():
    for theme in (critical_scale, delta_rules, gated, parity, copying, preconditioner, smoothing, sink, one_token):
        yield from theme()
