"""What `assay_examine` asks `assay` for, and what it makes of the answer."""

import json
import os
import sys
from pathlib import Path

import pytest

PYTHON = str(Path(__file__).resolve().parents[1])
STAND_IN = str(Path(__file__).with_name("stand_in.py"))
CONFORMS = {"subject": "mean", "definition": "softmax", "conforms": True, "diagnosis": [], "accuracy": {}, "properties": []}

TEST = """
import numpy as np

def mean(q, k, v):
    print("hm")
    return np.repeat(v.mean(1, keepdims=True), q.shape[1], 1)

def test_mine(assay_examine):
    report = assay_examine(mean, %s)
    assert report["conforms"] is True
"""


@pytest.fixture
def examined(pytester, monkeypatch, tmp_path):
    """Runs a test that examines, with a stand-in that does as it is told. Gives the outcome and what the stand-in saw."""
    saw = tmp_path / "saw.json"
    monkeypatch.setenv("ASSAY", '"%s" "%s"' % (sys.executable, STAND_IN) if os.name != "nt" else "%s %s" % (sys.executable, STAND_IN))
    monkeypatch.setenv("STAND_IN_SAW", str(saw))
    monkeypatch.setenv("PYTHONPATH", PYTHON)
    # The plugin may be installed as well.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(told, given=""):
        monkeypatch.setenv("STAND_IN", json.dumps(told))
        pytester.makepyfile(TEST % given)
        result = pytester.runpytest_subprocess("-p", "attention_assay.pytest_plugin", "-p", "no:cacheprovider")
        return result, json.loads(saw.read_text()) if saw.exists() else None

    return run


def test_an_attention_that_conforms_passes(examined):
    result, saw = examined({"report": CONFORMS}, 'causal=True, heads=(8, 2), precision="float16", require=["a", "b"], scale=-0.5, seed=0')
    result.assert_outcomes(passed=1)
    first, second, _, *options = saw["arguments"]
    assert [first, second] == ["examine", "--connect"]
    assert options.pop(-3).startswith("--out=")
    assert options == [
        "--as=softmax",
        "--mask=causal",
        "--heads=8:2",
        "--precision=float16",
        "--scale=-0.5",
        "--seed=0",
        "--require=a,b",
        "--json",
    ]
    assert saw["hello"]["name"] == "mean"
    assert saw["hello"]["gives"] == ["output"]
    assert saw["arrays"] == {"output": [[1, 1, 2], [2.0, 3.0]]}


def test_all_options_have_their_names(examined):
    given = 'definition="linear(elu1)", mask="window:4:end", position="alibi", accumulate="float32", empty_row="zero", cases=9, name="mine", value_width=3, self=True, out="here"'
    _, saw = examined({"report": CONFORMS}, given)
    assert saw["arguments"][3:] == [
        "--as=linear(elu1)",
        "--mask=window:4:end",
        "--position=alibi",
        "--accumulate=float32",
        "--empty-row=zero",
        "--cases=9",
        "--value-width=3",
        "--self",
        "--out=here",
        "--json",
    ]
    assert saw["hello"]["name"] == "mine"
    assert examined({"report": CONFORMS}, 'causal="end"')[1]["arguments"][4] == "--mask=causal:end"


def test_one_that_does_not_fails_with_what_explains_it(examined):
    report = dict(
        CONFORMS,
        conforms=False,
        diagnosis=["no shift by the maximum"],
        deviation={"entry": 3},
        properties=[{"claim": "finite", "returned": "refuted"}, {"claim": "other", "returned": "refuted"}],
    )
    result, _ = examined({"report": report, "code": 1}, 'require="finite"')
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*AssayFailure: mean, as softmax: conforms: false", "*what explains it: no shift by the maximum"])
    result.stdout.fnmatch_lines(['*deviation: {"entry": 3}', "*required claim: finite, returned: refuted"])
    result.stdout.no_fnmatch_line("*claim: other*")


@pytest.mark.parametrize(
    "told, said",
    [
        ({"code": 2, "silent": True}, "*AssayError: assay examine --as=softmax --out=* ended with exit code 2:*"),
        ({"code": 0, "silent": True}, "*AssayError: *ended with exit code 0*"),
        ({"code": 1}, "*AssayError: *ended with exit code 1*"),
        ({"code": 0, "report": [1]}, "*AssayError: *"),
    ],
)
def test_a_command_without_a_report_is_an_error(examined, told, said):
    result, _ = examined(told)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([said])
    result.stdout.fnmatch_lines(["*Engine cpu*"])


def test_exceptions_of_the_function_are_answers(examined):
    _, saw = examined({"report": CONFORMS}, "gives=('output', 'weights')")
    assert saw["answer"]["type"] == "error"
    assert saw["answer"]["message"] == "TypeError: the function returned output, and says that it gives output and weights"


def test_two_masks_are_refused(examined):
    result, saw = examined({"report": CONFORMS}, 'causal=True, mask="none"')
    result.stdout.fnmatch_lines(["*ValueError: causal=True and mask='none' both say which keys*"])
    assert saw is None


def test_without_the_command_it_is_said_how_to_get_it(examined, monkeypatch):
    monkeypatch.delenv("ASSAY")
    monkeypatch.setenv("PATH", "")
    result, _ = examined({})
    result.stdout.fnmatch_lines(["*NotInstalled: there is no `assay` command*npm install --save-dev attention-assay*"])


def test_the_command_of_the_project_is_found(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(PYTHON)
    monkeypatch.delenv("ASSAY", raising=False)
    from attention_assay._command import assay_command

    name = "assay.cmd" if os.name == "nt" else "assay"
    command = tmp_path / "node_modules" / ".bin" / name
    command.parent.mkdir(parents=True)
    command.write_text("")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert assay_command(inner) == [str(command)]
