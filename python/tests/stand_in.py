"""Stands in for the `assay` command: asks one batch as docs/protocol.md says, and prints what it was told to.

STAND_IN is JSON: "report" to print, "code" to end with, "silent" to end before it connects. What it was called with and
what came back go to the file STAND_IN_SAW.
"""

import json
import os
import socket
import struct
import sys

told = json.loads(os.environ["STAND_IN"])
saw = {"arguments": sys.argv[1:]}


def conversation():
    host, port = sys.argv[sys.argv.index("--connect") + 1].split(":")
    with socket.create_connection((host, int(port))) as connection:
        stream = connection.makefile("rwb")

        def ask(header, *bodies):
            stream.write(json.dumps(header).encode() + b"\n" + b"".join(bodies))
            stream.flush()
            answer = json.loads(stream.readline())
            arrays = {}
            for each in answer.get("arrays", []):
                assert each["dtype"] == "float32"
                arrays[each["name"]] = [each["shape"], list(struct.unpack("<%df" % (each["bytes"] // 4), stream.read(each["bytes"])))]
            return answer, arrays

        saw["hello"], _ = ask({"type": "hello", "protocol": 1, "declared": {}})
        arrays = {"q": [1, 1, 2], "k": [1, 2, 2], "v": [1, 2, 2]}
        numbers = {"q": [0, 0], "k": [1, 2, 3, 4], "v": [1, 2, 3, 4]}
        described = [
            {"name": name, "dtype": "float32", "shape": shape, "bytes": 4 * len(numbers[name])} for name, shape in arrays.items()
        ]
        bodies = [struct.pack("<%df" % len(each), *each) for each in numbers.values()]
        saw["answer"], saw["arrays"] = ask({"type": "batch", "id": 1, "arrays": described}, *bodies)


if not told.get("silent"):
    conversation()
with open(os.environ["STAND_IN_SAW"], "w") as file:
    json.dump(saw, file)
print("Engine cpu", file=sys.stderr)
if "report" in told:
    print(json.dumps(told["report"]))
sys.exit(told.get("code", 0))
