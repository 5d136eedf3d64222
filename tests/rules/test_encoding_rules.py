"""What the encoding rules find, what they leave alone, and what their fixes make."""

from __future__ import annotations

import pytest

from mtcheck.article import Article, Span
from mtcheck.finding import Finding
from mtcheck.rules.base import Context, get
from tests.rules.mended import mended

RULES = [f"ENC00{n}" for n in range(1, 7)]


def check(text: str, markup: str = "text") -> list[Finding]:
    article = Article(text, markup=markup)  # type: ignore[arg-type]
    return [f for key in RULES for f in get(key).check(article, Context())]


def fixed(text: str) -> str:
    return mended(text, check(text))


@pytest.mark.parametrize(
    ("garbled", "clean"),
    [
        ("“Weâ€™re doneâ€\x9d, said JosÃ©.", "“We’re done”, said José."),
        ("Ã‰tienne paid â‚¬20 â€“ or more.", "Étienne paid €20 – or more."),
        ("Smith &amp; Sons, &quot;est.&quot; 1900", 'Smith & Sons, "est." 1900'),
        ("R&amp;amp;D rose &nbsp;fast", "R&D rose fast"),
        ("a Gr\u0435\u0435k ship \u0430 day late", "a Greek ship a day late"),
        ("the Demo\u00adcrat\u00adic party\u200b won", "the Democratic party won"),
        ("they don\\u2019t know \\ud83d\\ude00", "they don’t know \U0001f600"),
        ("it=E2=80=99s caf\\xc3\\xa9 time", "it’s café time"),
        ("the city\ufffds mayor", "the city’s mayor"),
        ("said%20the mayor", "said the mayor"),
    ],
)
def test_fixes(garbled: str, clean: str) -> None:
    assert fixed(garbled) == clean
    assert check(clean) == []


@pytest.mark.parametrize(
    "text",
    [
        "Naïve façade, “São Paulo”, Łódź, İstanbul, Ærø, Đà Nẵng, CÂMARA, ÇA ET LÀ.",
        "A family \U0001f468\u200d\U0001f469\u200d\U0001f467 came.",
        "A flag \U0001f3f3\ufe0f\u200d\U0001f308 flew.",
        "The daily Комсомольская правда and the island Ρόδος; 5 kΩ, 3 μm, Δt, β-carotene.",
        "Persian می\u200cخواهم and Hindi क्\u200dष are typeset with joiners.",
        "The site shows mojibake such as â€™ where UTF-8 is misread.",
        "AT&T and R&D; Marks & Spencer; C:\\users\\xavier; 50% 20 years on; a=b.",
        'Erd\\"os was written so in LaTeX.',
        "中文和日本語。",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert check(text) == []


def test_a_single_entity_is_markup_in_markdown() -> None:
    assert check("Salt &amp; pepper", "markdown") == []
    assert [f.text for f in check("Salt &amp;amp; pepper", "markdown")] == ["&amp;amp;"]


def test_code_is_not_looked_at() -> None:
    text = "Write `&nbsp;` here &nbsp;now"
    article = Article(text, regions=(Span(0, 6), Span(14, len(text))))
    found = list(get("ENC002").check(article, Context()))
    assert [f.start for f in found] == [text.rindex("&nbsp;")]


def test_a_lost_character_without_context_has_no_suggestion() -> None:
    (finding,) = check("S\ufffdo Paulo")
    assert finding.suggestions == ()
