"""What `serve` makes of questions, over real pipes."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

PYTHON = str(Path(__file__).resolve().parents[1])
sys.path.insert(0, PYTHON)

from attention_assay import _wire

HELLO = {"type": "hello", "protocol": 1, "declared": {}}


def converse(program, *messages, variables={}):
    """Sends all, and gives the headers and arrays that come, and standard error."""
    questions = b"".join(json.dumps(header).encode() + b"\n" + b"".join(bodies) for header, bodies in messages)
    command = [sys.executable, "-c", "import sys; sys.path.insert(0, %r)\n%s" % (PYTHON, program)]
    done = subprocess.run(command, input=questions, capture_output=True, env={"PATH": "", "PYTHONUNBUFFERED": "1", **variables})
    answers, rest = [], done.stdout
    while rest:
        line, rest = rest.split(b"\n", 1)
        header, arrays = json.loads(line), {}
        for each in header.get("arrays", []):
            arrays[each["name"]], rest = (each, rest[: each["bytes"]]), rest[each["bytes"] :]
        answers.append((header, arrays))
    return answers, done.stderr.decode(), done.returncode


def batch(dtype="float32", number=1):
    numbers = np.array([[[1, 2]]], {"float32": "<f4", "float16": "<f2", "bfloat16": "<f4"}[dtype])
    if dtype == "bfloat16":
        numbers = (numbers.view("<u4") >> 16).astype("<u2")
    described = [{"name": name, "dtype": dtype, "shape": [1, 1, 2], "bytes": numbers.nbytes} for name in "qkv"]
    return {"type": "batch", "id": number, "arrays": described}, [numbers.tobytes()] * 3


def served(function, *more, **options):
    given = "".join(", %s=%r" % each for each in options.items())
    return "import numpy as np\nfrom attention_assay import serve\n%s\nserve(fn%s)" % ("\n".join([*more, function]), given)


def test_it_introduces_itself_and_ends_with_who_asks():
    answers, said, code = converse(served("def fn(q, k, v): return v", version="3", device="abacus"), (HELLO, []), batch())
    assert answers[0][0] == {"type": "hello", "protocol": 1, "name": "fn", "version": "3", "device": "abacus", "gives": ["output"]}
    header, arrays = answers[1]
    assert (header["type"], header["id"]) == ("answer", 1)
    assert np.frombuffer(arrays["output"][1], "<f4").tolist() == [1, 2]
    assert (said, code) == ("", 0)


@pytest.mark.parametrize("variables", [{}, {"ATTENTION_ASSAY_SERVES": "1"}])
def test_nothing_that_is_printed_reaches_the_answers(variables):
    noise = "def fn(q, k, v):\n    print('within')\n    os.write(1, b'raw')\n    os.system('echo child')\n    return v"
    answers, said, code = converse(served(noise, "import os"), (HELLO, []), batch(), variables={"PATH": "/bin:/usr/bin", **variables})
    assert [header["type"] for header, _ in answers] == ["hello", "answer"]
    assert all(each in said for each in ("within", "raw", "child"))
    assert code == 0


def test_what_is_printed_between_the_import_and_serving_does_not_either():
    program = served("def fn(q, k, v): return v", "print('loading')")
    answers, said, _ = converse(program, (HELLO, []), variables={"ATTENTION_ASSAY_SERVES": "1"})
    assert [header["type"] for header, _ in answers] == ["hello"]
    assert "loading" in said


def test_the_function_reads_an_empty_input():
    answers, _, _ = converse(served("def fn(q, k, v): return v + len(sys.stdin.read())", "import sys"), (HELLO, []), batch(), batch(number=2))
    assert [header["id"] for header, _ in answers[1:]] == [1, 2]
    assert np.frombuffer(answers[1][1]["output"][1], "<f4").tolist() == [1, 2]


def test_formats():
    without = "sys.modules['ml_dtypes'] = None\n"
    program = without + served("def fn(q, k, v):\n    print(q.dtype, q.tolist())\n    return v")
    answers, said, _ = converse(program, (HELLO, []), batch("float16"), batch("bfloat16"))
    assert said.splitlines() == ["float16 [[[1.0, 2.0]]]", "float32 [[[1.0, 2.0]]]"]
    assert [answers[at][1]["output"][0]["dtype"] for at in (1, 2)] == ["float16", "float32"]


def test_bfloat16_of_ml_dtypes():
    pytest.importorskip("ml_dtypes")
    answers, said, _ = converse(served("def fn(q, k, v):\n    print(q.dtype)\n    return v"), (HELLO, []), batch("bfloat16"))
    assert said == "bfloat16\n"
    described, body = answers[1][1]["output"]
    assert described["dtype"] == "bfloat16"
    assert body == batch("bfloat16")[1][0]


@pytest.mark.parametrize(
    "returned, options, message",
    [
        ("1 / 0", {}, "ZeroDivisionError: division by zero"),
        ("(v, v)", {}, "TypeError: the function returned 2 arrays, and says that it gives output; say gives=('output', 'weights')"),
        ("{'out': v}", {}, "TypeError: the function returned out, and says that it gives output"),
        ("v.astype(int)", {}, "TypeError: output is an array of int64; return float32"),
        ("None", {}, "TypeError: output is an array of object"),
    ],
)
def test_what_fails_is_an_answer_and_the_next_is_given(returned, options, message):
    program = served("calls = []\ndef fn(q, k, v):\n    calls.append(1)\n    return %s if len(calls) == 1 else v" % returned, **options)
    answers, _, code = converse(program, (HELLO, []), batch(), batch(number=2))
    header = answers[1][0]
    assert (header["type"], header["id"]) == ("error", 1)
    assert header["message"].startswith(message)
    assert "Traceback" in header["details"]
    assert (answers[2][0]["type"], code) == ("answer", 0)


@pytest.mark.parametrize("returned", ["(v, np.ones((1, 1, 1, 1)))", "{'weights': np.ones((1, 1, 1, 1)), 'output': v}"])
def test_weights(returned):
    program = served("def fn(q, k, v): return %s" % returned, gives=["output", "weights"])
    answers, _, _ = converse(program, (HELLO, []), batch())
    assert answers[0][0]["gives"] == ["output", "weights"]
    described, body = answers[1][1]["weights"]
    assert (described["dtype"], described["shape"]) == ("float32", [1, 1, 1, 1])
    assert np.frombuffer(body, "<f4").tolist() == [1]


def test_floating_point_warns_of_nothing_and_raises_where_that_was_asked_for():
    overflow = "def fn(q, k, v): return np.float32(3e38) * (q + 9)"
    answers, said, _ = converse(served(overflow), (HELLO, []), batch())
    assert np.frombuffer(answers[1][1]["output"][1], "<f4").tolist() == [np.inf, np.inf]
    assert said == ""
    answers, _, _ = converse(served(overflow, "np.seterr(over='raise')"), (HELLO, []), batch())
    assert answers[1][0]["message"].startswith("FloatingPointError")


@pytest.mark.parametrize("gives", [[], ["outputs"], ["output", "output"], "q"])
def test_what_nobody_can_give(gives):
    _, said, code = converse(served("def fn(q, k, v): return v", gives=gives), (HELLO, []))
    assert "ValueError: gives is" in said
    assert code == 1


@pytest.mark.parametrize("array", [np.arange(6.0).reshape(2, 3).T, np.float32([[1], [2]])[:, 0], np.array(3.0), np.array([1], ">f4")])
def test_arrays_are_row_major_and_little_endian(array):
    described, body = _wire.described_array("a", array)
    assert (described["dtype"], list(described["shape"])) == ("float32", list(array.shape))
    assert np.frombuffer(body.tobytes(), "<f4").reshape(array.shape).tolist() == array.tolist()
