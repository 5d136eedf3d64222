"""What the README shows is what the command prints."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT, Program
from tests.networks import NEEDS_SHIPPED

pytestmark = NEEDS_SHIPPED
_EXAMPLE = re.compile(
    r"^    mtcheck (check seeds/\S+)\n\n```text\n(.*?)\n\n  …\n```$", re.MULTILINE | re.DOTALL
)
_FINDING = re.compile(
    r"^    (\d+:\d+) (\S+ \S+) \w+ (\d+)%:(?:(?!^    \d).)*?suggestion\s+\d+%\s+(\w+)",
    re.MULTILINE | re.DOTALL,
)
_SURE = 50
"""Per cent from which a finding stays one, and of its kind, on another kind of processor."""


def test_the_example_is_real(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    example = _EXAMPLE.search((ROOT / "README.md").read_text("utf-8"))
    assert example is not None
    monkeypatch.chdir(ROOT)
    printed = program(*example[1].split(), "--no-cache").out
    shown, now = (
        {(place, rule, safety) for place, rule, sure, safety in found if int(sure) >= least}
        for found, least in (
            (_FINDING.findall(example[2]), _SURE),
            (_FINDING.findall(printed), _SURE - 10),
        )
    )
    assert len(shown) == 2
    assert shown <= now
    assert printed.split(" (")[0] == example[2].split(" (")[0]
