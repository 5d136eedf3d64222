"""Lexical memory: what spun phrases stood for."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.models.memory import Memory

TABLE = {
    "additional": [("further", 0.6), ("extra", 0.4)],
    "strengthen": [("reinforce", 0.5), ("bolster", 0.5)],
    "along with": [("with", 1.0)],
    "the lodge": [("the hotel", 1.0)],
    "lodge": [("hotel", 0.9), ("inn", 0.1)],
}

_WORDS = st.text(alphabet="abcdefg’é", min_size=1, max_size=6)


@given(
    st.dictionaries(
        _WORDS, st.lists(st.tuples(_WORDS, st.floats(0.01, 1)), min_size=1, max_size=4), max_size=8
    ),
    st.sets(_WORDS, max_size=4),
)
def test_what_is_written_is_read(
    table: dict[str, list[tuple[str, float]]], names: set[str]
) -> None:
    again = Memory.loads(Memory.dumps(table, names))
    assert again.names == {name.lower(): name for name in sorted(names)}
    assert len(again.table) == len(table)
    for key, options in table.items():
        found = again.table.get(key)
        assert [word for word, _ in found] == [word for word, _ in options]
        for (_, new), (_, old) in zip(found, options, strict=True):
            assert new == pytest.approx(old, abs=1 / 255)
            assert new > 0
    assert again.table.get("not in it") is None


def test_the_same_content_is_the_same_bytes() -> None:
    turned = dict(reversed(TABLE.items()))
    assert Memory.dumps(TABLE, ["Bonn", "Ulm"]) == Memory.dumps(turned, ["Ulm", "Bonn"])


def test_no_phrase_is_stored() -> None:
    content = Memory.dumps({"zebra crossing": [("path", 1.0)]})
    assert Memory.loads(content).table.get("zebra crossing") == [("path", 1.0)]
    with np.load(io.BytesIO(content)) as file:
        assert not any(b"zebra" in file[name].tobytes() for name in file.files)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_memory_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"phrases|pickled"):
        Memory.loads(content)


def test_whole_phrases_come_with_their_shares() -> None:
    assert Memory(TABLE).candidates("Additional", 9) == (
        ("further", pytest.approx(math.log(0.6))),
        ("extra", pytest.approx(math.log(0.4))),
    )
    assert Memory(TABLE).candidates("additional", 1) == (("further", pytest.approx(math.log(0.6))),)


def test_phrases_are_put_together_from_their_parts() -> None:
    found = dict(Memory(TABLE).candidates("additional strengthen", 60))
    assert found["further reinforce"] == pytest.approx(math.log(0.6 * 0.5))
    assert found["further strengthen"] == pytest.approx(math.log(0.6 * 0.3))
    assert "additional strengthen" not in found


def test_a_phrase_known_whole_is_worth_the_better_of_its_readings() -> None:
    found = dict(Memory(TABLE).candidates("the lodge", 60))
    assert found["the hotel"] == pytest.approx(0.0)
    assert found["the inn"] == pytest.approx(math.log(0.1))


@given(st.lists(st.sampled_from([*TABLE, "of", "bridge"]), max_size=12), st.integers(1, 70))
def test_candidates_come_best_first_and_differ_from_the_phrase(parts: list[str], most: int) -> None:
    phrase = " ".join(parts)
    found = Memory(TABLE).candidates(phrase, most)
    assert len(found) <= most
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score <= 1e-9 for score in scores)
    assert len({text for text, _ in found}) == len(found)
    assert phrase not in {text for text, _ in found}
    if not any(part in TABLE for part in parts):
        assert found == ()


@pytest.mark.parametrize("phrase", ["", "  ", "bridge", "a b c d e f g h i j k"])
def test_what_is_not_remembered_has_no_candidates(phrase: str) -> None:
    assert Memory(TABLE).candidates(phrase, 5) == ()
