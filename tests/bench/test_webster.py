"""The thesaurus out of a dictionary: Webster's own synonyms, and only those."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bench import webster

_DICTIONARY = r"""
00-database-info
   This file says what the dictionary is.

Bridge \Bridge\ (br[i^]j), n. [OE. brigge.]
   A way over water.
   [1913 Webster]

   Syn: Span; viaduct; to cross; {Overpass}; bridge.
        [1913 Webster]

   Usage: {Bridge}, {Viaduct}. A viaduct carries a road over land.
          [1913 Webster]

Hit \Hit\, v. t.
   To strike. See {Strike}.
   [1913 Webster]

   Syn: smack; wallop.
        [WordNet 1.5]

Ford \Ford\, n.
   A place where one may wade.
   [1913 Webster]

   Syn: a way that may be waded; shallow (in a river), wade.
        [Webster 1913 Suppl.]

Bridge \Bridge\, v. t.
   To build one over.

   Syn: Span; join. See {Link}.
        [1913 Webster]
"""


@pytest.fixture
def gcide(tmp_path: Path) -> Path:
    path = tmp_path / "gcide.dict.dz"
    path.write_bytes(gzip.compress(_DICTIONARY.encode()))
    return path


def test_synonyms_by_word_without_those_from_elsewhere(gcide: Path) -> None:
    assert webster.thesaurus(gcide) == {
        "bridge": ["span", "viaduct", "cross", "overpass", "join"],
        "ford": ["wade"],
    }


def test_the_file_is_in_mobys_form(
    gcide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = gcide.with_name("webster.txt")
    monkeypatch.setattr("sys.argv", ["webster", str(gcide), "-o", str(out)])
    webster.main()
    assert out.read_text("utf-8") == "bridge,span,viaduct,cross,overpass,join\nford,wade\n"
    assert capsys.readouterr().out == f"{out}: 2 words, 6 synonyms\n"


@pytest.mark.parametrize("content", [b"no archive", gzip.compress(b"")])
def test_what_is_no_such_dictionary_is_one_line(
    gcide: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    gcide.write_bytes(content)
    out = gcide.with_name("webster.txt")
    monkeypatch.setattr("sys.argv", ["webster", str(gcide), "-o", str(out)])
    with pytest.raises(SystemExit, match=r"^bench: .*gcide\.dict\.dz: .+$"):
        webster.main()
    assert not out.exists()
