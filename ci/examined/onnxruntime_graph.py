"""A graph of onnx_models.py in ONNX Runtime for Python: MODEL."""

import sys

from attention_assay import serve

import onnxruntime

session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])


def graph(q, k, v):
    return session.run(["output"], {"q": q, "k": k, "v": v})[0]


serve(graph, name="ONNX Runtime", version="ONNX Runtime %s" % onnxruntime.__version__, takes={"fixed": {"width": 16, "valueWidth": 16}})
