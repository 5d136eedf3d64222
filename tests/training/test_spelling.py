"""British spellings out of two word lists."""

from __future__ import annotations

from pathlib import Path

from mtcheck.training.spelling import pairs, respell


def test_lists_that_differ_give_the_pairs(tmp_path: Path) -> None:
    shared = "flour\nlicense\ntable\norganise\norganize\n"
    (tmp_path / "us").write_text(shared + "color\ncolors\ntheater\ndefense\ntraveled\n")
    (tmp_path / "gb").write_text(shared + "colour\ncolours\ntheatre\ndefence\ntravelled\n")
    assert pairs(tmp_path / "us", tmp_path / "gb") == {
        "color": "colour",
        "colors": "colours",
        "theater": "theatre",
        "defense": "defence",
        "traveled": "travelled",
        "organize": "organise",
    }


def test_capitals_are_kept_and_other_words_left() -> None:
    table = {"color": "colour"}
    assert respell("Color of the color, COLORS", table) == "Colour of the colour, COLORS"
