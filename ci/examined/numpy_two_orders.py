"""Softmax attention in NumPy, by matrix products (all-at-once) or key by key with a running maximum (key-by-key)."""

import sys

from attention_assay import serve

import numpy as np

ORDER = sys.argv[1]


def all_at_once(q, k, v):
    scores = q @ k.transpose(0, 2, 1) / np.sqrt(np.float32(q.shape[-1]))
    exponentials = np.exp(scores - scores.max(-1, keepdims=True))
    return exponentials / exponentials.sum(-1, keepdims=True) @ v


def key_by_key(q, k, v):
    scaled = q * (np.float32(1) / np.sqrt(np.float32(q.shape[-1])))
    lanes, queries, _ = q.shape
    highest = np.full((lanes, queries, 1), -np.inf, np.float32)
    total = np.zeros((lanes, queries, 1), np.float32)
    collected = np.zeros((lanes, queries, v.shape[-1]), np.float32)
    # From the last key to the first, whose sums the other order begins with.
    for key in reversed(range(k.shape[1])):
        score = np.zeros((lanes, queries), np.float32)
        for entry in range(q.shape[-1]):
            score += scaled[:, :, entry] * k[:, key, None, entry]
        higher = np.maximum(highest, score[..., None])
        kept, added = np.exp(highest - higher), np.exp(score[..., None] - higher)
        total = total * kept + added
        collected = collected * kept + added * v[:, key, None, :]
        highest = higher
    return collected / total


serve({"all-at-once": all_at_once, "key-by-key": key_by_key}[ORDER], name="NumPy, %s" % ORDER, version="NumPy %s" % np.__version__)
