"""Keras' MultiHeadAttention without its projections, which leaves plain softmax attention: HEADS [causal]."""

import functools
import os
import sys

from attention_assay import serve

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
from heads import heads_together

HEADS, CAUSAL = int(sys.argv[1]), "causal" in sys.argv[2:]


@functools.cache
def layer(width, value_width):
    """One whose projections of queries, keys and values, [rows, heads, width], are identities."""
    rows, value_rows = HEADS * width, HEADS * value_width
    attention = keras.layers.MultiHeadAttention(HEADS, width, value_width, use_bias=False, output_shape=value_rows)
    attention.build((None, None, rows), (None, None, value_rows), (None, None, rows))
    sides = {"query": rows, "key": rows, "value": value_rows, "attention_output": value_rows}
    attention.set_weights([np.eye(sides[kernel.path.split("/")[-2]]).reshape(kernel.shape) for kernel in attention.weights])
    # An identity multiplies every other head by 0, which makes NaN of what overflowed there; so it is left out.
    attention._output_dense = lambda heads: heads
    return attention


def multi_head_attention(q, k, v, mask=None):
    attention = layer(q.shape[-1] // HEADS, v.shape[-1] // HEADS)
    output = attention(query=q, key=k, value=v, attention_mask=mask, use_causal_mask=CAUSAL)
    return heads_together(keras.ops.convert_to_numpy(output))


serve(
    multi_head_attention,
    name="Keras MultiHeadAttention",
    version="Keras %s on %s" % (keras.__version__, keras.backend.backend()),
)
