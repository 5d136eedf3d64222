"""write-good, a linter of style in JavaScript, kept running in one Node process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bench.peers.base import Mark, Peer, UnavailableError

_SCRIPT = """
const check = require('write-good');
const version = require('write-good/package.json').version;
const lines = require('readline').createInterface({input: process.stdin});
console.log(JSON.stringify(version));
lines.on('line', line => console.log(JSON.stringify(check(JSON.parse(line)))));
"""


class WriteGood(Peer):
    name = "write-good"
    about = "passive voice, weasel words, wordiness"

    def __init__(self) -> None:
        node = shutil.which("node")
        if node is None:
            raise UnavailableError("install Node.js")
        self._node = subprocess.Popen(
            [node, "-e", _SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        line = self._read()
        if not line:
            self.close()
            raise UnavailableError("npm install write-good, and NODE_PATH set to its node_modules")
        self.version = json.loads(line)

    def marks(self, text: str) -> Iterator[Mark]:
        assert self._node.stdin is not None
        self._node.stdin.write(json.dumps(text) + "\n")
        self._node.stdin.flush()
        units = text.encode("utf-16-le")
        for found in json.loads(self._read()):
            # JavaScript counts UTF-16 units.
            start = len(units[: 2 * found["index"]].decode("utf-16-le", "replace"))
            last = 2 * (found["index"] + found["offset"])
            yield Mark(start, len(units[:last].decode("utf-16-le", "replace")))

    def _read(self) -> str:
        assert self._node.stdout is not None
        return self._node.stdout.readline()

    def seconds(self) -> float:
        """Processor time of Node and of this process, where /proc tells the former."""
        stat = Path(f"/proc/{self._node.pid}/stat")
        if not stat.exists():
            return time.perf_counter()
        fields = stat.read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])  # utime and stime, see proc(5)
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        for stream in (self._node.stdin, self._node.stdout):
            if stream is not None:
                stream.close()
        self._node.wait()
