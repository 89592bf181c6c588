"""Answers the questions of the benchmark, a line of JSON each."""

import json
import sys
import time


def answer(version, check, **more):
    """Says what this is, then measures `check(tokens, width)`, which checks cases and returns (cases, false alarms)."""
    print(json.dumps({"version": version, **more}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(measured(check, asked["tokens"], asked["width"], asked["seconds"])), flush=True)


def measured(check, tokens, width, seconds):
    # What is compiled, or allocated, for a shape that is new is not measured.
    check(tokens, width)
    looked = alarms = 0
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        cases, false = check(tokens, width)
        looked += cases
        alarms += false
    return {"perSecond": looked / (time.perf_counter() - started), "looked": looked, "alarms": alarms}
