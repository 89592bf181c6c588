"""Answers the questions of one conversation with a function."""

import platform
import traceback

import numpy as np

from ._wire import PROTOCOL, described_array, read_array, read_line, write

GIVES = ("output", "weights")


def answer_all(fn, source, sink, name, version, device, gives, takes=None):
    """Answers until the other side ends. Errors of `fn` are answers too."""
    gives = _checked(gives)
    while True:
        header = read_line(source)
        if header is None:
            return
        if header["type"] == "hello":
            hello = {"type": "hello", "protocol": PROTOCOL, "name": name, "version": version, "device": device, "gives": gives, "takes": takes}
            write(sink, {key: value for key, value in hello.items() if value is not None})
        elif header["type"] == "batch":
            inputs = {each["name"]: read_array(source, each) for each in header["arrays"]}
            _answer(fn, sink, header["id"], inputs, gives)
        else:
            write(sink, {"type": "error", "id": header.get("id", 0), "message": "there is no %r here" % header["type"]})


def name_of(fn):
    return getattr(fn, "__qualname__", None) or type(fn).__qualname__


def device_name():
    return "%s, Python %s, NumPy %s" % (platform.machine() or "unknown", platform.python_version(), np.__version__)


def _checked(gives):
    gives = [gives] if isinstance(gives, str) else list(gives)
    if not gives or any(each not in GIVES for each in gives) or len(set(gives)) < len(gives):
        raise ValueError("gives is %r; it names what the function returns: 'output', 'weights' or both" % (gives,))
    return gives


def _answer(fn, sink, number, inputs, gives):
    # Inputs that overflow are asked on purpose; who wants to hear of them has set another mode.
    quiet = {kind: "ignore" for kind, mode in np.geterr().items() if mode == "warn"}
    try:
        with np.errstate(**quiet):
            returned = fn(*(inputs[each] for each in ("q", "k", "v", "mask") if each in inputs))
        described = [described_array(name, array) for name, array in _named(returned, gives).items()]
    except Exception as error:
        message = "".join(traceback.format_exception_only(type(error), error)).strip()
        write(sink, {"type": "error", "id": number, "message": message[:10_000], "details": traceback.format_exc()[-20_000:]})
        return
    write(sink, {"type": "answer", "id": number, "arrays": [each for each, _ in described]}, [body for _, body in described])


def _named(returned, gives):
    if isinstance(returned, dict):
        named = returned
    elif isinstance(returned, (tuple, list)):
        if len(returned) != len(gives):
            raise TypeError(
                "the function returned %d arrays, and says that it gives %s; say gives=('output', 'weights') of one that "
                "returns both" % (len(returned), " and ".join(gives))
            )
        named = dict(zip(gives, returned))
    else:
        named = dict(zip(gives[:1], [returned]))
    if set(named) != set(gives):
        raise TypeError("the function returned %s, and says that it gives %s" % (" and ".join(named), " and ".join(gives)))
    return named
