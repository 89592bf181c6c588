"""Lines of JSON and raw numbers behind them, over two binary streams: docs/protocol.md."""

import json

import numpy as np

PROTOCOL = 1
LINE = 2**20

try:
    from ml_dtypes import bfloat16
except ImportError:
    bfloat16 = None

_READ = {"float32": np.dtype("<f4"), "float16": np.dtype("<f2"), "bfloat16": np.dtype("<u2"), "uint8": np.dtype("u1")}


class ProtocolError(Exception):
    """The other side does not keep to the protocol."""


def read_line(stream):
    """The next line as a dictionary; None when the other side has ended."""
    line = stream.readline(LINE)
    if not line:
        return None
    try:
        header = json.loads(line)
    except ValueError:
        header = None
    if not isinstance(header, dict) or "type" not in header:
        raise ProtocolError("this is no line of the protocol: %r" % line[:200])
    return header


def read_array(stream, described):
    """The array whose bytes come next.

    uint8, of masks, becomes bool. bfloat16 becomes `ml_dtypes.bfloat16` where that package is installed, and else float32
    with the same numbers.
    """
    dtype = _READ[described["dtype"]]
    array = np.empty(described["shape"], dtype)
    if array.nbytes != described["bytes"]:
        raise ProtocolError("%(name)s of shape %(shape)s in %(dtype)s does not take %(bytes)s bytes" % described)
    into = memoryview(array.reshape(-1).view(np.uint8))
    while len(into) > 0:
        count = stream.readinto(into)
        if not count:
            raise ProtocolError("the other side ended within %s" % described["name"])
        into = into[count:]
    if described["dtype"] == "uint8":
        return array.astype(bool)
    if described["dtype"] == "bfloat16":
        return array.view(bfloat16) if bfloat16 else (array.astype("<u4") << 16).view("<f4")
    return array


def described_array(name, array):
    """How an array is announced, and its bytes.

    float32, float16 and `ml_dtypes.bfloat16` go as they are, float64 is rounded to float32.

    Raises TypeError for other numbers.
    """
    array = np.asarray(array)
    shape, kind = array.shape, array.dtype
    if bfloat16 and kind == bfloat16:
        dtype, array = "bfloat16", array.view(np.uint16)
    elif kind.kind == "f" and kind.itemsize <= 8:
        dtype = "float16" if kind.itemsize == 2 else "float32"
    else:
        raise TypeError("%s is an array of %s; return float32, float16 or bfloat16" % (name, kind))
    with np.errstate(over="ignore"):
        array = np.ascontiguousarray(array, _READ[dtype])
    return {"name": name, "dtype": dtype, "shape": shape, "bytes": array.nbytes}, array.reshape(-1).view(np.uint8)


def write(stream, header, bodies=()):
    stream.write(json.dumps(header).encode() + b"\n")
    for body in bodies:
        stream.write(memoryview(body))
    stream.flush()
