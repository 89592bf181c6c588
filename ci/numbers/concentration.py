"""The numbers of the concentration theme that are worked out, and not estimated."""
from fractions import Fraction

from mpmath import cos, coth, exp, findroot, fsum, ln, mp, mpf, ncdf, npdf, pi, sqrt

from rows import correction, stated

HALF = mpf(1) / 2


def dot(x, y):
    return fsum(mpf(a) * mpf(b) for a, b in zip(x, y))


def normalised(values):
    return [mpf(v) / fsum(values) for v in values]


def softmax(scores):
    return normalised([exp(mpf(s)) for s in scores])


def entropy(values):
    return -fsum(p * ln(p) for p in normalised(values) if p)


def relu(x):
    return [max(mpf(a), mpf(0)) for a in x]


def elu1(x):
    return [exp(min(mpf(a), mpf(0))) + max(mpf(a), mpf(0)) for a in x]


def exponential(x):
    return [exp(mpf(a)) for a in x]


def hedgehog(x):
    return [exp(mpf(a)) for a in x] + [exp(-mpf(a)) for a in x]


def kernels(phi, q, keys):
    return [dot(phi(q), phi(k)) for k in keys]


def weights(phi, q, keys):
    return normalised(kernels(phi, q, keys))


def each(claim, what, texts, values):
    for key, (text, value) in enumerate(zip(texts, values)):
        yield stated(claim, f"{what}: weight of key {key + 1}", text, value)


def dispersion_bounds():
    claim, share = "softmax-dispersion-bounds", Fraction(9, 10)
    odds = (1000 - 1) * share / (1 - share)
    yield stated(claim, "odds that mass 0.9 on one of 1000 keys needs", "8991", odds)
    yield stated(claim, "range that mass 0.9 on one of 1000 keys needs", "9.104", ln(mpf(odds.numerator)))
    delta = mpf("0.01")
    yield stated(claim, "entropy gap over delta^2/8, n = 2, delta = 0.01", "0.99999",
                 (ln(2) - entropy([exp(delta), 1])) * 8 / delta ** 2)
    yield stated(claim, "control: largest weight of softmax(2s)", "0.451", softmax([2] + [0] * 9)[0])
    yield stated(claim, "control: upper bound by the range of s", "0.232", mp.e / (mp.e + 9))
    yield stated(claim, "range from which float32 weights underflow", "103.97", 150 * ln(2))


def disperses():
    claim, q, needle, other = "every-attention-disperses", (1, -1), (1, 0), (-1, 0)
    yield stated(claim, "relu kernel of the needle", "1", dot(relu(q), relu(needle)))
    yield stated(claim, "relu kernel of a distractor", "0", dot(relu(q), relu(other)))
    ratio = exp(dot(q, needle) - dot(q, other))
    elu1_ratio = dot(elu1(q), elu1(needle)) / dot(elu1(q), elu1(other))
    for n, text, elu1_text in ((10, "0.451", "0.305"), (10 ** 3, "7.3e-3", "3.9e-3"), (10 ** 5, "7.4e-5", "4.0e-5")):
        yield stated(claim, f"softmax needle mass, c = 0, n = {n}", text, ratio / (ratio + n - 1))
        yield stated(claim, f"control: elu1 needle mass, c = 0, n = {n}", elu1_text, elu1_ratio / (elu1_ratio + n - 1))


NEEDLE, NEEDLE_KEYS = (1, -1), ((1, 0), (-1, 5), (-1, 2))


def higher_entropy():
    claim, keys = "linear-higher-entropy", ((0,), (1,))
    yield from each(claim, "elu1, q = 0, K = (0, 1), (1/3, 2/3)", ("0.333333", "0.666667"), weights(elu1, (0,), keys))
    yield stated(claim, "elu1 entropy, q = 0, K = (0, 1)", "0.637", entropy(kernels(elu1, (0,), keys)))
    yield stated(claim, "softmax entropy, q = 0, K = (0, 1)", "0.693", entropy(softmax([0, 0])))
    yield from each(claim, "relu row", ("1", "0", "0"), weights(relu, NEEDLE, NEEDLE_KEYS))
    scores = [dot(NEEDLE, k) for k in NEEDLE_KEYS]
    yield from each(claim, "softmax row", ("0.981", "0.0009", "0.0180"), softmax(scores))


def l1_threshold():
    claim, s = "softmax-vs-l1-threshold", (mpf("0.1"), mpf("0.2"))
    yield stated(claim, "entropy of the linear weights of (0.1, 0.2)", "0.637", entropy(s))
    yield stated(claim, "entropy of softmax of (0.1, 0.2)", "0.692", entropy(softmax(s)))
    s = (mpf("2.9"), mpf("0.7"), mpf("0.1"))
    for name, p, texts, two in (("softmax", softmax(s), ("0.854", "0.095", "0.052"), "0.948"),
                                ("linear", normalised(s), ("0.784", "0.189", "0.027"), "0.973")):
        yield from each(claim, f"ablation, {name}, sorted", texts, p)
        yield stated(claim, f"ablation, {name}: sum of the two largest", two, p[0] + p[1])


def taylor2_weights(scores):
    return normalised([1 + mpf(s) + mpf(s) ** 2 / 2 for s in scores])


def favor_weights(q, keys, directions):
    def value(k):
        return fsum(exp(dot(w, q) + dot(w, k) - (dot(q, q) + dot(k, k)) / 2) for w in directions)
    return normalised([value(k) for k in keys])


def scale_blind():
    claim, unit = "homogeneous-map-scale-blind", ((1, 0), (0, 1))
    for times, elu1_texts, texts, taylor_texts in (
            (1, ("0.6149", "0.3851"), ("0.6760", "0.3240"), ("0.714", "0.286")),
            (2, ("0.6523", "0.3477"), ("0.7227", "0.2773"), ("0.833", "0.167"))):
        q = (times, -times)
        yield from each(claim, f"elu1, {times} times q", elu1_texts, weights(elu1, q, unit))
        for phi in (exponential, hedgehog):
            yield from each(claim, f"{phi.__name__}, {times} times q", texts, weights(phi, q, unit))
        yield from each(claim, f"favor+ with e_1 and e_2, {times} times q", texts, favor_weights(q, unit, unit))
        yield from each(claim, f"taylor2, {times} times (1, 0)", taylor_texts, taylor2_weights((times, 0)))
    yield stated(claim, "taylor2: change from (1, -1) to its double", "0",
                 mp.chop(taylor2_weights((1, -1))[0] - taylor2_weights((2, -2))[0]))
    yield from each(claim, "relu, q = (1, -2)", ("1", "0"), weights(relu, (1, -2), unit))
    yield from each(claim, "relu, -q", ("0", "1"), weights(relu, (-1, 2), unit))
    yield stated(claim, "control: change of the first elu1 weight", "0.037",
                 weights(elu1, (2, -2), unit)[0] - weights(elu1, (1, -1), unit)[0])


def temperature_limits():
    claim, beta, unit = "softmax-temperature-limits", 20, ((1, 0), (0, 1))
    s = [mpf(1), mpf("0.3"), mpf(-1), mpf("0.2")]
    yield stated(claim, "1 - p_max at beta = 20", "9.4e-7", fsum(softmax([beta * a for a in s])[1:]))
    yield stated(claim, "bound at beta = 20", "2.5e-6", 3 * exp(-beta * (s[0] - s[1])))
    limit = normalised([dot(relu((1, -1)), elu1(k)) for k in unit])
    yield stated(claim, "limit of 1 - p_max, elu1 (1/3)", "0.333333", 1 - max(limit))
    for a, text in ((1, "0.385"), (10, "0.3333"), (100, "0.3333")):
        yield stated(claim, f"control: 1 - p_max, elu1, a = {a}", text, 1 - max(weights(elu1, (a, -a), unit)))


def majorisation_in_beta():
    claim, keys = "softmax-majorisation-in-beta", ((-2, 0), (1, 0))
    for beta, text in ((0, "0.693"), (1, "0.582"), (2, "0.365")):
        yield stated(claim, f"entropy of softmax(beta (1, 0)), beta = {beta}", text, entropy(softmax([beta, 0])))
    for a, text in ((0, "0.588"), (1, "0.663"), (2, "0.687"), (4, "0.693")):
        yield stated(claim, f"entropy of elu1 at a = {a}", text, entropy(kernels(elu1, (-a, 0), keys)))


def sparsemax(scores):
    """The largest k with 1 + k z_k > z_1 + ... + z_k gives the threshold (Martins and Astudillo)."""
    ordered = sorted(scores, reverse=True)
    size = max(k for k in range(1, len(ordered) + 1) if 1 + k * ordered[k - 1] > sum(ordered[:k]))
    threshold = (sum(ordered[:size]) - 1) / size
    return [max(z - threshold, 0) for z in scores]


def distinct_one_hot(rows_of_weights):
    return len({tuple(row) for row in rows_of_weights if sorted(row)[-2] == 0 and max(row) == 1})


def one_hot():
    claim = "relu-exact-one-hot-limit"
    yield from each(claim, "relu row", ("1", "0", "0"), weights(relu, NEEDLE, NEEDLE_KEYS))
    unit = [tuple(int(i == j) for j in range(3)) for i in range(3)]
    matrix = [weights(relu, q, unit + [(-1, -1, -1)] * 4) for q in unit]
    yield stated(claim, "distinct one-hot rows of relu, m = 3", "3", distinct_one_hot(matrix))
    n = 12
    beta = 1 / (1 - cos(2 * pi / n)) + mpf(10) ** -40
    matrix = [sparsemax([beta * cos(2 * pi * (i - j) / n) for j in range(n)]) for i in range(n)]
    near = [[mp.nint(w) if abs(w - mp.nint(w)) < mpf(10) ** -30 else w for w in row] for row in matrix]
    yield stated(claim, "distinct one-hot rows of sparsemax, 12 keys on the circle", "12", distinct_one_hot(near))
    yield from each(claim, "sparsemax(0.9, 0, 0, 0)", ("0.925", "0.025", "0.025", "0.025"),
                    sparsemax([Fraction(9, 10), Fraction(0), Fraction(0), Fraction(0)]))
    yield stated(claim, "gap from which float32 weights are 0", "103.97", 150 * ln(2))
    yield stated(claim, "gap from which float32 weights are flushed to 0", "87.34", 126 * ln(2))


def convex_increasing():
    claim = "convex-increasing-lowers-entropy"
    yield stated(claim, "entropy of (1, 2)", "0.637", entropy([1, 2]))
    yield stated(claim, "entropy after x^2 + 100", "0.693", entropy([1 + 100, 4 + 100]))
    yield stated(claim, "(x^2 + 100)/x decreases up to", "10", findroot(lambda x: 1 - 100 / x ** 2, 9))
    yield stated(claim, "control: entropy after the square root", "0.678", entropy([1, sqrt(2)]))


Q, SIGMA = (mpf("0.6"), mpf("-0.3")), ((1, HALF), (HALF, 1))


def elu1_limit():
    """E phi(k_a) k_b = Sigma_ab E phi' for normal keys of variance 1 (Stein), over E phi(k_a)."""
    below = sqrt(mp.e) * ncdf(-1)
    slope, mean, features = below + HALF, below + HALF + npdf(0), elu1(Q)
    return [dot(features, column) * slope / (mean * fsum(features)) for column in SIGMA]


def gaussian_prompt():
    claim = "gaussian-prompt-softmax-is-linear"
    image = [dot(Q, column) for column in SIGMA]
    for axis, text in enumerate(("0.45", "0")):
        yield stated(claim, f"coordinate {axis + 1} of Sigma q", text, image[axis])
    yield stated(claim, "constant", "1.699", sqrt(exp(dot(Q, image)) * (2 + dot(image, image))))
    yield stated(claim, "limit for uniform keys at q = 3", "0.6716", coth(3) - mpf(1) / 3)
    yield stated(claim, "Sigma q for uniform keys at q = 3", "1", Fraction(3) * Fraction(2 ** 2, 12))
    yield stated(claim, "control: norm of Sigma q", "0.45", sqrt(dot(image, image)))
    for axis, text in enumerate(("0.554", "0.430")):
        yield correction(claim, f"coordinate {axis + 1} of the limit of elu1", text, elu1_limit()[axis],
                         "Stein's identity gives the limit in closed form; the stated one is an estimate")


def rows():
    for part in (dispersion_bounds, disperses, higher_entropy, l1_threshold, scale_blind, temperature_limits,
                 majorisation_in_beta, one_hot, convex_increasing, gaussian_prompt):
        yield from part()
