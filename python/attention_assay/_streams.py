"""Standard input and output, kept for questions and answers alone."""

import os
import sys

# `assay examine --command` sets it: then all that is printed after this import already goes elsewhere.
_ASKED = "ATTENTION_ASSAY_SERVES"

_taken = None


def own_streams():
    """Both streams, binary. What else is written to standard output goes to standard error, what else reads finds an end."""
    global _taken
    if _taken is None:
        _taken = _take()
    return _taken


def _take():
    if os.name == "nt":
        import msvcrt

        for each in (0, 1):
            msvcrt.setmode(each, os.O_BINARY)
    source = os.fdopen(os.dup(0), "rb", buffering=2**16)
    sink = os.fdopen(os.dup(1), "wb", buffering=2**16)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    # What was printed before, and still waits in memory.
    sys.stdout.flush()
    return source, sink


# Not in the processes that this one starts.
if os.environ.pop(_ASKED, None):
    own_streams()
