"""The fixture `assay_examine`: an attention under `assay examine`, within a test."""

import socket
import subprocess
import tempfile

import pytest

from ._answers import answer_all, device_name, name_of
from ._command import assay_command, options, report_of, reproach


class AssayFailure(AssertionError):
    """An attention is not what it says, or lacks a required property. `report` is what `assay examine --json` printed."""

    def __init__(self, message, report):
        super().__init__(message)
        self.report = report


class AssayError(Exception):
    """`assay examine` did not come to a report."""


@pytest.fixture
def assay_examine(request, tmp_path_factory):
    """assay_examine(fn, definition="softmax", causal=True, …): fails the test unless `fn` conforms.

    `fn` is what `attention_assay.serve` takes; so are gives, takes, name, version and device. Options are those of `assay
    examine`, under their names: definition (`--as`), causal (True or "end") or mask, heads (8, or (8, 2)), scale, position,
    precision, accumulate, empty_row, lanes, cases, seed and whatever else it has; and `require`, a list of claims and
    properties that have to hold.

    Returns the report of `assay examine --json` as a dictionary. Raises AssayFailure when the attention does not conform
    or what is required does not hold, AssayError when there is no report. Evidence goes to a temporary folder, or to `out`.
    """
    folder = request.config.rootpath

    def examine(
        fn,
        definition="softmax",
        *,
        causal=False,
        mask=None,
        heads=None,
        require=(),
        gives=("output",),
        takes=None,
        name=None,
        version=None,
        device=None,
        **others,
    ):
        __tracebackhide__ = True
        others.setdefault("out", tmp_path_factory.mktemp("assay"))
        require = [require] if isinstance(require, str) else list(require)
        asked = options(definition, causal, mask, heads, require, others)
        who = (name or name_of(fn), version, device or device_name(), gives, takes)
        code, printed, said = _run(assay_command(folder), asked, lambda source, sink: answer_all(fn, source, sink, *who))
        report = report_of(printed)
        if report is None or code not in (0, 1):
            raise AssayError("assay examine %s ended with exit code %s:\n%s" % (" ".join(asked), code, (said or printed)[-4000:]))
        if code == 1:
            raise AssayFailure(reproach(report, require), report)
        return report

    return examine


def _run(command, asked, answer):
    """Starts `assay examine` and answers what it asks. Gives its exit code and what it wrote to both its streams."""
    with socket.create_server(("127.0.0.1", 0)) as server, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        place = "127.0.0.1:%d" % server.getsockname()[1]
        process = subprocess.Popen(
            [*command, "examine", "--connect", place, *asked, "--json"], stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        try:
            connection = _accepted(server, process)
            if connection is not None:
                with connection, connection.makefile("rb") as source, connection.makefile("wb") as sink:
                    answer(source, sink)
            code = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        return code, _text(out), _text(err)


def _accepted(server, process):
    """The connection; None when the command ended before it made one."""
    server.settimeout(0.2)
    while True:
        try:
            connection, _ = server.accept()
        except socket.timeout:
            if process.poll() is not None:
                return None
            continue
        # On some systems it has the time limit of who accepted it.
        connection.settimeout(None)
        return connection


def _text(file):
    file.seek(0)
    return file.read().decode("utf-8", "replace")
