"""Row order of softmax, vectorised, in float32: for comparison of speed only, since it decides nothing soundly.

Prints one line of JSON: cases a second at both shapes, and nanoseconds for a standard normal number.
"""

import json
import time

import numpy as np

random = np.random.default_rng(1)


def batch(lanes, tokens, width):
    q = random.standard_normal((lanes, 1, width), dtype=np.float32)
    k = random.standard_normal((lanes, tokens, width), dtype=np.float32)
    s = (q @ k.transpose(0, 2, 1))[:, 0]
    e = np.exp(s - s.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    order = np.argsort(s, axis=1)
    return (np.diff(np.take_along_axis(p, order, 1), axis=1) > 0).all(1).sum()


def rate(lanes, rounds, *shape):
    batch(lanes, *shape)
    started = time.perf_counter()
    for _ in range(rounds):
        batch(lanes, *shape)
    return rounds * lanes / (time.perf_counter() - started)


def normals(count=4_000_000):
    started = time.perf_counter()
    random.standard_normal(count)
    return 1e9 * (time.perf_counter() - started) / count


normals()
print(json.dumps({"small": rate(4096, 80, 16, 8), "large": rate(512, 16, 128, 64), "normal": min(normals() for _ in range(3))}))
