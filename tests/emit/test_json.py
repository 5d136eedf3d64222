"""JSON output follows the published schema, for whatever an article holds."""

from __future__ import annotations

import io
import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mtcheck.article import Article
from mtcheck.emit import Options, get
from mtcheck.finding import Category, Finding, Label, Safety, Severity, Suggestion, Verdict
from mtcheck.result import Document, Failure, Summary
from tests.emit import samples
from tests.texts import texts

SCHEMA = json.loads((resources.files("mtcheck.emit") / "schema/mtcheck-1.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def emit(*items: Document | Failure) -> dict[str, Any]:
    out = io.StringIO()
    emitter = get("json")(out, Options(signature="v:0|rules:x|tagger:none|rewriter:none|kb:x"))
    summary = Summary()
    emitter.start()
    for item in items:
        if isinstance(item, Document):
            summary.add(item)
            emitter.document(item)
        else:
            emitter.error(item)
    emitter.finish(summary)
    out.getvalue().encode("utf-8")  # must be writable
    return json.loads(out.getvalue())


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "items",
    [
        (),
        (samples.spun(),),
        (samples.spun(), samples.FAILURE, samples.hostile(), samples.html(), samples.foreign()),
    ],
    ids=["nothing", "one", "many"],
)
def test_output_is_valid(items: tuple[Document | Failure, ...]) -> None:
    VALIDATOR.validate(emit(*items))


def test_the_schema_refuses_what_is_not_in_the_contract() -> None:
    report = emit(samples.spun())
    report["documents"][0]["findings"][0]["category"] = "style"
    assert not VALIDATOR.is_valid(report)


def test_what_a_finding_says() -> None:
    report = emit(samples.spun())
    document = report["documents"][0]
    assert (document["path"], document["language"], document["words"]) == (
        "news/spun.txt", "en", 42,
    )  # fmt: skip
    finding = document["findings"][1]
    assert samples.SPUN_TEXT[finding["start"] : finding["end"]] == "haven" == finding["text"]
    assert (finding["line"], finding["column"]) == (3, 41)
    assert finding["suggestions"] == [{"text": "harbour", "confidence": 0.66, "safety": "unsafe"}]
    assert report["summary"] == {
        "documents": 1,
        "findings": 4,
        "by_category": {"spun": 3, "layout": 1},
        "by_severity": {"minor": 2, "major": 1, "critical": 1},
    }


def test_extracted_text_is_given_for_html_only() -> None:
    report = emit(samples.html(), samples.spun())
    assert report["documents"][0]["text"].startswith("A heading")
    assert "text" not in report["documents"][1]


def test_errors_are_listed() -> None:
    assert emit(samples.FAILURE)["errors"] == [
        {"path": "missing.txt", "message": "cannot be read: No such file or directory"}
    ]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(texts())
    findings = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        suggestion = Suggestion(
            draw(texts(3)), draw(st.floats(0, 1)), draw(st.sampled_from(Safety))
        )
        findings.append(
            Finding(
                "SPN001",
                "spun-phrase",
                draw(st.sampled_from(Category)),
                "x",
                draw(st.sampled_from(Severity)),
                start,
                end,
                text[start:end],
                draw(st.floats(0, 1)),
                draw(texts(3)),
                draw(texts(3)),
                (suggestion,),
            )
        )
    weights = draw(st.lists(st.floats(0.001, 1), min_size=3, max_size=3))
    probabilities = {k: w / sum(weights) for k, w in zip(Label, weights, strict=True)}
    label = max(probabilities, key=probabilities.__getitem__)
    verdict = Verdict(label, probabilities, 3)
    path = draw(st.none() | st.text(max_size=5))
    return Document(Article(text, path=path), tuple(findings), verdict, draw(st.floats(0, 99)))


@given(st.lists(documents(), max_size=3))
def test_any_document_is_valid(items: list[Document]) -> None:
    report = emit(*items)
    VALIDATOR.validate(report)
    for item, written in zip(items, report["documents"], strict=True):
        assert abs(sum(written["verdict"]["probabilities"].values()) - 1) < 1e-9
        for finding in written["findings"]:
            assert item.article.text[finding["start"] : finding["end"]] == finding["text"]
