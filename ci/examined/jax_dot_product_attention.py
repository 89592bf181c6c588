"""jax.nn.dot_product_attention: QUERY_HEADS KEY_HEADS [causal]."""

import functools
import sys

from attention_assay import serve

import jax
from heads import heads_apart, heads_together

QUERY_HEADS, KEY_HEADS, CAUSAL = int(sys.argv[1]), int(sys.argv[2]), "causal" in sys.argv[3:]


@functools.partial(jax.jit, static_argnames="masked")
def compiled(q, k, v, mask, masked):
    output = jax.nn.dot_product_attention(
        heads_apart(q, QUERY_HEADS),
        heads_apart(k, KEY_HEADS),
        heads_apart(v, KEY_HEADS),
        mask=mask[:, None] if masked else None,
        is_causal=CAUSAL,
    )
    return heads_together(output)


def dot_product_attention(q, k, v, mask=None):
    return compiled(q, k, v, mask, masked=mask is not None)


# It takes values as wide as keys only; of one width each set of extents is compiled once.
serve(
    dot_product_attention,
    name="jax.nn.dot_product_attention",
    version="JAX %s" % jax.__version__,
    takes={"fixed": {"width": 16, "valueWidth": 16}},
)
