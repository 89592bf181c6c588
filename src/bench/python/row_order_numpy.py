"""Row order of softmax, vectorised, in float32, on Gaussian numbers: decides nothing soundly."""

import time

import numpy as np

from answer import answer

random = np.random.default_rng(1)

LANES = {16: 4096, 128: 512}


def check(tokens, width):
    lanes = LANES[tokens]
    q = random.standard_normal((lanes, 1, width), dtype=np.float32)
    k = random.standard_normal((lanes, tokens, width), dtype=np.float32)
    s = (q @ k.transpose(0, 2, 1))[:, 0]
    e = np.exp(s - s.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    order = np.argsort(s, axis=1)
    in_order = (np.diff(np.take_along_axis(p, order, 1), axis=1) > 0).all(1)
    return lanes, int(lanes - in_order.sum())


def normal_time(count=4_000_000):
    """Nanoseconds for a standard normal number."""
    started = time.perf_counter()
    random.standard_normal(count)
    return 1e9 * (time.perf_counter() - started) / count


normal_time()
answer(f"NumPy {np.__version__}", check, normal=min(normal_time() for _ in range(3)))
