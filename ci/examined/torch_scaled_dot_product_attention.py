"""torch.nn.functional.scaled_dot_product_attention: QUERY_HEADS KEY_HEADS [causal] [bfloat16] [math]."""

import sys

from attention_assay import serve

import numpy as np
import torch
from heads import heads_apart, heads_together
from torch.nn.attention import SDPBackend, sdpa_kernel

QUERY_HEADS, KEY_HEADS, WORDS = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
# PyTorch chooses among these; the last is the one that is written as a chain of operations.
KERNELS = [SDPBackend.MATH] if "math" in WORDS else [SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]


def tensor(rows, heads):
    given = torch.from_numpy(np.asarray(rows, np.float32) if "bfloat16" in WORDS else rows)
    return heads_apart(given.bfloat16() if "bfloat16" in WORDS else given, heads).transpose(1, 2)


def scaled_dot_product_attention(q, k, v, mask=None):
    with sdpa_kernel(KERNELS):
        output = torch.nn.functional.scaled_dot_product_attention(
            tensor(q, QUERY_HEADS),
            tensor(k, KEY_HEADS),
            tensor(v, KEY_HEADS),
            attn_mask=None if mask is None else torch.from_numpy(mask)[:, None],
            is_causal="causal" in WORDS,
            enable_gqa=QUERY_HEADS != KEY_HEADS,
        )
    rows = heads_together(output.transpose(1, 2))
    return rows.float() if "bfloat16" in WORDS else rows


serve(scaled_dot_product_attention, name="PyTorch scaled_dot_product_attention", version="PyTorch %s" % torch.__version__)
