"""Nothing is asked of the network, and no other program is started, while articles are checked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Runs before anything of the program is imported, in a process of its own.
GUARD = """
import os, socket, subprocess, sys

def refuse(*arguments, **options):
    os.write(2, b"BLOCKED " + repr(arguments[:2]).encode() + b"\\n")
    os._exit(99)

class Refused(socket.socket):
    # bind stays: urllib3 binds ::1 on import to see whether there is IPv6, and sends nothing.
    connect = connect_ex = sendto = sendmsg = refuse

socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
subprocess.Popen.__init__ = refuse
os.system = os.posix_spawn = refuse
if len(sys.argv) > 1 and sys.argv[1] == "connect":
    import urllib.request
    urllib.request.urlopen("http://127.0.0.1:9/")
from mtcheck.cli import main
main(sys.argv[1:])
"""


def guarded(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GUARD, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_guard_guards(tmp_path: Path) -> None:
    done = guarded("connect", cwd=tmp_path)
    assert done.returncode == 99
    assert "BLOCKED" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--format", "json", "--exit-zero", "--no-cache", "spun.txt", "page.html", "a.md"],
        ["fix", "--diff", "--unsafe", "spun.txt"],
        ["report", "spun.txt", "-o", "report.html"],
        ["explain", "LAY003"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_commands_stay_offline(seeds: Path, tmp_path: Path, arguments: list[str]) -> None:
    text = (seeds / "garbled" / "spun-fisheries-summit.txt").read_text(encoding="utf-8")
    (tmp_path / "spun.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.md").write_text(f"# Head\n\n{text}\n![x](http://127.0.0.1:9/x.png)\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    (tmp_path / "page.html").write_text(
        f'<html><head><link rel="stylesheet" href="http://127.0.0.1:9/a.css"></head>'
        f"<body><article>{paragraphs}</article></body></html>"
    )
    done = guarded(*arguments, cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert "BLOCKED" not in done.stderr


@pytest.mark.model
def test_libraries_keep_no_diary_of_their_own(seeds: Path, tmp_path: Path) -> None:
    """onnxruntime's reports leave from native code, which no guard in Python can stop."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ORT_", "XDG_"))}
    article = seeds / "garbled" / "spun-fisheries-summit.txt"
    command = [sys.executable, "-m", "mtcheck", "check", "--no-cache", "--exit-zero", str(article)]
    subprocess.run(command, env=environment | {"HOME": str(home)}, check=True, capture_output=True)
    assert list(home.rglob("*")) == []
