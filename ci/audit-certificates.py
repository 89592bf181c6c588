#!/usr/bin/env python3
"""Audits certificates, sharing nothing with the program that wrote them: those of evidence, and files of one each.

    python ci/audit-certificates.py [--work N] evidence.json certificate.json [...]

Of a certificate only the inputs and the program are believed. Each number is evaluated from them as an interval of
mpmath, at 192 to 3072 bits, and where possible as an exact number: a quotient of sums of r e^a with rational r and a,
which is zero only when all its coefficients are (Lindemann and Weierstrass), or a quotient of polynomials of
logarithms, roots, sines and cosines with such coefficients, which is zero where all of those above are. What the
certificate says of truths, limits and ranks is compared with that, and where the rest of the file has to have a certificate, there is one. What asks for more than a limit is
refused before it is computed; --work N makes all limits N-fold. Exits with 0 when all certificates hold, 1 when one does
not, is missing or asks for too much, 2 for a usage error or a file that is no evidence or holds no certificate. Needs
Python 3.9 and mpmath 1.3 or 1.4.
"""

import json
import os
import re
import struct
import sys
import unicodedata
from fractions import Fraction
from functools import cmp_to_key
from hashlib import sha256
from itertools import product
from math import ceil, isinf, isqrt, prod

try:
    from mpmath import iv, libmp
except ImportError:
    print("There is no mpmath: run `%s -m pip install mpmath`." % sys.executable, file=sys.stderr)
    sys.exit(2)

PRECISIONS = [192, 384, 768, 1536, 3072]
MOST_TERMS = 4096  # of an exact sum; what has more has no exact form
MOST_NAMED = 64  # of a polynomial of numbers that have names only; what has more has no exact form
MOST_BITS = 8192  # of a rational number; what has more has no exact form
FALSE, UNDECIDED, TRUE = 0, 1, 2


class Malformed(Exception):
    """The certificate, or the file, is not what it should be."""


def need(condition, sentence):
    if not condition:
        raise Malformed(sentence)


def whole(number):
    return isinstance(number, int) and not isinstance(number, bool) and abs(number) < 2**53


# --- Limits: what a file and its certificates may ask for. src/auditor/limits.ts has the same table ------------------

LIMITS = {
    "bytes": (64e6, "bytes"),
    "nesting": (500, "lists and objects within each other"),
    "parts": (4e6, "values"),
    "text": (1e6, "characters in a text"),
    "digits": (2500, "characters in a number"),
    "claims": (3000, "claims"),
    "claimParts": (500e3, "values in a claim or beside the claims"),
    "certificates": (7000, "certificates"),
    "steps": (20e3, "steps"),
    "statements": (5e3, "comparisons and connectives"),
    "axes": (300, "axes"),
    "extent": (200e3, "entries along an axis"),
    "array": (220e3, "numbers and lists in an array"),
    "numbers": (600e3, "numbers and lists in all arrays"),
    "bits": (1e6, "bits in a number, by the products that make it"),
    "operations": (4e6, "operations on numbers"),
    "work": (10e6, "operations on numbers of 192 bits"),
}


class OverLimit(Exception):
    """More is asked for than a limit."""


class Allowed:
    """The limits, raised by a factor, and what is left of the work of a file."""

    factor, left = 1, 0

    @classmethod
    def start(cls):
        cls.left = cls.factor * LIMITS["work"][0]


def demand(name, found):
    limit, of = LIMITS[name]
    limit *= Allowed.factor
    if found > limit:
        what = (found, of, name, limit)
        raise OverLimit('asks for %d %s; the limit "%s" is %d, and --work N makes it N-fold' % what)


def spend(work):
    """Takes from the work that is left, before it is done."""
    Allowed.left -= work
    if Allowed.left < 0:
        limit = LIMITS["work"][0] * Allowed.factor
        demand("work", limit + 1)


class Sums:
    """What the arrays and comparisons of a certificate come to."""

    def __init__(self):
        self.found = dict(numbers=0, operations=0, statements=0)

    def add(self, name, more):
        self.found[name] += more
        demand(name, self.found[name])


def cells(shape):
    """Entries of an array, and lists of an empty one."""
    return prod(max(1, extent) for extent in shape)


def held(shape):
    """With the lists that nest them, which take a part of what a number takes."""
    return ceil(cells(shape) * (1 + len(shape) / 32))


def weigh_array(sums, shape, bits, operations):
    demand("axes", len(shape))
    demand("extent", max(shape, default=0))
    demand("array", held(shape))
    sums.add("numbers", held(shape))
    demand("bits", bits)
    sums.add("operations", operations)


def weigh(program, inputs):
    """Demands, from shapes alone, that a program asks for no more than the limits."""
    demand("steps", len(program["steps"]))
    sums, found = Sums(), []
    for number, step in enumerate(program["steps"]):
        try:
            need(isinstance(step, list) and step and isinstance(step[0], str), "no operation")
            shape, bits, operations = Weighing(found, inputs).step(*step)
            need(is_shape(shape), "%s is no shape" % (shape,))
        except Malformed as reason:
            raise Malformed("step %d: %s" % (number, reason)) from None
        weigh_array(sums, shape, bits, cells(shape) if operations is None else operations)
        found.append((shape, bits))
    for statement in [*program["hypotheses"], program["claim"], *([program["obstruction"]] if "obstruction" in program else [])]:
        weigh_statement(statement, found, sums)


class Weighing:
    """The shape of what a step makes, its bits, and the operations on numbers that make it, None for one an entry."""

    LEAF = 64

    def __init__(self, found, inputs):
        self.found, self.inputs = found, inputs

    def at(self, value):
        need(whole(value) and 0 <= value < len(self.found), "there is no value %s before it" % (value,))
        return self.found[value]

    def along(self, value, axis):
        shape, bits = self.at(value)
        need(whole(axis) and 0 <= axis < len(shape), "value %d has no axis %s" % (value, axis))
        return shape, bits

    def step(self, name, *operands):
        arity = dict(constant=2, fraction=2, matMul=2, reshape=2, belowMax=2, sum=3, max=3, min=3, gather=3, concat=3)
        expected = 2 if name in BINARY else arity.get(name, 1)
        need(len(operands) == expected, "%s takes %d operands, not %d" % (name, expected, len(operands)))
        if name in BINARY:
            (p, a), (q, b) = map(self.at, operands)
            return common_shape(p, q), a + b if name in ("mul", "div") else max(a, b), None
        if name in UNARY:
            shape, bits = self.at(operands[0])
            return shape, 2 * bits if name == "square" else bits, None
        if name in ("sum", "max", "min"):
            return self.reduced(*operands)
        own = dict(input=self.input, constant=self.constant, fraction=lambda n, d: ([], self.LEAF, None))
        own.update(transpose=self.transpose, matMul=self.mat_mul, reshape=self.reshape, gather=self.gather)
        own.update(concat=self.concat, belowMax=lambda a, axis: (*self.along(a, axis), None))
        need(name in own, "there is no operation %r" % name[:40])
        return own[name](*operands)

    def input(self, name):
        need(isinstance(name, str) and name in self.inputs, "there is no input %s" % (name,))
        return self.inputs[name][0], self.LEAF, None

    def constant(self, shape, texts):
        need(isinstance(texts, list), "the numbers do not fill the shape")
        return shape, self.LEAF, 0 if not is_shape(shape) else None

    def reduced(self, value, axis, keep):
        shape, bits = self.at(value) if axis is None else self.along(value, axis)
        axes = range(len(shape)) if axis is None else [axis]
        return [1 if i in axes else n for i, n in enumerate(shape) if keep or i not in axes], bits, cells(shape)

    def transpose(self, value):
        shape, bits = self.at(value)
        return shape[:-2] + shape[-2:][::-1], bits, None

    def reshape(self, value, shape):
        return shape, self.at(value)[1], 0 if not is_shape(shape) else None

    def gather(self, value, places, axis):
        (shape, bits) = self.along(value, axis)
        need(isinstance(places, list), "no such entries")
        return shape[:axis] + [len(places)] + shape[axis + 1 :], bits, None

    def concat(self, first, second, axis):
        (p, a), (q, b) = self.along(first, axis), self.along(second, axis)
        return p[:axis] + [p[axis] + q[axis]] + p[axis + 1 :], max(a, b), None

    def mat_mul(self, first, second):
        (p, a), (q, b) = self.at(first), self.at(second)
        need(len(p) > 1 and len(q) > 1, "shapes %s and %s are no matrix product" % (p, q))
        shape = common_shape(p[:-2], q[:-2]) + [p[-2], q[-1]]
        return shape, a + b, cells(shape) * max(1, p[-1])


def weigh_statement(statement, found, sums):
    """The shape of the truths of a statement."""
    sums.add("statements", 1)
    need(isinstance(statement, list) and len(statement) in (2, 3), "a statement has one or two operands")
    name, *of = statement
    need(isinstance(name, str), "a statement has a name")
    if name in CONNECTIVES:
        shapes = [weigh_statement(each, found, sums) for each in of]
        shape = [] if name in ("all", "any") else shapes[0] if len(shapes) == 1 else common_shape(*shapes)
    else:
        compared = of[:1] if name in ("rankAtMost", "rankAtLeast") else of
        need(all(whole(value) and 0 <= value < len(found) for value in compared), "there is no value %s" % (compared,))
        shapes = [found[value][0] for value in compared]
        if name.startswith("rank"):
            shape = []
            for each in shapes:
                sums.add("operations", 2 * cells(each) * max(1, min(each, default=1)))
        elif name == "sameOrder":
            shape = shapes[0][:-1]
            sums.add("operations", 2 * cells(shapes[0]) * max(1, shapes[0][-1] if shapes[0] else 1))
        else:
            shape = common_shape(*shapes) if len(shapes) == 2 else []
    demand("array", held(shape))
    sums.add("operations", cells(shape))
    return shape


CONNECTIVES = ("and", "or", "implies", "iff", "not", "all", "any")


# --- Exact sums of r e^a, as {a: r} without zero coefficients, and their quotients -----------------------------------


class TooLarge(Exception):
    pass


UNIT = {Fraction(0): Fraction(1)}


def bits_of(r):
    return r.numerator.bit_length() + r.denominator.bit_length()


def counted(r, power=0):
    """A rational number that is not too large, once its work is taken."""
    bits = bits_of(r)
    spend(8 + bits * bits / 2**16 + (bits_of(power) / 64 if power else 0))
    if bits > 2 * MOST_BITS:
        raise TooLarge
    return r


def plus(a, b, factor=1):
    spend(1 + len(a) / 8)
    out = dict(a)
    for power, r in b.items():
        out[power] = out.get(power, 0) + counted(factor * r, power)
        if not out[power]:
            del out[power]
    return out


def times(a, b):
    if len(a) * len(b) > MOST_TERMS:
        raise TooLarge
    out = {}
    for (p, x), (q, y) in product(a.items(), b.items()):
        out[p + q] = out.get(p + q, 0) + counted(x * y, p)
    return {power: r for power, r in out.items() if r}


def divided(a, b):
    """a / b, where b is known to divide a: long division, from the largest power down."""
    out, lead = {}, max(b)
    while a:
        spend(2 * len(a))
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
    for power, r in (*num.items(), *den.items()):
        counted(r, power)
    num, den = ({power - lead: r / den[lead] for power, r in part.items()} for part in (num, den))
    top = max(num)
    if num == {power + top: num[top] * r for power, r in den.items()}:
        return num[top] if top == 0 else ({top: num[top]}, UNIT)
    return num, den


def parts(form):
    return form if isinstance(form, tuple) else ({Fraction(0): form} if form else {}, UNIT)


def exact_add(a, b):
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return counted(a + b)
    (n, d), (m, e) = parts(a), parts(b)
    return quotient(plus(n, m), d) if d == e else quotient(plus(times(n, e), times(m, d)), times(d, e))


def exact_mul(a, b):
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return counted(a * b)
    (n, d), (m, e) = parts(a), parts(b)
    return quotient(n, e) if d == m else quotient(times(n, m), times(d, e))


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


# --- Polynomials of what has a name, such as a logarithm, as {factors, sorted: coefficient}, no coefficient zero ------

def primes_below(limit):
    prime = [False, False] + [True] * (limit - 2)
    for n in range(2, isqrt(limit) + 1):
        if prime[n]:
            prime[n * n :: n] = [False] * len(prime[n * n :: n])
    return [n for n in range(limit) if prime[n]]


SMALL_PRIMES = primes_below(2**16)


def poly_add(a, b):
    spend(4 + len(a) / 8)
    out = dict(a)
    for logs, coefficient in b.items():
        out[logs] = exact_add(out.get(logs, Fraction(0)), coefficient)
        if out[logs] == 0:
            del out[logs]
    return out


def poly_mul(a, b):
    if len(a) * len(b) > MOST_NAMED:
        raise TooLarge
    out = {}
    for (p, x), (q, y) in product(a.items(), b.items()):
        names = tuple(sorted(p + q))
        spend(2 + len(names))
        out[names] = exact_add(out.get(names, Fraction(0)), exact_mul(x, y))
    return {names: coefficient for names, coefficient in out.items() if coefficient != 0}


def poly_neg(a):
    return {logs: exact_neg(coefficient) for logs, coefficient in a.items()}


WHOLE = {(): Fraction(1)}


def over(num, den):
    """A quotient of polynomials."""
    return (num, WHOLE) if num == {} or den == WHOLE else (WHOLE, WHOLE) if num == den else (num, den)


def quotient_add(a, b):
    (n, d), (m, e) = a, b
    return over(poly_add(n, m), d) if d == e else over(poly_add(poly_mul(n, e), poly_mul(m, d)), poly_mul(d, e))


def quotient_mul(a, b):
    (n, d), (m, e) = a, b
    return over(n, e) if d == m else over(m, d) if n == e else over(poly_mul(n, m), poly_mul(d, e))


def named(kind, a):
    """A number that has a name only, by how it was made, such as a root or a sine; None of one that has none."""
    known = quotient_of(a)
    if known is None:
        return None
    text = repr([sorted((logs, parts_text(r)) for logs, r in part.items()) for part in known])
    spend(len(text) / 64)
    return None if len(text) > 2 * MOST_BITS else ({((kind, text),): Fraction(1)}, WHOLE)


def parts_text(form):
    return repr([sorted(part.items()) for part in parts(form)])


def log_of_whole(n):
    """Of n > 0: the sum of the logarithms of its small prime factors, and of what is left, in one piece."""
    out = {}
    spend(1 + min(len(SMALL_PRIMES), isqrt(n)) / 8 + n.bit_length() ** 2 / 2**16)
    for prime in SMALL_PRIMES:
        if prime * prime > n or (prime > 2 and n.bit_length() > 256):
            break
        power = 0
        while n % prime == 0:
            n, power = n // prime, power + 1
        if power:
            out[(("whole", prime),)] = Fraction(power)
    power = 1
    while n > 1 and isqrt(n) ** 2 == n:
        n, power = isqrt(n), 2 * power
    return poly_add(out, {(("whole", n),): Fraction(power)}) if n > 1 else out


def log_of_sum(a):
    """Of |a|, for r e^x times a sum of the leading term 1 or -1: x, log |r| and the logarithm of that sum."""
    positive = signs_alike(a)
    known = positive or sign(folded(add, [mul(rational(r), exp(rational(x))) for x, r in a.items()], None))
    if not known:
        raise TooLarge
    lead = max(a)
    size = abs(a[lead])
    out = poly_add({(): lead} if lead else {}, log_of_whole(size.numerator))
    out = poly_add(out, poly_neg(log_of_whole(size.denominator)))
    rest = tuple(sorted((x - lead, known * r / size) for x, r in a.items()))
    return poly_add(out, {(("sum", rest),): Fraction(1)}) if len(rest) > 1 else out


def log_of(form):
    num, den = parts(form)
    return poly_add(log_of_sum(num), poly_neg(log_of_sum(den))), WHOLE


def exp_of(poly):
    """Where a number is rational plus whole multiples of logarithms: what its e^x is exactly."""
    poly, below = poly
    out = Fraction(1)
    for logs, count in poly.items():
        if below != WHOLE or len(logs) > 1 or not isinstance(count, Fraction) or (logs and count.denominator > 1):
            raise TooLarge
        if not logs:
            out = exact_mul(out, quotient({count: Fraction(1)}, UNIT))
            continue
        kind, of = logs[0]
        if kind not in ("whole", "sum"):
            raise TooLarge
        powers = abs(int(count))
        if powers * (of.bit_length() if kind == "whole" else 512) > 4096:
            raise TooLarge
        base = Fraction(of) if kind == "whole" else quotient(dict(of), UNIT)
        for _ in range(powers):
            out = exact_mul(out, base if count > 0 else exact_inverse(base))
    return out


# --- Numbers: an interval, and an exact form where there is one. "Anything" is None ----------------------------------


EVERYWHERE = iv.make_mpf((libmp.fninf, libmp.finf))


class Number:
    def __init__(self, box, form=None, poly=None):
        spend(4 + iv.prec / 64)
        if poly is not None and not any(logs for part in poly for logs in part):
            num, den = (part.get((), Fraction(0)) for part in poly)
            form, poly = exactly(lambda: exact_mul(num, exact_inverse(den))), None
        self.form, self.poly = form, poly
        self.box = enclosed(form) if isinstance(form, Fraction) else EVERYWHERE if libmp.fnan in box._mpi_ else box


def enclosed(rational):
    p, q = libmp.from_int(rational.numerator), libmp.from_int(rational.denominator)
    return iv.make_mpf(tuple(libmp.mpf_div(p, q, iv.prec, rounding) for rounding in "fc"))


def rational(value):
    return Number(None, Fraction(value))


def quotient_of(a):
    """A number as a quotient of polynomials, where it is known as one."""
    return a.poly if a.form is None else ({(): a.form} if a.form != 0 else {}, WHOLE)


def by_quotients(operation, a, b):
    return None if a.poly is None and b.poly is None else exactly(operation, quotient_of(a), quotient_of(b))


def below(x, y):
    """Whether all of an interval lies below all of another. (mpmath 1.4 raises an error where 1.3 says None.)"""
    return libmp.mpf_lt(x._mpi_[1], y._mpi_[0])


def at_most(x, y):
    return libmp.mpf_le(x._mpi_[1], y._mpi_[0])


ORIGIN = iv.make_mpf((libmp.fzero, libmp.fzero))


def side(x):
    """The sign of an interval that lies on one side of 0; None for others."""
    return 1 if below(ORIGIN, x) else -1 if below(x, ORIGIN) else None


BY_SIZE = cmp_to_key(libmp.mpf_cmp)


def by_middle(x, size=False):
    """A key by which intervals are sorted, by their middles or the sizes of these; unbounded ones come first."""
    lo, hi = x._mpi_
    if libmp.finf in (lo, hi) or libmp.fninf in (lo, hi):
        return 0, BY_SIZE(libmp.fzero)
    middle = libmp.mpf_add(lo, hi, 53, "n")
    return 1, BY_SIZE(libmp.mpf_abs(middle) if size else middle)


def signs_alike(part):
    """The sign of all coefficients of a sum, None where they have different ones."""
    signs = {1 if r > 0 else -1 for r in part.values()}
    return signs.pop() if len(signs) == 1 else None


def sign_of_largest(part):
    """The sign of the largest power of e in a sum, None where it does not outweigh all others: e^x is above 2^x."""
    (most, r), (next_to, _), *_ = sorted(part.items(), reverse=True)
    others = Fraction(sum(abs(counted(x)) for x in part.values()) - abs(r)) / abs(r)
    return (1 if r > 0 else -1) if int(others).bit_length() <= int(most - next_to) else None


def sign(a):
    if isinstance(a.form, Fraction):
        return (a.form > 0) - (a.form < 0)
    if a.form is not None:  # e^a is positive: where all the factors of a sum have one sign, so has the sum
        signs = [signs_alike(part) for part in a.form]
        if None not in signs:
            return signs[0] * signs[1]
    known = side(a.box)
    if known is None and a.form is not None:
        signs = exactly(lambda: [signs_alike(part) or sign_of_largest(part) for part in a.form]) or [None]
        return None if None in signs else signs[0] * signs[1]
    return known


def order(a, b):
    """The sign of a - b, None where it is not known at this precision."""
    if a is b:
        return 0
    if below(a.box, b.box):
        return -1
    if below(b.box, a.box):
        return 1
    return sign(sub(a, b)) if quotient_of(a) is not None and quotient_of(b) is not None else None


def add(a, b):
    if a.form == 0 or b.form == 0:
        return b if a.form == 0 else a
    return Number(a.box + b.box, exactly(exact_add, a.form, b.form), by_quotients(quotient_add, a, b))


def neg(a):
    return Number(-a.box, exactly(exact_neg, a.form), exactly(lambda poly: (poly_neg(poly[0]), poly[1]), a.poly))


def sub(a, b):
    return add(a, neg(b))


def mul(a, b):
    if a.form == 0 or b.form == 0:
        return rational(0)
    return Number(a.box * b.box, exactly(exact_mul, a.form, b.form), by_quotients(quotient_mul, a, b))


def div(a, b):
    if not sign(b):
        return None
    if a.form == 0:
        return a
    inverse = exactly(exact_inverse, b.form)
    poly = by_quotients(lambda p, q: quotient_mul(p, q[::-1]), a, b)
    return Number(a.box / b.box, exactly(exact_mul, a.form, inverse), poly)


def maximum(a, b):
    known = order(a, b)
    if known is not None:
        return a if known >= 0 else b
    (p, q), (r, s) = a.box._mpi_, b.box._mpi_
    return Number(iv.make_mpf((larger(p, r), larger(q, s))))


def larger(x, y):
    return x if libmp.mpf_gt(x, y) else y


def smaller(x, y):
    return y if libmp.mpf_gt(x, y) else x


def minimum(a, b):
    known = order(a, b)
    if known is not None:
        return a if known <= 0 else b
    return neg(maximum(neg(a), neg(b)))


def absolute(a):
    return a if (sign(a) or 0) > 0 else maximum(a, neg(a))


def square(a):
    return Number(a.box**2, exactly(exact_mul, a.form, a.form), by_quotients(quotient_mul, a, a))


def sqrt(a):
    if sign(a) not in (0, 1):
        return None
    root = None
    if isinstance(a.form, Fraction):
        root = Fraction(isqrt(a.form.numerator), isqrt(a.form.denominator))
    square = root is not None and root * root == a.form
    return Number(iv.sqrt(unsigned(a.box)), root if square else None, None if square else named("sqrt", a))


def unsigned(box):
    """The part of an interval that is not negative, for a number that is known not to be."""
    return iv.make_mpf(tuple(larger(x, libmp.fzero) for x in box._mpi_))


def widened(function, lo, hi):
    """A function of mpmath at two places, which rounds an approximation: 64 more bits are asked for, 32 believed."""
    spend(40 + iv.prec * iv.prec / 2**12)
    slack = libmp.mpf_shift(libmp.fone, -iv.prec - 32)
    about_one = iv.make_mpf((libmp.mpf_sub(libmp.fone, slack), libmp.mpf_add(libmp.fone, slack)))
    low, high = (function(x, iv.prec + 64, "n") for x in (lo, hi))
    low, high = (iv.make_mpf((y, y)) * about_one for y in (low, high))
    return iv.make_mpf((low._mpi_[0], high._mpi_[1]))


FAR = libmp.mpf_shift(libmp.fone, 1024)  # e^x is not formed beyond it, and taken for 0 to e^-FAR below -FAR


def exp(a):
    lo, hi = a.box._mpi_
    if libmp.mpf_gt(hi, FAR):
        return None
    least = libmp.mpf_neg(FAR)
    box = widened(libmp.mpf_exp, larger(lo, least), larger(hi, least))
    if libmp.mpf_lt(lo, least):
        box = iv.make_mpf((libmp.fzero, box._mpi_[1]))
    return Number(box, exactly(exp_of, quotient_of(a)))


def log(a):
    if sign(a) != 1:
        return None
    poly = exactly(log_of, a.form)
    return Number(widened(libmp.mpf_log, *unsigned(a.box)._mpi_), poly=named("ln", a) if poly is None else poly)


def tanh(a):
    form = None
    if isinstance(a.form, Fraction) and a.form:
        form = exactly(quotient, *({2 * a.form: Fraction(1), Fraction(0): Fraction(r)} for r in (-1, 1)))
    ends = (smaller(larger(x, libmp.mpf_neg(FAR)), FAR) for x in a.box._mpi_)
    return rational(0) if a.form == 0 else Number(clamped(widened(libmp.mpf_tanh, *ends)), form)


def wave(function, name, a):
    """A sine or cosine, which moves no further than its argument; none is looked for where that is beyond FAR."""
    lo, hi = a.box._mpi_
    if libmp.mpf_gt(libmp.mpf_abs(lo), FAR):
        return Number(iv.mpf([-1, 1]), poly=named(name, a))
    moved = iv.make_mpf((libmp.fzero, libmp.mpf_sub(hi, lo, iv.prec, "c")))
    return Number(clamped(widened(function, lo, lo) + moved - moved), poly=named(name, a))


def clamped(box):
    lo, hi = box._mpi_
    return iv.make_mpf((larger(lo, libmp.fnone), smaller(hi, libmp.fone)))


def sin(a):
    if a.form == 0:
        return rational(0)
    return neg(sin(neg(a))) if sign(a) == -1 else wave(libmp.mpf_sin, "sin", a)


def cos(a):
    return rational(1) if a.form == 0 else wave(libmp.mpf_cos, "cos", neg(a) if sign(a) == -1 else a)


def sign_limits(a):
    known = sign(a)
    if known is not None:
        return known, known
    low, high = a.box._mpi_
    return -1 if libmp.mpf_sign(low) < 0 else 0, 1 if libmp.mpf_sign(high) > 0 else 0


def where_positive(a, b):
    """a where b > 0, 0 elsewhere; a may be nothing that exists."""
    low, high = (-1, 1) if b is None else sign_limits(b)
    return a if low > 0 else rational(0) if high <= 0 else None


def where_non_negative(a, b):
    low, high = (-1, 1) if b is None else sign_limits(b)
    return a if low >= 0 else rational(0) if high < 0 else None


BINARY = dict(add=add, sub=sub, mul=mul, div=div, minimum=minimum, maximum=maximum)
BINARY.update(wherePositive=where_positive, whereNonNegative=where_non_negative)
UNARY = dict(neg=neg, abs=absolute, square=square, sqrt=sqrt, exp=exp, log=log, tanh=tanh, sin=sin, cos=cos)
UNARY["relu"] = lambda a: maximum(a, rational(0))


def lifted(kernel, *operands):
    if kernel in (where_positive, where_non_negative):
        return kernel(*operands)
    return None if None in operands else kernel(*operands)


def folded(kernel, operands, empty):
    total = operands[0] if operands else empty
    for operand in operands[1:]:
        total = lifted(kernel, total, operand)
    return total


# --- Arrays: (shape, entries), row-major -----------------------------------------------------------------------------


def is_shape(shape):
    return isinstance(shape, list) and all(whole(extent) and extent >= 0 for extent in shape)


def stretched(shape, out):
    """For each entry of an array of shape `out`, the place of the one that broadcasting puts there."""
    strides, stride = [0] * len(out), 1
    for back, extent in enumerate(reversed(shape), 1):
        strides[-back] = stride if extent != 1 else 0
        stride *= extent
    return [sum(map(int.__mul__, at, strides)) for at in product(*map(range, out))]


def common_shape(a, b):
    width = max(len(a), len(b))
    pairs = list(zip([1] * (width - len(a)) + a, [1] * (width - len(b)) + b))
    need(all(x == y or 1 in (x, y) for x, y in pairs), "shapes %s and %s do not fit" % (a, b))
    return [y if x == 1 else x for x, y in pairs]


def paired(a, b, kernel):
    shape = common_shape(a[0], b[0])
    spend(cells(shape) * max(1, len(shape)))
    return shape, [kernel(a[1][i], b[1][j]) for i, j in zip(stretched(a[0], shape), stretched(b[0], shape))]


def slices(shape, axis):
    """The places of the entries of each slice along an axis."""
    inner, extent = prod(shape[axis + 1 :]), shape[axis]
    starts = [block * extent * inner + i for block in range(prod(shape[:axis])) for i in range(inner)]
    return [[start + k * inner for k in range(extent)] for start in starts]


def mat_mul(a, b):
    (p, x), (q, y) = a, b
    need(len(p) > 1 and len(q) > 1 and p[-1] == q[-2], "shapes %s and %s are no matrix product" % (p, q))
    rows, inner, cols = p[-2], p[-1], q[-1]
    stack = common_shape(p[:-2], q[:-2])
    entries = []
    for m, n in zip(stretched(p[:-2], stack), stretched(q[:-2], stack)):
        for i, j in product(range(rows), range(cols)):
            terms = [(x[(m * rows + i) * inner + k], y[(n * inner + k) * cols + j]) for k in range(inner)]
            entries.append(folded(add, [lifted(mul, *term) for term in terms], rational(0)))
    return stack + [rows, cols], entries


def below_max(array, axis, shifted):
    """x - c, with c the entry that looks largest, or 0: what does not depend on c comes out the same."""
    shape, entries = array
    out = list(entries)
    for places in slices(shape, axis):
        known = [entries[place] for place in places if entries[place] is not None]
        largest = max(known, key=lambda x: by_middle(x.box), default=None) if shifted else None
        for place in places if largest else []:
            out[place] = lifted(sub, entries[place], largest)
    return shape, out


def hexadecimal(text):
    """A float64 as C99 writes it, as a Fraction or a float infinity."""
    match = isinstance(text, str) and re.fullmatch(r"(-?)(?:inf|0x([01])(?:\.([0-9a-f]{1,13}))?p([+-]\d{1,4}))", text)
    need(match, "%.60r is no hexadecimal float" % (text,))
    minus, digit, digits, power = match.groups("")
    if not digit:
        return float(text)
    spend(8)
    value = Fraction(int(digit + digits, 16)) * Fraction(2) ** (int(power) - 4 * len(digits))
    try:
        need(float(value) == value, "%s is no float64" % text)
    except OverflowError:
        raise Malformed("%s is no float64" % text) from None
    return -value if minus else value


class Run:
    """A program on its inputs, at one precision."""

    def __init__(self, program, inputs, shifted):
        self.steps, self.inputs, self.shifted = program["steps"], inputs, shifted
        self.values, self.atoms, self.known_ranks = [], [], {}
        for number, step in enumerate(self.steps):
            try:
                need(isinstance(step, list) and step and isinstance(step[0], str), "no operation")
                shape, entries = self.step(*step)
            except Malformed as reason:
                raise Malformed("step %d: %s" % (number, reason)) from None
            spend(len(entries) + 1)
            self.values.append((shape, entries))
        self.hypothesis = min((min(self.judge(each)[1], default=TRUE) for each in program["hypotheses"]), default=TRUE)
        self.claim = min(self.judge(program["claim"])[1], default=TRUE)
        existential = "obstruction" in program
        self.obstruction = min(self.judge(program["obstruction"])[1], default=TRUE) if existential else None

    def at(self, value):
        need(whole(value) and 0 <= value < len(self.values), "there is no value %s before it" % (value,))
        return self.values[value]

    def along(self, value, axis):
        array = self.at(value)
        need(whole(axis) and 0 <= axis < len(array[0]), "value %d has no axis %s" % (value, axis))
        return array

    def step(self, name, *operands):
        arity = dict(constant=2, fraction=2, matMul=2, reshape=2, belowMax=2, sum=3, max=3, min=3, gather=3, concat=3)
        expected = 2 if name in BINARY else arity.get(name, 1)
        need(len(operands) == expected, "%s takes %d operands, not %d" % (name, expected, len(operands)))
        if name in BINARY:
            return paired(self.at(operands[0]), self.at(operands[1]), lambda a, b: lifted(BINARY[name], a, b))
        if name in UNARY:
            shape, entries = self.at(operands[0])
            return shape, [lifted(UNARY[name], entry) for entry in entries]
        if name in ("sum", "max", "min"):
            return self.reduced(name, *operands)
        own = dict(input=self.input, constant=self.constant, fraction=self.fraction, transpose=self.transpose)
        own.update(matMul=lambda a, b: mat_mul(self.at(a), self.at(b)), reshape=self.reshape, gather=self.gather)
        own.update(concat=self.concat, belowMax=lambda a, x: below_max(self.along(a, x), x, self.shifted))
        need(name in own, "there is no operation %r" % name)
        return own[name](*operands)

    def input(self, name):
        need(isinstance(name, str) and name in self.inputs, "there is no input %s" % (name,))
        shape, numbers = self.inputs[name]
        return shape, [rational(x) for x in numbers]

    def constant(self, shape, texts):
        need(isinstance(texts, list) and len(texts) in (1, prod(shape)), "the numbers do not fill the shape")
        numbers = [float(text) if text == "nan" else hexadecimal(text) for text in texts]
        entries = [None if isinstance(x, float) else rational(x) for x in numbers]
        return shape, entries * prod(shape) if len(entries) == 1 else entries

    def fraction(self, numerator, denominator):
        need(whole(numerator) and whole(denominator) and denominator, "no fraction of integers")
        return [], [rational(Fraction(numerator, denominator))]

    def reduced(self, name, value, axis, keep):
        need(isinstance(keep, bool), "keepDims is true or false")
        shape, entries = self.at(value) if axis is None else self.along(value, axis)
        groups = [range(len(entries))] if axis is None else slices(shape, axis)
        need(name == "sum" or all(groups), "nothing is the largest or smallest of no entries")
        kernel = dict(sum=add, max=maximum, min=minimum)[name]
        axes = range(len(shape)) if axis is None else [axis]
        out = [1 if i in axes else extent for i, extent in enumerate(shape) if keep or i not in axes]
        return out, [folded(kernel, [entries[i] for i in group], rational(0)) for group in groups]

    def transpose(self, value):
        shape, entries = self.at(value)
        need(len(shape) > 1, "value %d has no two axes" % value)
        rows, cols = shape[-2:]
        places = product(range(prod(shape[:-2])), range(cols), range(rows))
        return shape[:-2] + [cols, rows], [entries[(m * rows + i) * cols + j] for m, j, i in places]

    def reshape(self, value, shape):
        entries = self.at(value)[1]
        need(is_shape(shape) and prod(shape) == len(entries), "%d entries do not fill %s" % (len(entries), shape))
        return shape, entries

    def gather(self, value, places, axis):
        shape, entries = self.along(value, axis)
        need(is_shape(places) and all(place < shape[axis] for place in places), "no such entries: %s" % (places,))
        inner, blocks = prod(shape[axis + 1 :]), range(prod(shape[:axis]))
        starts = [(block * shape[axis] + place) * inner for block in blocks for place in places]
        out = shape[:axis] + [len(places)] + shape[axis + 1 :]
        return out, [entries[start + i] for start in starts for i in range(inner)]

    def concat(self, first, second, axis):
        (p, x), (q, y) = self.along(first, axis), self.along(second, axis)
        out = p[:axis] + [p[axis] + q[axis]] + p[axis + 1 :]
        need(p[:axis] == q[:axis] and p[axis + 1 :] == q[axis + 1 :], "%s and %s do not join" % (p, q))
        m, n, blocks = prod(p[axis:]), prod(q[axis:]), range(prod(p[:axis]))
        return out, [e for k in blocks for e in x[k * m : (k + 1) * m] + y[k * n : (k + 1) * n]]

    # Statements: Kleene's truths, as (shape, truths).

    def judge(self, statement):
        need(isinstance(statement, list) and len(statement) in (2, 3), "%s is no statement" % (statement,))
        name, *of = statement
        if len(of) == 2 and name in ("and", "or", "implies", "iff"):
            joined = {
                "and": min,
                "or": max,
                "implies": lambda a, b: max(TRUE - a, b),
                "iff": lambda a, b: min(max(TRUE - a, b), max(TRUE - b, a)),
            }
            return paired(self.judge(of[0]), self.judge(of[1]), joined[name])
        if len(of) == 1 and name in ("not", "all", "any"):
            shape, truths = self.judge(of[0])
            if name == "not":
                return shape, [TRUE - truth for truth in truths]
            return [], [min(truths, default=TRUE) if name == "all" else max(truths, default=FALSE)]
        need(len(of) == 2, "%s is no statement" % (statement,))
        if name in ("less", "atMost", "equal"):
            truths = paired(self.at(of[0]), self.at(of[1]), lambda a, b: compared(name, a, b))
        elif name == "sameOrder":
            truths = self.same_order(*map(self.at, of))
        else:
            truths = [], [self.compare_ranks(name, *of)]
        self.atoms.append((statement, truths[1]))
        return truths

    def same_order(self, a, b):
        need(a[0] == b[0] and a[0], "sameOrder compares rows of equal shapes")
        truths = []
        for places in slices(a[0], len(a[0]) - 1):
            truth = UNDECIDED if any(x[i] is None for _, x in (a, b) for i in places) else TRUE
            for i, j in product(places, places):
                if i != j:
                    spend(4)
                    p, q = (truth_of(lifted(order, x[i], x[j]), lambda s: s < 0) for _, x in (a, b))
                    truth = min(truth, max(TRUE - p, q), max(TRUE - q, p))
            truths.append(truth)
        return a[0][:-1], truths

    def compare_ranks(self, name, value, other):
        need(name in ("rankAtMost", "rankAtLeast", "rankAtMostThatOf", "rankAtLeastThatOf"), "unknown: %s" % (name,))
        limits = self.rank(value)
        number = (other, other) if not isinstance(other, bool) and isinstance(other, (int, float)) else None
        bound = self.rank(other) if name.endswith("ThatOf") else number
        need(bound, "%s takes a number" % name)
        matrices = [value, other] if name.endswith("ThatOf") else [value]
        if any(None in self.at(matrix)[1] for matrix in matrices):
            return UNDECIDED  # What does not exist has no rank.
        (low, high), (least, most) = (limits, bound) if "AtMost" in name else (bound, limits)
        return TRUE if high <= least else FALSE if low > most else UNDECIDED

    # Ranks.

    def rank(self, value):
        """Limits on the rank of a matrix: pivots whose intervals exclude 0; products and scaled rows; else exactly."""
        shape, entries = self.at(value)
        need(len(shape) == 2, "value %d is no matrix" % value)
        if value not in self.known_ranks:
            rows = [entries[i * shape[1] : (i + 1) * shape[1]] for i in range(shape[0])]
            # Of what may not exist nothing but its extents says anything.
            low, high = 0 if None in entries else pivots_apart_from_zero(rows), self.most(value)
            exact = formal_rank(rows) if low < high and None not in entries else None
            self.known_ranks[value] = (low, high) if exact is None else (exact, exact)
        return self.known_ranks[value]

    def most(self, value):
        """An upper limit on the rank of a matrix, from how it was made."""
        (shape, entries), (name, *of) = self.values[value], self.steps[value]
        if len(shape) != 2:
            return len(entries)
        limit = min(shape)
        if None in entries:
            return limit
        if name == "matMul":
            return min(limit, *map(self.most, of)) if all(len(self.values[o][0]) == 2 for o in of) else limit
        if name in ("transpose", "neg"):
            return min(limit, self.most(of[0]))
        if name in ("add", "sub") and all(self.values[o][0] == shape for o in of):
            return min(limit, sum(map(self.most, of)))
        if name in ("mul", "div"):
            rest = of[:1] if name == "div" else of
            for one, other in zip(rest, reversed(of)):  # the rows or the columns are scaled
                if self.values[one][0] == shape and 1 in ([1, 1] + self.values[other][0])[-2:]:
                    limit = min(limit, self.most(one))
        return limit


def compared(name, a, b):
    known = lifted(order, a, b)
    if known is None and None not in (a, b):  # Intervals that touch decide these two, and no order.
        if name == "atMost" and at_most(a.box, b.box):
            return TRUE
        if name == "less" and at_most(b.box, a.box):
            return FALSE
    return truth_of(known, {"less": lambda s: s < 0, "atMost": lambda s: s <= 0, "equal": lambda s: s == 0}[name])


def truth_of(known_order, holds):
    return UNDECIDED if known_order is None else TRUE if holds(known_order) else FALSE


def pivots_apart_from_zero(rows):
    """A lower limit on the rank: the length of a Gaussian elimination of intervals, without rows that are not known."""
    rows = [[entry.box for entry in row] for row in rows if None not in row]
    rank = 0
    while rows and rows[0]:
        places = [(i, j) for i, row in enumerate(rows) for j, x in enumerate(row) if side(x)]
        if not places:
            break
        i, j = max(places, key=lambda at: by_middle(rows[at[0]][at[1]], size=True))
        top = rows.pop(i)
        rank += 1
        spend(32 * len(rows) * len(top) * (1 + iv.prec / 1024))
        rows = [[x - row[j] / top[j] * y for c, (x, y) in enumerate(zip(row, top)) if c != j] for row in rows]
    return rank


def formal_rank(rows):
    """The rank of exact numbers: Bareiss' elimination of sums. None where one is not exact or too large."""
    if any(entry.form is None for row in rows for entry in row):
        return rank_by_signs(rows)
    try:
        matrix = []
        for row in rows:
            common = UNIT
            for _, den in (parts(entry.form) for entry in row):
                common = common if den == common else times(common, den)
            matrix.append([divided(times(n, common), d) for n, d in (parts(entry.form) for entry in row)])
        rank, last = 0, UNIT
        while matrix and matrix[0]:
            places = [(len(x), i, j) for i, row in enumerate(matrix) for j, x in enumerate(row) if x]
            if not places:
                break
            spend(len(places))
            _, i, j = min(places)
            top = matrix.pop(i)
            rank += 1
            matrix = [
                [
                    divided(plus(times(top[j], x), times(row[j], y), -1), last)
                    for c, (x, y) in enumerate(zip(row, top))
                    if c != j
                ]
                for row in matrix
            ]
            last = top[j]
        return rank
    except TooLarge:
        return None


def rank_by_signs(rows):
    """The rank of numbers some of which have names only, by elimination without quotients. None where a sign is open."""
    rank = 0
    while rows and rows[0]:
        signs = [[sign(entry) for entry in row] for row in rows]
        places = [(i, j) for i, row in enumerate(signs) for j, known in enumerate(row) if known]
        if not places:
            return None if any(None in row for row in signs) else rank
        i, j = places[0]
        top = rows[i]
        rank += 1
        spend(len(rows) * len(top))
        rows = [
            [sub(mul(x, top[j]), mul(row[j], y)) for c, (x, y) in enumerate(zip(row, top)) if c != j]
            for row in rows[:i] + rows[i + 1 :]
        ]
    return rank


# --- Certificates ----------------------------------------------------------------------------------------------------


def inputs_of(certificate):
    inputs = {}
    for name, array in certificate["inputs"].items():
        need(isinstance(array, dict) and set(array) == {"shape", "data"}, "input %s has no shape and data" % name)
        need(is_shape(array["shape"]) and isinstance(array["data"], list), "input %s has no shape and data" % name)
        need(prod(array["shape"]) == len(array["data"]), "the data of input %s do not fill its shape" % name)
        numbers = [hexadecimal(text) for text in array["data"]]
        for text, x in zip(array["data"], numbers):
            need(not isinstance(x, float), "input %s has an entry that is not finite" % name)
            try:
                need(struct.unpack("f", struct.pack("f", x))[0] == x, "%s in input %s is no float32" % (text, name))
            except OverflowError:
                raise Malformed("%s in input %s is no float32" % (text, name)) from None
        inputs[name] = (array["shape"], numbers)
    return inputs


KEYS = "claim variant subject says inputs program decidedBy bits atoms values ranks".split()


def need_known(of, keys, part):
    """Nobody knows what another key would mean, so no checker may pass over it."""
    unknown = sorted(set(of) - set(keys)) if isinstance(of, dict) else []
    need(not unknown, "nobody knows the %s of %s" % (", ".join(map(brief, unknown)), part))


def audit(certificate):
    """What is wrong with a certificate, in sentences."""
    try:
        need_known(certificate, KEYS, "the certificate")
        for key, kind in dict(inputs=dict, program=dict, atoms=list, values=dict, ranks=dict).items():
            need(isinstance(certificate.get(key), kind), "there are no %s" % key)
        for key in ("claim", "subject", "variant"):
            need(isinstance(certificate.get(key, "" if key == "variant" else None), str), "its %s is no text" % key)
        bits = certificate.get("bits", 0)
        need(bits is None or (whole(bits) and bits > 0), "its bits are neither a number of them nor null")
        need(certificate.get("says") in ("violated", "satisfied"), "says %r" % (certificate.get("says"),))
        need(certificate.get("decidedBy") in ("interval", "mpfr", "exact"), "an unknown arithmetic decided")
        program, inputs = certificate["program"], inputs_of(certificate)
        need_known(program, ["steps", "hypotheses", "claim", "obstruction"], "the program")
        for atom in certificate["atoms"]:
            need_known(atom, ["truth"], "a comparison")
        need(isinstance(program.get("steps"), list), "the program has no steps")
        need(isinstance(program.get("hypotheses"), list) and "claim" in program, "the program has no statements")
        weigh(program, inputs)
        for iv.prec in PRECISIONS:
            found = list(findings(certificate, program, inputs))
            if not any(still_open for _, still_open in found):
                break
        return [sentence for sentence, _ in found]
    except OverLimit as reason:
        return [str(reason)]
    except (Malformed, RecursionError) as reason:
        return ["malformed: %s" % reason]
    except MemoryError:
        return ["it needs more memory than there is"]
    except Exception as reason:  # an alteration that nobody thought of is a finding, and hides no other
        return ["malformed: %s: %s" % (type(reason).__name__, reason)]


def findings(certificate, program, inputs):
    """What is wrong at this precision: (sentence, whether a higher precision might tell otherwise)."""
    run = Run(program, inputs, shifted=True)
    yield from wrong_status(certificate["says"], run)
    counts = len(certificate["atoms"]), len(run.atoms)
    need(counts[0] == counts[1], "it speaks of %d comparisons, there are %d" % counts)
    for number, ((statement, truths), said) in enumerate(zip(run.atoms, certificate["atoms"])):
        about = "comparison %d, %s of %s" % (number, statement[0], " and ".join(map(str, statement[1:])))
        letters = said.get("truth") if isinstance(said, dict) else None
        need(isinstance(letters, str) and len(letters) == len(truths), "%s: not %d letters" % (about, len(truths)))
        for entry, (letter, truth) in enumerate(zip(letters, truths)):
            need(letter in "TFUC", "%s: letter %r" % (about, letter))
            if letter in "TF" and truth != "F?T".index(letter):
                what = "could not be confirmed" if truth == UNDECIDED else "is wrong"
                yield "%s: %s for entry %d %s" % (about, letter, entry, what), truth == UNDECIDED
            need(letter != "C" or statement[0] in ("equal", "atMost"), "%s: C is no truth of it" % about)
            if letter == "C" and apart(certificate["values"], run, statement, entry):
                yield "%s: C for entry %d, yet the stated limits do not overlap" % (about, entry), False
    yield from wrong_limits(certificate, run)
    if any(step[0] == "belowMax" for step in program["steps"]):
        again = Run(program, inputs, shifted=False)
        for (statement, truths), (_, others) in zip(run.atoms, again.atoms):
            if any({p, q} == {TRUE, FALSE} for p, q in zip(truths, others)):
                yield "%s depends on the constant that belowMax may choose" % statement, False


def wrong_status(says, run):
    if run.hypothesis != TRUE:
        yield "it is no case of the claim: a hypothesis is not true", run.hypothesis == UNDECIDED
    if says == "violated" and run.obstruction is not None:
        if run.obstruction != TRUE:
            yield "it says violated, yet the obstruction is not true", run.obstruction == UNDECIDED
        if run.claim == TRUE:
            yield "it says violated, yet it is a witness, which the obstruction does not exclude", False
    elif run.claim != (TRUE if says == "satisfied" else FALSE):
        found = {TRUE: "true", FALSE: "false", UNDECIDED: "undecided"}[run.claim]
        yield "it says %s, yet the claim is %s" % (says, found), run.claim == UNDECIDED


def stated(values, value):
    """The limits on the entries of a value that the certificate states."""
    need(isinstance(values.get(str(value)), list), "there are no limits on value %s" % value)
    for pair in values[str(value)]:
        need(isinstance(pair, list) and len(pair) == 2, "value %s: not two limits" % value)
    return [(float(hexadecimal(low)), float(hexadecimal(high))) for low, high in values[str(value)]]


def apart(values, run, statement, entry):
    """Whether the stated limits on the two numbers that are compared do not overlap."""
    shapes = [run.values[value][0] for value in statement[1:]]
    out = common_shape(*shapes)
    places = [stretched(shape, out)[entry] for shape in shapes]
    (a, b), (c, d) = (stated(values, value)[place] for value, place in zip(statement[1:], places))
    return b < c or d < a


def wrong_limits(certificate, run):
    compared = {v for (name, *of), _ in run.atoms if not name.startswith("rank") for v in of}
    ranked = {v for (name, *of), _ in run.atoms if name.startswith("rank") for v in of[: 1 + name.endswith("Of")]}
    need(set(certificate["values"]) == set(map(str, compared)), "limits on values other than those compared")
    need(set(certificate["ranks"]) == set(map(str, ranked)), "limits on ranks other than those compared")
    for value in sorted(compared):
        entries, limits = run.values[value][1], stated(certificate["values"], value)
        need(len(limits) == len(entries), "not %d limits on the entries of value %d" % (len(entries), value))
        for place, (entry, (low, high)) in enumerate(zip(entries, limits)):
            need(low <= high, "value %d, entry %d: the lower limit is above the upper one" % (value, place))
            if entry is None and (low, high) != (float("-inf"), float("inf")):
                yield "value %d, entry %d: its limits could not be confirmed" % (value, place), True
            elif entry is not None and outside(*entry.box._mpi_, *map(libmp.from_float, (low, high))):
                yield "value %d, entry %d is outside its limits" % (value, place), False
    for value in sorted(ranked):
        limits, (low, high) = certificate["ranks"][str(value)], run.rank(value)
        need(isinstance(limits, list) and len(limits) == 2 and all(whole(n) and n >= 0 for n in limits), "no limits on a rank")
        if limits[0] > high or limits[1] < low or limits[0] > limits[1]:
            yield "the rank of value %d is %d to %d, not %d to %d" % (value, low, high, *limits), False


def outside(a, b, low, high):
    return libmp.mpf_gt(a, high) or libmp.mpf_gt(low, b)


# --- Files -----------------------------------------------------------------------------------------------------------

STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def weigh_text(text):
    """Demands of JSON, before it is parsed, that it is not too deep and has not too many values."""
    demand("bytes", len(text))
    bare = STRING.sub(b"", text)
    demand("parts", sum(map(bare.count, (b",", b"[", b"{"))))
    depth = deepest = 0
    for byte in bare.translate(None, bytes(set(range(256)) - set(b"[]{}"))):
        depth += 1 if byte in b"[{" else -1
        deepest = max(deepest, depth)
    demand("nesting", deepest)


def without_repeats(pairs):
    found = dict(pairs)
    need(len(found) == len(pairs), "a name stands twice in one object: %s" % ", ".join(name for name, _ in pairs))
    return found


def integer(text):
    demand("digits", len(text))
    return int(text) if len(text) < 400 else refuse(text)


def finite(text):
    demand("digits", len(text))
    need(not isinf(float(text)), "%s is no finite number" % text)
    return float(text)


def refuse(text):
    raise Malformed("%s is no number of JSON" % text)


def read(name):
    """What stands in a file, as far as nothing in it is too large to be looked at, and its text."""
    demand("bytes", os.path.getsize(name))
    with open(name, "rb") as file:
        text = file.read()
    weigh_text(text)
    hooks = dict(object_pairs_hook=without_repeats, parse_constant=refuse, parse_float=finite, parse_int=integer)
    value = json.loads(text.decode("utf-8"), **hooks)
    need(isinstance(value, dict), "it is no object")
    return value, text


def plainly(value):
    """The one text without white space that JSON.stringify writes for what it has read."""
    text = json.dumps(in_order(value), ensure_ascii=False, separators=(",", ":"))
    return re.sub("[\ud800-\udfff]", lambda half: "\\u%04x" % ord(half.group()), text).encode("utf-8")


def in_order(value):
    """With the names that are indices first, as JavaScript has them."""
    if isinstance(value, list):
        return list(map(in_order, value))
    return {key: in_order(value[key]) for key in sorted(value, key=place)} if isinstance(value, dict) else value


def place(key):
    return min(int(key) if re.fullmatch("0|[1-9][0-9]{0,9}", key) else 2**32, 2**32 - 1)


def demand_evidence(evidence):
    need(evidence.get("format") == "attention-assay/evidence", "its format is not attention-assay/evidence")
    need(evidence.get("version") == 2, "its version is %s, not 2" % brief(evidence.get("version")))
    need(isinstance(evidence.get("claims"), list), "it has no claims")
    run = evidence.get("run")
    for claims in (evidence["claims"], run.get("selected") if isinstance(run, dict) else None):
        demand("claims", len(claims) if isinstance(claims, list) else 0)


def certificates_in(node):
    """(where it stands, the object that holds it, certificate), from the first to the last."""
    found, left, seen = [], [((), node)], 1
    while left:
        path, here = left.pop()
        if isinstance(here, dict) and "certificate" in here and "certificate" not in path:
            found.append((path, here, here["certificate"]))
        parts = list(here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ())
        seen += len(parts)
        demand("claimParts", seen)
        for key, part in reversed(parts):
            if isinstance(part, (dict, list)):
                left.append(((*path, key), part))
            elif isinstance(part, str):
                demand("text", len(part))
    return found


VARIANTS = dict(controls="control", ablations="ablation", mutants="mutant")
STATED = dict(id=str, kind=str, subject=(str, list), verdict=dict, witnesses=list, **dict.fromkeys(VARIANTS, list))


def missing(claim):
    """The parts of the evidence of a claim that have to have a certificate and have none, by what they are."""
    need(isinstance(claim, dict) and isinstance(claim.get("id"), str), "a claim has no id")
    if "error" in claim:  # its predicate threw: there is no verdict
        return
    for key, kind in STATED.items():
        need(isinstance(claim.get(key), kind), "the evidence of %s has no %s" % (claim.get("id"), key))
    reals = claim["verdict"].get("reals")
    need(isinstance(reals, dict) and isinstance(reals.get("status"), str), "%s has no verdict" % claim["id"])
    if claim["kind"] == "probability":  # is decided by no single case
        return
    counterexample, witnesses = claim.get("counterexample"), claim["witnesses"]
    variants = [(name, part) for key, name in VARIANTS.items() for part in claim[key]]
    everything = [*witnesses, *(part for _, part in variants), *([counterexample] if counterexample else [])]
    need(all(isinstance(part, dict) for part in everything), "a part of the evidence of %s is no object" % claim["id"])
    walked, kills = walks_of(claim)
    refuted = reals["status"] == "refuted" or (counterexample and counterexample.get("reading") != "float32")
    if refuted and "certificate" not in (counterexample or walked or {}):
        yield "counterexample"
    if walked is not None and "certificate" not in walked:
        yield "counterexample of a walk"
    for name, kill in kills:
        if "certificate" not in kill:
            yield 'mutant "%s", killed by a walk' % name
    subjects = [claim["subject"]] if isinstance(claim["subject"], str) else claim["subject"]
    having = [part.get("subject") for part in witnesses if "certificate" in part]
    proved = claim["kind"] == "exists" and reals["status"] == "proved"
    named = subjects if proved else [part.get("subject") for part in witnesses]
    yield from ("witness of %s" % subject for subject in named if subject not in having)
    for name, part in variants:
        need(isinstance(part.get("refuted"), bool), "a %s of %s is neither refuted nor not" % (name, claim["id"]))
        if part["refuted"] and "certificate" not in part:
            yield '%s "%s"' % (name, part.get("name"))


def walks_of(claim):
    """The counterexample to which a walk led, or None, and the mutants by name with the cases of walks that kill them."""
    search = claim.get("search")
    if search is None:
        return None, []
    whole = isinstance(search, dict) and isinstance(search.get("mutants"), list)
    mutants = search["mutants"] if whole else [None]
    whole = whole and all(isinstance(mutant, dict) and isinstance(mutant.get("name"), str) for mutant in mutants)
    need(whole, "the evidence of %s has no search" % claim["id"])
    kills = [(mutant["name"], mutant.get("kill")) for mutant in mutants if mutant.get("kill") is not None]
    walked = search.get("counterexample")
    parts = [kill for _, kill in kills] + ([] if walked is None else [walked])
    need(all(isinstance(part, dict) for part in parts), "a part of the evidence of %s is no object" % claim["id"])
    return walked, kills


def place_of(claim, path):
    """The kind of case that stands at a path in the evidence of a claim, and its variant; None where none may stand."""
    if path in (("counterexample",), ("search", "counterexample")):
        return "counterexample", None
    if len(path) == 2 and path[0] in ("witnesses", *VARIANTS):
        return path[0], claim[path[0]][path[1]].get("name") if path[0] in VARIANTS else None
    if len(path) == 4 and path[:2] == ("search", "mutants") and path[3] == "kill":
        return "mutants", claim["search"]["mutants"][path[2]].get("name")
    return None


def misplaced(claim, path, holder, certificate):
    """What a certificate says otherwise than the evidence around it."""
    place = place_of(claim, path)
    if place is None:
        yield "no certificate belongs at %s" % ".".join(map(str, path))
        return
    kind, variant = place
    if claim.get("kind") == "probability":
        yield "it is about a probability, which no single case decides"
    if kind == "witnesses" and claim.get("kind") != "exists":
        yield "it is a witness, and the claim is about all cases"
    program = certificate.get("program")
    obstructed = isinstance(program, dict) and "obstruction" in program
    if kind != "witnesses" and claim.get("kind") == "exists" and not obstructed:
        yield "something is claimed to exist, and the program has no obstruction to that"
    if holder.get("reading", "reals") != "reals":
        yield "it is about the reals, and stands beside a case of the other reading"
    if path[0] in VARIANTS and holder.get("refuted") is not True:
        yield "what it refutes is said to stand"
    if certificate.get("claim") != claim.get("id"):
        yield "it is a certificate of %s" % brief(certificate.get("claim"))
    if certificate.get("says") != ("satisfied" if kind == "witnesses" else "violated"):
        yield "it says %s, which is not what it stands for" % brief(certificate.get("says"))
    if certificate.get("variant") != variant:
        yield "it is about the variant %s" % brief(certificate.get("variant"))
    if "subject" in holder and certificate.get("subject") != holder["subject"]:
        yield "it is about the subject %s" % brief(certificate.get("subject"))
    if "shrunk" in holder and certificate.get("inputs") != holder["shrunk"]:
        yield "its inputs are not those of the case beside it"


def brief(value):
    return str(value)[:60]


def visible(text):
    """Text of a file in one line, with what a terminal obeys, or what reorders it, as an escape."""
    return "".join(c if is_shown(c) else "\\u%04x" % ord(c) for c in text)


def is_shown(character):
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def say(text, file=None):
    print(visible(text if len(text) <= 2000 else text[:2000] + " ..."), file=file, flush=True)


class Count:
    """What became of the certificates of all files."""

    certificates = wrong = absent = unread = refused = 0


def audit_claim(count, number, claim, before):
    """Prints what is wrong in the evidence of a claim. @param before how many certificates earlier files had"""
    name = claim["id"] if isinstance(claim, dict) and isinstance(claim.get("id"), str) else "claims[%d]" % number
    try:
        for part in missing(claim):
            count.absent += 1
            say("WRONG %s %s: it has to have a certificate, and has none" % (name, part))
    except Malformed as reason:
        count.refused += 1
        say("WRONG %s: it is damaged: %s" % (name, reason))
    try:
        found = certificates_in(claim)
    except OverLimit as reason:
        count.refused += 1
        say("WRONG %s %s" % (name, reason))
        return
    for path, holder, certificate in found:
        count.certificates += 1
        demand("certificates", count.certificates - before)
        kind = path[0] if path else ""
        of = [certificate.get(key) for key in ("claim", "variant")] if isinstance(certificate, dict) else [None, None]
        title = " ".join(str(part) for part in (of[0] or name, kind, of[1]) if part)
        if isinstance(claim, dict):
            tell(count, title, certificate, lambda: misplaced(claim, path, holder, certificate))
        else:
            tell(count, title, None, list)


def tell(count, title, certificate, misplacing):
    """Prints what is wrong with a certificate. @param misplacing gives what is wrong with its place"""
    problems = [*misplacing(), *audit(certificate)] if isinstance(certificate, dict) else ["it is no object"]
    count.wrong += bool(problems)
    if problems:
        say("WRONG %s: %s" % (title, "; ".join(problems[:5])))
    else:
        say("ok    %s: %s, %s" % (title, certificate["says"], certificate["decidedBy"]))


def deviation_problems(holder, certificate):
    """What a certificate of a deviation says otherwise than the deviation around it."""
    returned = holder.get("returned")
    infinite = not isinstance(returned, str) or returned.lstrip("-") in ("inf", "nan")
    if certificate.get("claim") != "examined-conforms" or "variant" in certificate:
        yield "it is a certificate of %s" % brief(certificate.get("claim"))
    if certificate.get("says") != ("satisfied" if infinite else "violated"):
        yield "it says %s, which is not what it stands for" % brief(certificate.get("says"))
    inputs = certificate.get("inputs")
    given = inputs.get("returned") if isinstance(inputs, dict) else None
    if not infinite and (not isinstance(given, dict) or given.get("data") != [returned]):
        yield "it is about another number than the one that was returned"


CERTIFICATE = "attention-assay/certificate"


def is_name(value):
    return isinstance(value, str) and value != ""


def is_text(value):
    return isinstance(value, str)


def is_digest(value):
    return isinstance(value, str) and re.fullmatch("sha256:[0-9a-f]{64}", value) is not None


def one_of(*names):
    return lambda value: isinstance(value, str) and value in names


def nullable(fits):
    return lambda value: value is None or fits(value)


def all_names(value):
    return isinstance(value, list) and all(map(is_name, value))


ORIGINS = dict(
    repository=dict(repository=nullable(is_name), commit=nullable(is_name), path=is_name, changed=all_names, outside=all_names),
    package=dict(package=is_name, version=nullable(is_name), path=is_name),
    none={},
    unread=dict(reason=is_name),
)


def origin(value):
    """What stands in an origin of its kind."""
    kind = value.get("kind") if isinstance(value, dict) else None
    return dict(kind=one_of(*ORIGINS), **(ORIGINS.get(kind, {}) if isinstance(kind, str) else {}))


# What stands in a head: of each name whether a value fits, or what stands in it; "?" where it may be left out.
HEAD = {
    "format": one_of(CERTIFICATE),
    "version": whole,
    "producer": dict(tool=is_name, version=is_name, commit=nullable(is_name)),
    "claim": {
        "id": is_name,
        "title": is_name,
        "statement": is_name,
        "source?": {
            "attribution": one_of("published", "reconstructed", "derived", "folklore"),
            "note?": is_text,
            "arxiv?": is_text,
        },
        "sourceHash?": is_digest,
        "origin?": origin,
    },
    "of": one_of("counterexample", "witness", "deviation", *VARIANTS.values()),
    "case?": dict(seed=whole, index=lambda value: whole(value) and value >= 0),
    "evidence": nullable(is_digest),
    "hash": is_digest,
    "certificate": lambda value: isinstance(value, dict),
}


def misfits(value, shape, of=""):
    """What is wrong with the names and values of a head. @param of which part of it"""
    if not isinstance(value, dict):
        yield "%s is no object" % of
        return
    names = {name.rstrip("?") for name in shape}
    yield from ("nobody knows %s" % part(brief(name), of) for name in sorted(set(value) - names))
    for name, fits in shape.items():
        key = name.rstrip("?")
        if key not in value:
            if key == name:
                yield "it lacks %s" % part(key, of)
            continue
        found = fits(value[key]) if callable(fits) else fits
        if isinstance(found, dict):
            yield from misfits(value[key], found, part(key, of))
        elif not found:
            yield "%s is %s" % (part(key, of), brief(value[key]))


def part(key, of):
    return "the %s of %s" % (key, of) if of else "its %s" % key


def audit_alone(count, name, file, text):
    """Prints what is wrong with a certificate that has a head of its own."""
    count.certificates += 1
    tell(count, name, file.get("certificate"), lambda: list(head_problems(file, text)))


def head_problems(file, text):
    """What the head says otherwise than the certificate."""
    if re.sub(rb'("[^"\\]*(?:\\.[^"\\]*)*")|\s+', rb"\1", text) != plainly(file):
        yield "something is written in another way than it has to be"
    damage = list(misfits(file, HEAD))
    if damage:
        yield "its head is damaged: %s" % ", ".join(damage)
        return
    claim, of, certificate = file["claim"], file["of"], file["certificate"]
    if file["hash"] != "sha256:" + sha256(plainly(certificate)).hexdigest():
        yield "its hash is not that of the certificate"
    if claim["id"] != certificate.get("claim"):
        yield "it is about %s, the certificate about %s" % (brief(claim["id"]), brief(certificate.get("claim")))
    if (of in VARIANTS.values()) != ("variant" in certificate):
        yield "it says %s, the certificate is about the variant %s" % (brief(of), brief(certificate.get("variant")))
    if certificate.get("says") not in STANDS[of]:
        yield "it says %s, the certificate %s" % (brief(of), brief(certificate.get("says")))


STANDS = dict(
    counterexample=["violated"],
    witness=["satisfied"],
    deviation=["violated", "satisfied"],
    **{of: ["violated"] for of in VARIANTS.values()},
)


def audit_file(count, name):
    Allowed.start()
    try:
        evidence, text = read(name)
        if evidence.get("format") == CERTIFICATE:
            need(evidence.get("version") == 1, "its version is %s, not 1" % brief(evidence.get("version")))
            audit_alone(count, name, evidence, text)
            return
        demand_evidence(evidence)
        claims = evidence.pop("claims")
        deviating = [each for each in certificates_in(evidence) if each[0] == ("examined", "deviation")]
        outside = [each for each in certificates_in(evidence) if each[0] != ("examined", "deviation")]
        lacking = all(isinstance(claim, dict) and not any(missing_or_damaged(claim)) for claim in claims)
        empty = not outside and not deviating and lacking and not any(map(has_certificates, claims))
        need(not empty, "it holds no certificate, so there is nothing to audit")
    except OverLimit as reason:
        count.refused += 1
        say("WRONG the file %s %s" % (name, reason))
        return
    except MemoryError:
        count.refused += 1
        say("WRONG the file %s needs more memory than there is" % name)
        return
    except (OSError, ValueError, RecursionError, Malformed) as reason:
        count.unread += 1
        say("%s is no evidence to audit: %s" % (name, reason), file=sys.stderr)
        return
    for path, _, _ in outside:
        count.refused += 1
        say("WRONG no certificate belongs at %s" % ".".join(map(str, path)))
    before = count.certificates
    try:
        for _, holder, certificate in deviating:
            count.certificates += 1
            tell(count, "the deviation of what was examined", certificate, lambda: deviation_problems(holder, certificate))
        for number, claim in enumerate(claims):
            audit_claim(count, number, claim, before)
    except OverLimit as reason:
        count.refused += 1
        say("WRONG the file %s %s" % (name, reason))


def has_certificates(claim):
    try:
        return certificates_in(claim)
    except OverLimit:
        return True


def missing_or_damaged(claim):
    try:
        yield from missing(claim)
    except Malformed as reason:
        yield str(reason)


def options_of(arguments):
    """(the factor of --work, the files), or None where they are no such thing."""
    if arguments[:1] == ["--work"]:
        factor = arguments[1] if len(arguments) > 1 else ""
        if not re.fullmatch("[1-9][0-9]{0,8}", factor):
            return None
        return int(factor), arguments[2:]
    return 1, arguments


def main(arguments):
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    Allowed.factor, files = options_of(arguments) or (1, [])
    if not files or any(name.startswith("-") for name in files):
        print("usage: python ci/audit-certificates.py [--work N] FILE [...]", file=sys.stderr)
        return 2
    count = Count()
    for name in files:
        audit_file(count, name)
    more = ", %d missing" % count.absent if count.absent else ""
    more += ", %d more things wrong" % count.refused if count.refused else ""
    say("%d certificates, %d wrong%s" % (count.certificates, count.wrong, more))
    return 2 if count.unread else 1 if count.wrong or count.absent or count.refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
