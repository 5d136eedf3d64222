"""A report is whole or not there, and memory does not grow with the number of articles."""

from __future__ import annotations

import stat
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtcheck.errors import UsageError
from mtcheck.report import write_report
from mtcheck.result import Document
from tests.report.texts import clean, document, finding, spun


def failing() -> Iterator[Document]:
    yield spun()
    raise RuntimeError("in the middle")


def test_an_older_report_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("older")
    with pytest.raises(RuntimeError):
        write_report(failing(), target)
    assert target.read_text() == "older"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_left_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mtcheck.report.html.Html.write", full)
    with pytest.raises(UsageError, match="No space"):
        write_report([spun()], tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("older")
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write_report([clean()], link)
    assert link.is_symlink()
    assert real.read_text().startswith("# Correction report")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["report", "report.pdf", "report.txt"])
def test_other_suffixes_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.csv, \.htm, \.html, \.json, \.markdown, \.md"):
        write_report([], tmp_path / name)


def test_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        write_report([], tmp_path / "a.md")
    with pytest.raises(UsageError, match="no such folder"):
        write_report([], tmp_path / "missing" / "a.md")


def long_articles(number: int) -> Iterator[Document]:
    text = "The lodge was full of visitors that day. " * 100
    for index in range(number):
        yield document(f"site{index % 7}/{index}.txt", text, [finding(text, "lodge", "hotel")])


def test_memory_is_for_one_article(tmp_path: Path) -> None:
    peaks, sizes = [], []
    target = tmp_path / "report.html"
    for number in (2, 2, 14):  # the first run compiles the templates
        tracemalloc.start()
        write_report(long_articles(number), target)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        sizes.append(target.stat().st_size)
    # What is kept of an article is a row of numbers, whatever the length of its section.
    assert peaks[2] - peaks[1] < 0.3 * (sizes[2] - sizes[1])
