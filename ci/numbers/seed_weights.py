"""The numbers of seed.md on weights, thresholds, margins and the closed form."""
from fractions import Fraction
from mpmath import exp, log, matrix, mpf, sqrt, svd_r

from rows import correction, stated


def real(number):
    return mpf(number.numerator) / number.denominator if isinstance(number, Fraction) else mpf(number)


def needle_row(n, a):
    return 1 / (1 + (n - 1) * mpf(n) ** (-real(a) * (1 + real(a))))


def other_row(n, a):
    return mpf(n) ** real(a) / (mpf(n) ** real(a) + n - 1)


def linear_weight(n, a):
    return (1 + a) / (n + a)


def polynomial(n, a, degree):
    return (1 + a) ** degree / ((1 + a) ** degree + n - 1)


def pre_activation(w, y, setting):
    """h(w; y) of section 4 for the needle in row 0, whose identity column is the second."""
    n, d, a, b, c = setting
    total = sum(y[1:-1])
    return w * (a * y[0] + b * y[1]) + b * (1 - w) * (n // (d - 2) * total - y[1]) / mpf(n - 1) + c * y[-1]


def data(setting):
    n, d, a, b, c = setting
    root = sqrt(log(mpf(n)))
    rows_ = [[mpf(0)] + [b * root * (column == i % (d - 2)) for column in range(d - 2)] + [c * root] for i in range(n)]
    rows_[0][0] = a * root
    return rows_


def softmax_matrix(setting, scale=1, columns=False):
    sums = [sum(row) for row in data(setting)]
    powers = [[exp(scale * x * y) for y in sums] for x in sums]
    over = [sum(row) for row in powers]
    return [[x / (over[j] if columns else over[i]) for j, x in enumerate(row)] for i, row in enumerate(powers)]


def deviation(setting, **change):
    """Distance of the network's pre-activation over sqrt(ln n) from h, in the needle's row, y all ones."""
    n, d, a = setting[:3]
    values = [sum(row) for row in data(setting)]
    output = sum(w * v for w, v in zip(softmax_matrix(setting, **change)[0], values))
    return abs(output / sqrt(log(mpf(n))) - pre_activation(needle_row(n, a), [1] * d, setting))


def rank(rows_):
    values = svd_r(matrix(rows_), compute_uv=False)
    return sum(1 for x in values if x > mpf(10) ** -30 * values[0])


def ranks():
    setting = (20, 6, mpf("1.2"), mpf("0.2"), mpf("0.8"))
    sums = [sum(row) for row in data(setting)]
    scores = [[x * y for y in sums] for x in sums]
    for name, rows_, text in (("logits", scores, "1"), ("softmax weights", softmax_matrix(setting), "2"),
                              ("linear weights", [[x / sum(row) for x in row] for row in scores], "1")):
        yield stated("seed-closed-form", f"rank of the {name}, n = 20, d = 6, a = 1.2", text, rank(rows_))


def closed_form():
    claim = "seed-closed-form"
    for a, text in (("0.6", "0.432"), ("0.65", "0.623"), ("0.7", "0.788"), ("0.8", "0.954"), ("1", "0.999")):
        yield stated(claim, f"w* at n = 1000, a = {a}", text, needle_row(1000, Fraction(a)))
    yield from ranks()
    setting = tuple(mpf(x) if "." in x else int(x) for x in "40 12 1.2 0.2 0.8".split())
    loose = setting[:4] + (mpf("0.7"),)
    yield stated(claim, "deviation of h in the needle's row where c = 0.7, b = 0.2", "1.5e-3", deviation(loose))
    yield stated(claim, "deviation of h in the needle's row with logits over sqrt(d)", "0.84",
                 deviation(setting, scale=1 / sqrt(mpf(12))))
    yield stated(claim, "deviation of h in the needle's row with columns normalised", "27",
                 deviation(setting, columns=True))


def crossing(weight):
    """The a between 0 and 2 at which an increasing weight is 1/2, by bisection."""
    low, high = mpf(0), mpf(2)
    for _ in range(160):
        middle = (low + high) / 2
        low, high = (low, middle) if weight(middle) > mpf(1) / 2 else (middle, high)
    return low


def thresholds():
    claim = "seed-thresholds"
    golden = (sqrt(mpf(5)) - 1) / 2
    yield stated(claim, "(sqrt 5 - 1)/2", "0.618", golden)
    for n, text in ((100, "0.61706"), (1000, "0.61797"), (10 ** 6, "0.6180340")):
        yield stated(claim, f"a at which w* = 1/2, n = {n}", text, crossing(lambda a: needle_row(n, a)))
    yield stated(claim, "limit of that a, taken at n = 10^12", "0.618",
                 crossing(lambda a: needle_row(10 ** 12, a)))
    far = 10 ** 12
    halved = crossing(lambda a: 1 / (1 + (far - 1) * mpf(far) ** (-a * (1 + a) / 2)))
    yield stated(claim, "limit of that a with logits times 1/2, taken at n = 10^12", "1.0", halved)
    yield stated(claim, "limit of R2's critical a, taken at n = 10^12", "1",
                 crossing(lambda a: other_row(far, a)))
    a = Fraction("1.2")
    yield stated(claim, "ln(n-1)/ln(1+a) at n = 1000, a = 1.2", "8.76", log(mpf(999)) / log(1 + real(a)))
    for degree, text in ((8, "0.355"), (9, "0.547")):
        yield stated(claim, f"weight of degree {degree} at n = 1000, a = 1.2", text, polynomial(1000, a, degree))
    yield stated("seed-softmax-separates", "w_o a_1 at n = 1000, a_1 = 0.7", "0.078",
                 other_row(1000, Fraction("0.7")) * real(Fraction("0.7")))
    yield stated("seed-softmax-separates", "b - theta at b = 0.2, theta = 0.1", "0.1",
                 Fraction("0.2") - Fraction("0.1"))
    yield stated("seed-softmax-separates", "w* at n = 1000, a_1 = 0.3", "0.015", needle_row(1000, Fraction("0.3")))


def margins():
    claim = "seed-linear-cannot-separate"
    for n, a, text in ((1000, "0.01", "1.01e-5"), (1000, "1.2", "2.64e-3"), (200, "0.01", "5.05e-5"),
                       (200, "1.2", "1.31e-2")):
        needle = Fraction(a)
        yield stated(claim, f"a w_lin at n = {n}, a = {a}", text, needle * linear_weight(n, needle))
    ends = [Fraction("0.01"), Fraction("1.2")]

    level = [1 + a * linear_weight(10 ** 6, a) for a in ends]
    yield stated(claim, "pre-activation at n = 10^6, y all ones, a = 1.2", "1.0000026", level[1])
    yield correction(claim, "pre-activation at n = 10^6, y all ones, a = 0.01", "1.0000002", level[0],
                     "the stated digits are two units in the last place of float32 above 1, which depends on the order "
                     "of summation")

    def margin(n):
        low, high = (real(a * linear_weight(n, a)) for a in ends)
        return high - low
    yield stated(claim, "slope of the margin in n, 10^6 to 10^7", "-1",
                 log(margin(10 ** 7) / margin(10 ** 6)) / log(mpf(10)))


def cross_linear(n, c, a):
    return (c + a) / (n * c + a)


def cross_weights():
    claim = "seed-cross-attention-R2"
    c = Fraction("0.5")
    for a, soft, plain in (("2", "0.9995", "0.0025"), ("0.5", "0.0219", "0.0010")):
        needle = Fraction(a)
        yield stated(claim, f"softmax weight at n = 2000, a = {a}", soft, other_row(2000, needle))
        yield stated(claim, f"linear weight at n = 2000, c = 0.5, a = {a}", plain, cross_linear(2000, c, needle))
        yield stated(claim, f"linear weight at c = 0, a = {a}", "1", cross_linear(2000, Fraction(0), needle))


def rows():
    for theme in (closed_form, thresholds, margins, cross_weights):
        yield from theme()
