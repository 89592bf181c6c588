"""An attention as a process that `assay examine --command` starts."""

from ._answers import answer_all, device_name, name_of
from ._streams import own_streams


def serve(fn, *, name=None, version=None, device=None, gives=("output",), takes=None):
    """Answers `assay examine --command "python3 this_file.py"` with `fn` until it is done.

    fn(q, k, v), or fn(q, k, v, mask) where a mask is given, gets NumPy arrays of a batch of lanes:

    - q [lanes, queries, heads * width], k [lanes, keys, key heads * width], v [lanes, keys, key heads * value width],
      where a row holds its heads one after the other; float32, or what `--precision` says: float16, bfloat16 (of
      `ml_dtypes` where that is installed, else float32 with numbers that bfloat16 has);
    - mask [lanes, queries, keys], bool, True where the query may use the key.

    It returns the output [lanes, queries, heads * value width]. One that has weights [lanes, heads, queries, keys] too
    returns (output, weights), or a dictionary, and says gives=("output", "weights"). Arrays may be of float32, float16 or
    bfloat16, or whatever `numpy.asarray` makes such an array of; float64 is rounded to float32.

    One that does not take every extent says takes={"selfOnly": True}, of as many queries as keys, or which are always the
    same: takes={"fixed": {"queries": 1, "keys": 64, "width": 16, "valueWidth": 16}}, or some of these.

    What is printed once this package is imported goes to standard error, and exceptions of the function to whoever asks.

    name, version, device: what it is called in reports, and where it computes.
    """
    source, sink = own_streams()
    try:
        answer_all(fn, source, sink, name or name_of(fn), version, device or device_name(), gives, takes)
    except BrokenPipeError:
        # Who asked is gone; nobody is left to tell.
        pass
