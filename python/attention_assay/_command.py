"""The `assay` command, and what it says."""

import json
import os
import shlex
import shutil
from pathlib import Path


class NotInstalled(Exception):
    """There is no `assay` command."""


def assay_command(folder):
    """How `assay` is started: by the variable ASSAY, else from node_modules here or above, else from the path."""
    if os.environ.get("ASSAY"):
        return shlex.split(os.environ["ASSAY"], posix=os.name != "nt")
    name = "assay.cmd" if os.name == "nt" else "assay"
    for place in (Path(folder), *Path(folder).parents):
        found = place / "node_modules" / ".bin" / name
        if found.exists():
            return [str(found)]
    found = shutil.which("assay")
    if found:
        return [found]
    raise NotInstalled(
        "there is no `assay` command in node_modules of %s or above it, and none on the path: `npm install --save-dev "
        "attention-assay` brings it, or the variable ASSAY says how it is started" % folder
    )


def options(definition, causal, mask, heads, require, others):
    """The options of `assay examine` that say the same. Those that it does not have, it refuses itself."""
    if causal and mask is not None:
        raise ValueError("causal=%r and mask=%r both say which keys a query may use; give one" % (causal, mask))
    if causal:
        mask = "causal" if causal is True else "causal:%s" % causal
    if isinstance(heads, (tuple, list)):
        heads = ":".join(map(str, heads))
    named = {"as": definition, "mask": mask, "heads": heads, **others, "require": ",".join(require) or None}
    # With a sign of equality, for a number may be negative.
    return [
        "--" + name.replace("_", "-") + ("" if value is True else "=%s" % value)
        for name, value in named.items()
        if value is not None and value is not False
    ]


def report_of(text):
    """The report that `assay examine --json` printed; None when it printed none."""
    try:
        report = json.loads(text)
    except ValueError:
        return None
    return report if isinstance(report, dict) and "conforms" in report else None


def reproach(report, required):
    """A report in a few lines, for who reads a failed test."""
    lines = ["%s, as %s: conforms: %s" % (report.get("subject"), report.get("definition"), json.dumps(report["conforms"]))]
    if report.get("diagnosis"):
        lines.append("what explains it: %s" % ", ".join(map(str, report["diagnosis"])))
    if report.get("deviation") is not None:
        lines.append("deviation: %s" % json.dumps(report["deviation"])[:2000])
    for each in report.get("properties", []):
        if isinstance(each, dict) and each.get("claim") in required:
            lines.append("required %s" % ", ".join("%s: %s" % (key, value) for key, value in each.items()))
    return "\n".join(lines)
