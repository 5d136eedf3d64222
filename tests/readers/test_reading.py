"""From bytes to text: encodings, byte order marks, and inputs that are refused in one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given

from mtcheck.errors import InputError
from mtcheck.readers import expand, read_bytes, read_path
from mtcheck.result import Failure
from mtcheck.settings import Settings
from tests.texts import texts

TEXT = "Naïve 😀 cafe\u0301.\r\nSecond line."


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_byte_order_marks_tell_the_encoding(encoding: str, expected: str, name: str) -> None:
    article = read_bytes(TEXT.encode(encoding), name, Settings())
    assert article.text == TEXT
    assert article.encoding == expected


def test_big_endian_mark() -> None:
    article = read_bytes(b"\xfe\xff" + "hello".encode("utf-16-be"), "a.txt", Settings())
    assert article.text == "hello"


def test_a_given_encoding_is_used() -> None:
    settings = Settings(encoding="cp1252")
    assert read_bytes("café “so”".encode("cp1252"), "a.txt", settings).text == "café “so”"


@pytest.mark.parametrize(
    ("data", "settings", "reason"),
    [
        (b"", Settings(), "empty"),
        (b" \r\n\t\n", Settings(), "empty"),
        (b"\xef\xbb\xbf", Settings(), "empty"),
        (b"\x7fELF\0\0\1", Settings(), "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Settings(), "binary"),
        ("a café".encode("latin-1"), Settings(), r"not UTF-8: byte 5 \(0xe9\).*--encoding"),
        (b"\xff\xfea", Settings(), "not UTF-16"),
        (b"abc", Settings(encoding="klingon"), "unknown encoding 'klingon'"),
        (b"\xe9", Settings(encoding="ascii"), "not ASCII"),
        (b"x" * 101, Settings(max_bytes=100), "too large: 0.0 MB, limit 0.0001 MB"),
    ],
)
def test_refused_bytes(data: bytes, settings: Settings, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read_bytes(data, "a.txt", settings)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("a.txt: ")


def test_fifty_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match=r"too large: 50\.0 MB, limit 10 MB"):
        read_path(path, Settings())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "No such file"),
        ("nul\0byte.txt", "null byte"),
        ("folder", "Is a directory"),
    ],
)
def test_unreadable_paths(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=f"cannot be read: .*{reason}"):
        read_path(tmp_path / name, Settings())


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything: let the system say no all the same

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="cannot be read: Permission denied"):
        read_path(path, Settings())


def test_directories_are_searched_for_known_suffixes(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.html", "sub/d.png", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    found = [Path(str(item)).relative_to(tmp_path).as_posix() for item in expand([str(tmp_path)])]
    assert found == ["a.md", "b.txt", "sub/c.html"]


def test_a_directory_without_articles_is_an_error(tmp_path: Path) -> None:
    (failure,) = expand([str(tmp_path)])
    assert isinstance(failure, Failure)
    assert "no file with a known suffix" in failure.message


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(expand([str(tmp_path)]))) == 1


@given(texts())
def test_plain_text_is_kept_as_it_stands(text: str) -> None:
    text = "x" + text.encode("utf-8", "ignore").decode().replace("\0", "")
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert read_bytes(text.encode(encoding), "a.txt", Settings()).text == text
