"""Row order of softmax by Hypothesis over NumPy arrays, a case at a time, in float32: decides nothing soundly."""

import hypothesis
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import floats

from answer import answer

EXAMPLES = 50


def numbers(*shape):
    return arrays(np.float32, shape, elements=floats(-4, 4, width=32))


def check(tokens, width):
    alarms = cases = 0

    # A violation does not end it, as it would in use: it is an alarm, and a false one, since the claim is a theorem.
    @settings(max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(numbers(width), numbers(tokens, width))
    def row_order(q, k):
        nonlocal alarms, cases
        s = k @ q
        e = np.exp(s - s.max())
        p = e / e.sum()
        cases += 1
        alarms += bool(((s[:, None] > s) & (p[:, None] <= p)).any())

    row_order()
    return cases, alarms


answer(f"Hypothesis {hypothesis.__version__}, NumPy {np.__version__}", check)
