"""Writes two ONNX graphs of softmax attention, one head, into FOLDER: of elementary operations, and of the operator Attention."""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

FOLDER, WIDTH = Path(sys.argv[1]), 16
INPUTS = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["lanes", tokens, WIDTH]) for name, tokens in (("q", "queries"), ("k", "keys"), ("v", "keys"))]
OUTPUT = helper.make_tensor_value_info("output", TensorProto.FLOAT, ["lanes", "queries", WIDTH])


def write(name, nodes, constants, opset):
    graph = helper.make_graph(nodes, name, INPUTS, [OUTPUT], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
    onnx.checker.check_model(model)
    onnx.save(model, FOLDER / (name + ".onnx"))


write(
    "elementary",
    [
        helper.make_node("Transpose", ["k"], ["columns"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["q", "columns"], ["products"]),
        helper.make_node("Div", ["products", "root"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["weights"], axis=-1),
        helper.make_node("MatMul", ["weights", "v"], ["output"]),
    ],
    [helper.make_tensor("root", TensorProto.FLOAT, [], [np.sqrt(np.float32(WIDTH))])],
    17,
)
write("attention", [helper.make_node("Attention", ["q", "k", "v"], ["output"], q_num_heads=1, kv_num_heads=1)], [], 23)
