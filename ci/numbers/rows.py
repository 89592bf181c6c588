"""The numbers that the catalogue states, each worked out again, and the page that says what came of it.

A theme's file has a function `rows()` that yields what `stated`, `sampled` and `correction` return.
"""
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import mpmath

mpmath.mp.dps = 50


def decimal(number):
    if isinstance(number, Fraction):
        return Decimal(number.numerator) / Decimal(number.denominator)
    return Decimal(mpmath.nstr(number, 40)) if isinstance(number, mpmath.mpf) else Decimal(number)


def places(text):
    """The power of ten of the last digit of a number as it is written, such as 0.3524, 1.24e-5 or 400."""
    return Decimal(text).as_tuple().exponent


def rounded(number, like):
    """A number with as many places as another has as it is written."""
    return decimal(number).quantize(Decimal(1).scaleb(places(like)), ROUND_HALF_EVEN)


def is_same(number, text):
    """Whether a number is what is written: rounded, or cut off, to its last digit."""
    unit = Decimal(1).scaleb(places(text))
    off = decimal(number) - Decimal(text)
    cut = 0 <= off * (1 if Decimal(text) >= 0 else -1) < unit
    return cut or abs(off) <= unit / 2


def stated(claim, what, text, found):
    """A number that is worked out: as the catalogue writes it, and as it is, an int, Fraction, mpf or str of digits."""
    same = is_same(found, text)
    return dict(claim=claim, what=what, text=text, found=str(rounded(found, text)), same=same, how="worked out")


def sampled(claim, what, text, low, high, draws, confidence="1 - 10^-6"):
    """A number that is estimated: found again where limits of that confidence, from so many draws, leave it possible."""
    unit = Decimal(1).scaleb(places(text))
    same = decimal(low) - unit <= Decimal(text) <= decimal(high) + unit
    found = f"{decimal(low):.6g} to {decimal(high):.6g}"
    how = f"{draws} draws, confidence {confidence}"
    return dict(claim=claim, what=what, text=text, found=found, same=same, how=how)


def correction(claim, what, text, found, why):
    """A number that is another one than the catalogue writes; it is a mistake to list one that is the same."""
    row = stated(claim, what, text, found)
    digits = mpmath.nstr(mpmath.mpf(str(decimal(found))), max(6, len(text)))
    return dict(row, found=digits, same=not row["same"], how=f"corrected: {why}")
