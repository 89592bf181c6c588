"""The numbers of the theme "floating-point", from the constants of the formats or from the float that is meant."""
from fractions import Fraction

import mpmath as mp
import numpy as np
from rows import stated

LN2 = mp.log(2)


def to_bits(number, bits):
    """A number of the normal range, rounded to so many bits of significand, ties to even."""
    with mp.workprec(bits):
        return +mp.mpf(number)


def exact(scalar):
    return Fraction(float(scalar))


def softmax_in(kind, scores):
    powers = np.exp(np.array(scores, kind) - kind(max(scores)))
    return powers / powers.sum(dtype=kind)


def literal_elu1(x, bits):
    """expm1(x) + 1, each of the two operations rounded correctly."""
    return to_bits(to_bits(mp.expm1(to_bits(x, bits)), bits) + 1, bits)


def softmax_edges():
    claim = "fp-softmax-edges"
    for name, text, kind in (("float32", "88.72", np.float32), ("float64", "709.78", np.float64)):
        yield stated(claim, f"ln of the greatest {name}", text, mp.log(mp.mpf(float(np.finfo(kind).max))))
    largest = mp.log(mp.mpf(float(np.finfo(np.float32).max)))
    yield stated(claim, "ln of the greatest float32, in the proof idea", "88.7228", largest)
    half_least = mp.mpf(float(np.finfo(np.float32).smallest_subnormal)) / 2
    normal = mp.mpf(float(np.finfo(np.float32).smallest_normal))
    for text in ("103.97", "103.972"):
        yield stated(claim, "gap at which e^-x is half of the least float32", text, -mp.log(half_least))
    for text in ("87.34", "87.337"):
        yield stated(claim, "gap at which e^-x is the least normal float32", text, -mp.log(normal))
    yield stated(claim, "150 ln 2", "103.972", 150 * LN2)
    yield stated(claim, "126 ln 2", "87.337", 126 * LN2)
    weights = softmax_in(np.float32, (60, -60))
    for text, weight in zip(("1", "0"), weights):
        yield stated(claim, "a float32 weight of the logits (60,-60)", text, exact(weight))
    output = weights @ np.array([0.3, 7], np.float32)
    yield stated(claim, "float32 output of the logits (60,-60), V = (0.3, 7)", "0.3", exact(output))
    yield stated(claim, "this output less the float32 of 0.3", "0", exact(output) - exact(np.float32(0.3)))
    yield stated(claim, "exp(88.72)", "3.393e38", mp.exp(mp.mpf("88.72")))
    yield stated(claim, "exp of the float32 of 88.72, rounded to float32", "3.393e38",
                 to_bits(mp.exp(to_bits("88.72", 24)), 24))
    for weight in softmax_in(np.float32, (0, 1e-9)):
        yield stated(claim, "a float32 weight of the logits (0, 1e-9)", "0.5", exact(weight))
    yield stated(claim, "second float64 weight of the logits (60,-60)", "7.7e-53",
                 exact(softmax_in(np.float64, (60, -60))[1]))
    output = softmax_in(np.float64, (60, -60)) @ np.array([0.3, 7])
    yield stated(claim, "float64 output of the logits (60,-60) less the float64 of 0.3", "0",
                 exact(output) - exact(0.3))


def elu1_absorption():
    claim = "fp-elu1-absorption"
    for name, text, bits in (("float32", "-17.33", 24), ("float64", "-37.43", 53)):
        yield stated(claim, f"ln of a quarter of the {name} spacing at 1, where 1 - e^x rounds to 1", text,
                     mp.log(mp.mpf(2) ** (1 - bits) / 4))
        yield stated(claim, f"minus {bits + 1} ln 2", text, -(bits + 1) * LN2)
    yield stated(claim, "ln of half of the least float32 (the safe range is stated)", "-103", -150 * LN2)
    yield stated(claim, "ln of half of the least float64 (the safe range is stated)", "-745", -1075 * LN2)
    for x, text, bits in (("-17.4", "0", 24), ("-17.3", "5.96e-8", 24), ("-37.5", "0", 53), ("-37.4", "1.1e-16", 53)):
        name = "float32" if bits == 24 else "float64"
        yield stated(claim, f"expm1(x) + 1 in {name} at {x}", text, literal_elu1(x, bits))
    yield stated(claim, "stable formula at -17.4", "2.775e-8", mp.exp(mp.mpf("-17.4")))
    yield stated(claim, "stable formula at -17.4 in float32", "2.775e-8", to_bits(mp.exp(to_bits("-17.4", 24)), 24))
    yield stated(claim, "true value at -17.3", "3.07e-8", mp.exp(mp.mpf("-17.3")))
    yield stated(claim, "what expm1(x) + 1 gives at -17.3", "5.96e-8", literal_elu1("-17.3", 24))


def tf32():
    claim = "fp-tf32-matmul"
    yield stated(claim, "relative error of a product of two factors, at most 2^-11 each", "1e-3",
                 (1 + mp.mpf(2) ** -11) ** 2 - 1)
    yield stated(claim, "1.0001 with a 10-bit mantissa", "1.0", to_bits("1.0001", 11))
    yield stated(claim, "1.0001 * 1 in full float32", "1.0001", to_bits("1.0001", 24))
    entry = 1024 * to_bits("1.0001", 11)
    yield stated(claim, "entry of the product of size 1024 with a 10-bit mantissa", "1024", entry)
    yield stated(claim, "entry of the product of size 1024", "1024.1024", 1024 * Fraction("1.0001"))
    yield stated(claim, "1.0006 with a 10-bit mantissa", "1.0009766", to_bits("1.0006", 11))


def rows():
    for part in (softmax_edges, elu1_absorption, tf32):
        yield from part()
