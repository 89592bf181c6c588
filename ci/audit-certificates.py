#!/usr/bin/env python3
"""Audits the certificates of evidence files, sharing nothing with the program that wrote them.

    python ci/audit-certificates.py evidence.json [...]

Of a certificate only the inputs and the program are believed. Each number is evaluated from them as an interval of
mpmath, at 192 to 3072 bits, and where possible as an exact number: a quotient of sums of r e^a with rational r and a,
which is zero only when all its coefficients are (Lindemann and Weierstrass). What the certificate says of truths,
limits and ranks is compared with that. Exits with 0 when all certificates hold, 1 when one does not, 2 for a usage
error or a file that is no evidence or holds no certificate. Needs Python 3.9 and mpmath 1.3.
"""

import json
import re
import struct
import sys
from fractions import Fraction
from itertools import product
from math import isinf, isqrt, prod

try:
    from mpmath import iv, libmp
except ImportError:
    sys.exit("There is no mpmath for %s: run `%s -m pip install mpmath==1.3.0`." % ((sys.executable,) * 2))

PRECISIONS = [192, 384, 768, 1536, 3072]
MOST_ENTRIES = 10**6  # of all values of a program, and of the products in a matrix product
MOST_TERMS = 4096  # of an exact sum; what has more has no exact form
FALSE, UNDECIDED, TRUE = 0, 1, 2


class Malformed(Exception):
    """The certificate, or the file, is not what it should be."""


def need(condition, sentence):
    if not condition:
        raise Malformed(sentence)


def whole(number):
    return isinstance(number, int) and not isinstance(number, bool)


# --- Exact sums of r e^a, as {a: r} without zero coefficients, and their quotients -----------------------------------


class TooLarge(Exception):
    pass


UNIT = {Fraction(0): Fraction(1)}


def plus(a, b, factor=1):
    out = dict(a)
    for power, r in b.items():
        out[power] = out.get(power, 0) + factor * r
        if not out[power]:
            del out[power]
    return out


def times(a, b):
    if len(a) * len(b) > MOST_TERMS:
        raise TooLarge
    out = {}
    for (p, x), (q, y) in product(a.items(), b.items()):
        out[p + q] = out.get(p + q, 0) + x * y
    return {power: r for power, r in out.items() if r}


def divided(a, b):
    """a / b, where b is known to divide a: long division, from the largest power down."""
    out, lead = {}, max(b)
    while a:
        power = max(a) - lead
        out[power] = a[power + lead] / b[lead]
        a = plus(a, times({power: out[power]}, b), -1)
        if len(out) > MOST_TERMS:
            raise TooLarge
    return out


def quotient(num, den):
    """An exact number: a Fraction if it is rational in an evident way, else (num, den), den with leading term 1."""
    if not num:
        return Fraction(0)
    lead = max(den)
    num, den = ({power - lead: r / den[lead] for power, r in part.items()} for part in (num, den))
    top = max(num)
    if num == {power + top: num[top] * r for power, r in den.items()}:
        return num[top] if top == 0 else ({top: num[top]}, UNIT)
    return num, den


def parts(form):
    return form if isinstance(form, tuple) else (quotient_free(form), UNIT)


def quotient_free(rational):
    return {Fraction(0): rational} if rational else {}


def exact_add(a, b):
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a + b
    (n, d), (m, e) = parts(a), parts(b)
    return quotient(plus(n, m), d) if d == e else quotient(plus(times(n, e), times(m, d)), times(d, e))


def exact_mul(a, b):
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    (n, d), (m, e) = parts(a), parts(b)
    return quotient(times(n, m), times(d, e))


def exact_neg(a):
    return -a if isinstance(a, Fraction) else ({power: -r for power, r in a[0].items()}, a[1])


def exact_inverse(a):
    return 1 / a if isinstance(a, Fraction) else quotient(a[1], a[0])


def exactly(operation, *forms):
    """The operation on exact numbers; None where one has no exact form or the result grows too large."""
    try:
        return None if None in forms else operation(*forms)
    except TooLarge:
        return None


# --- Numbers: an interval, and an exact form where there is one. "Anything" is None ----------------------------------


class Number:
    __slots__ = ("box", "form")

    def __init__(self, box, form=None):
        self.form = form
        self.box = enclosed(form) if isinstance(form, Fraction) else box


def enclosed(rational):
    p, q = libmp.from_int(rational.numerator), libmp.from_int(rational.denominator)
    return iv.make_mpf(tuple(libmp.mpf_div(p, q, iv.prec, rounding) for rounding in "fc"))


def rational(value):
    return Number(None, Fraction(value))


def sign(a):
    if isinstance(a.form, Fraction):
        return (a.form > 0) - (a.form < 0)
    return 1 if a.box > 0 else -1 if a.box < 0 else None


def order(a, b):
    """The sign of a - b, None where it is not known at this precision."""
    if a is b:
        return 0
    if a.box < b.box:
        return -1
    if a.box > b.box:
        return 1
    return sign(sub(a, b)) if a.form is not None and b.form is not None else None


def add(a, b):
    return Number(a.box + b.box, exactly(exact_add, a.form, b.form))


def neg(a):
    return Number(-a.box, exactly(exact_neg, a.form))


def sub(a, b):
    return add(a, neg(b))


def mul(a, b):
    return Number(a.box * b.box, exactly(exact_mul, a.form, b.form))


def div(a, b):
    if not sign(b):
        return None
    return Number(a.box / b.box, exactly(exact_mul, a.form, exactly(exact_inverse, b.form)))


def maximum(a, b):
    known = order(a, b)
    if known is not None:
        return a if known >= 0 else b
    return Number(iv.mpf([max(a.box.a, b.box.a), max(a.box.b, b.box.b)]))


def minimum(a, b):
    return neg(maximum(neg(a), neg(b))) if order(a, b) is None else a if order(a, b) <= 0 else b


def absolute(a):
    return a if (sign(a) or 0) > 0 else maximum(a, neg(a))


def square(a):
    return Number(a.box**2, exactly(exact_mul, a.form, a.form))


def sqrt(a):
    if sign(a) not in (0, 1):
        return None
    root = None
    if isinstance(a.form, Fraction):
        root = Fraction(isqrt(a.form.numerator), isqrt(a.form.denominator))
    return Number(iv.sqrt(a.box), root if root is not None and root * root == a.form else None)


def widened(function, lo, hi):
    """An increasing function of mpmath, which rounds an approximation: 64 more bits are asked for, 32 believed."""
    slack = libmp.mpf_shift(libmp.fone, -iv.prec - 32)
    about_one = iv.make_mpf((libmp.mpf_sub(libmp.fone, slack), libmp.mpf_add(libmp.fone, slack)))
    low, high = (iv.make_mpf((y, y)) for y in (function(x, iv.prec + 64, "n") for x in (lo, hi)))
    return iv.mpf([(low * about_one).a, (high * about_one).b])


FAR = libmp.mpf_shift(libmp.fone, 1024)  # beyond it e^x is not formed


def exp(a):
    lo, hi = a.box._mpi_
    if libmp.mpf_gt(hi, FAR):
        return None
    near = [x if libmp.mpf_gt(x, libmp.mpf_neg(FAR)) else libmp.mpf_neg(FAR) for x in (lo, hi)]
    box = widened(libmp.mpf_exp, *near)
    box = box if near[0] == lo else iv.mpf([0, box.b])
    return Number(box, quotient({a.form: Fraction(1)}, UNIT) if isinstance(a.form, Fraction) else None)


def log(a):
    if sign(a) != 1:
        return None
    power = None
    if a.form is not None:
        num, den = parts(a.form)
        power = max(num) if den == UNIT and list(num.values()) == [1] else None
    return Number(widened(libmp.mpf_log, *a.box._mpi_), power)


BINARY = dict(add=add, sub=sub, mul=mul, div=div, minimum=minimum, maximum=maximum)
UNARY = dict(neg=neg, abs=absolute, square=square, sqrt=sqrt, exp=exp, log=log)
UNARY["relu"] = lambda a: maximum(a, rational(0))


def lifted(kernel, *operands):
    return None if None in operands else kernel(*operands)


def folded(kernel, operands, empty):
    total = operands[0] if operands else empty
    for operand in operands[1:]:
        total = lifted(kernel, total, operand)
    return total
