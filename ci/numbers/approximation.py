"""The numbers of the approximation theme that are worked out, and not estimated."""
from mpmath import besseli, exp, fsum, gamma, inf, mp, mpf, ncdf, npdf, pi, quad, sqrt

from rows import correction, stated

HALF, QUARTER = mpf(1) / 2, mpf(1) / 4


def taylor(p, s):
    return fsum(mpf(s) ** r / mp.factorial(r) for r in range(p + 1))


def normalised(values):
    return [v / fsum(values) for v in values]


def total_variation(p, other):
    return fsum(abs(a - b) for a, b in zip(p, other)) / 2


def sharp(eta):
    return eta / (1 + sqrt(1 - eta ** 2))


def largest_deviation(p, scores):
    return max(abs(taylor(p, s) * exp(-s) - 1) for s in scores)


def smallest_even(bound, tolerance):
    """For even p the derivative of T_p(s) e^(-s) is -e^(-s) s^p/p! <= 0, so that the ends are the worst."""
    p = 2
    while True:
        eta = largest_deviation(p, (-bound, bound))
        if eta < 1 and sharp(eta) <= tolerance:
            return p
        p += 2


def taylor_bound():
    claim, eta = "taylor-tv-bound", mpf(3) / 5
    yield stated(claim, "sharp bound at eta = 0.6 (1/3)", "0.333333", sharp(eta))
    yield stated(claim, "weaker bound at eta = 0.6", "0.75", eta / (2 * (1 - eta)))
    p = (mpf(1) / 3, mpf(2) / 3)
    tilted = normalised([p[0] * (1 + eta), p[1] * (1 - eta)])
    yield stated(claim, "distance for the weights 1/3, 2/3 and the factors 1.6, 0.4 (1/3)", "0.333333",
                 total_variation(tilted, p))
    table = {"0.5": "4 6 8", "1": "4 8 10", "2": "8 12 14", "4": "16 18 22", "8": "30 32 36"}
    for bound, texts in table.items():
        for digits, text in zip((2, 4, 6), texts.split()):
            yield stated(claim, f"smallest even p, B = {bound}, sharp bound 1e-{digits}", text,
                         smallest_even(mpf(bound), mpf(10) ** -digits))
    scores = (0, -3)
    ratio = normalised([taylor(1, s) for s in scores])
    for key, (text, other) in enumerate((("1", "-1"), ("-2", "2"))):
        yield stated(claim, f"ablation: T_1 of score {key + 1}", text, taylor(1, scores[key]))
        yield stated(claim, f"ablation: weight of key {key + 1}", other, ratio[key])
    yield stated(claim, "ablation: distance", "1.95", total_variation(ratio, normalised([exp(s) for s in scores])))
    scores = (mpf(0), mpf("0.3"))
    wrong = normalised([1 + s + s ** 2 for s in scores])
    yield stated(claim, "control: distance", "7.1e-3", total_variation(wrong, normalised([exp(s) for s in scores])))
    yield stated(claim, "control: sharp bound", "1.8e-3", sharp(largest_deviation(2, scores)))


def attention_unbiased():
    claim = "favor-attention-unbiased"
    mean = quad(lambda w: npdf(w) / (1 + exp(HALF - w)), [-inf, -8, -4, 0, 4, 8, inf])
    yield correction(claim, "mean weight on key 1, m = 1", "0.3987", mean,
                     "the mean of 1/(1 + e^(1/2 - w)) over a normal w, by quadrature")
    for q, text in ((5, "0.9933"), (-5, "0.0067"), (1, "0.7311")):
        yield stated(claim, f"softmax weight on key 1, q = {q}", text, 1 / (1 + exp(-mpf(q))))


X, Y = (mpf("0.3"), mpf("0.2")), (mpf("0.1"), mpf("0.2"))


def dot(x, y):
    return fsum(a * b for a, b in zip(x, y))


def kernel_mse():
    claim = "favor-kernel-unbiased-mse"
    z = [a + b for a, b in zip(X, Y)]
    norms, kernel = (dot(X, X) + dot(Y, Y)) / 2, exp(dot(X, Y))
    yield stated(claim, "SM", "1.0725", kernel)
    yield stated(claim, "exponent of SM", "0.07", dot(X, Y))
    yield stated(claim, "variance of one direction", "0.43380", exp(dot(z, z)) * kernel ** 2 * (1 - exp(-dot(z, z))))
    low = dot(z, z) / 4 - norms
    yield stated(claim, "ablation: exponent of the mean by variance 1/2", "-0.01", low)
    yield stated(claim, "ablation: mean by variance 1/2", "0.9900", exp(low))
    yield stated(claim, "control: exponent of the mean without the prefactor", "0.16", dot(z, z) / 2)
    yield stated(claim, "control: mean without the prefactor", "1.1735", exp(dot(z, z) / 2))


def orthogonal_mean(d, t):
    """E_ort, the series of the claim, at |z|^2 = t."""
    def term(k):
        radius = 2 ** mpf(k) * gamma(d + k) / gamma(d)
        angle = gamma(mpf(d) / 2) * gamma(k + HALF) / (sqrt(pi) * gamma(mpf(d) / 2 + k))
        return t ** k / mp.factorial(2 * k) * radius * angle
    return fsum(term(k) for k in range(80))


def gap_and_bound(d, m, t):
    """At x = y = z/2, where |x|^2 + |y|^2 = t/2 and x.y = t/4."""
    gap = mpf(m - 1) / m * exp(-t / 2) * (exp(t) - orthogonal_mean(d, t))
    return gap, mpf(2 * (m - 1)) / (m * (d + 2)) * (exp(t / 4) - exp(-t / 4)) ** 2


def orthogonal_mse():
    claim = "favor-orthogonal-lower-mse"
    for d, squared, gap_text, bound_text in ((4, "1", "0.0803", "0.0638"), (2, "1", "0.0744", "0.0638"),
                                             (2, "0.1", "6.36e-4", "6.25e-4")):
        gap, bound = gap_and_bound(d, d, mpf(squared))
        yield stated(claim, f"gap, d = m = {d}, z.z = {squared}", gap_text, gap)
        yield stated(claim, f"bound, d = m = {d}, z.z = {squared}", bound_text, bound)
    squares = [mpf(2) ** k / 100 for k in range(10)] + [mpf(8)]
    pairs = [gap_and_bound(d, d, t) for d in (2, 3, 4, 8, 16, 64) for t in squares]
    yield stated(claim, "least gap over bound, z.z from 0.01 to 8", "1.0017", min(gap / bound for gap, bound in pairs))
    yield correction(claim, "ablation: mean by the norm sqrt d, d = 4, z = e_1", "1.241", besseli(1, 2) * exp(-QUARTER),
                     "the mean of e^(2 u_1) over the sphere is the Bessel function I_1(2)")
    yield stated(claim, "ablation: mean without bias", "1.284", exp(QUARTER))


def plain_qr():
    claim = "orthogonal-via-plain-qr"
    yield stated(claim, "target for x = y = 1/2", "1.2840", exp(QUARTER))
    for sign, text in ((1, "2.1606"), (-1, "0.4074")):
        mean = quad(lambda g: 2 * npdf(g) * exp(sign * g - QUARTER), [0, 2, 5, 10, inf])
        yield stated(claim, f"mean at d = 1 where Q is always {sign}, by quadrature", text, mean)
        yield stated(claim, f"mean at d = 1 where Q is always {sign}, 2 Phi({sign}) e^(1/4)", text,
                     2 * ncdf(sign) * exp(QUARTER))


def rows():
    for part in (taylor_bound, attention_unbiased, kernel_mse, orthogonal_mse, plain_qr):
        yield from part()
