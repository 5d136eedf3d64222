"""The page and the plots: complete, self-contained, and safe against what stands in the gold."""

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from mtcheck.evaluation.base import Score
from mtcheck.evaluation.measure import measure
from mtcheck.evaluation.metrics.calibration import Bin
from mtcheck.evaluation.page import page
from mtcheck.evaluation.plot import reliability
from mtcheck.evaluation.table import table

from .conftest import MakeCase, finding, span

TEXT = "aa bb cc dd ee ff gg hh ii jj"


def test_plot_is_well_formed_and_tells_each_bin() -> None:
    bins = [Bin(0, 0.0, 0.0)] * 8 + [Bin(10, 0.85, 0.7), Bin(5, 0.95, 1.0)]
    root = ET.fromstring(reliability("finding", bins))
    bars = [e for e in root.iter("rect") if e.get("class") == "bar"]
    heights = [float(bar.get("height", "")) for bar in bars]
    assert len(bars) == 2
    assert abs(heights[0] / heights[1] - 0.7) < 0.01
    titles = [e.text or "" for e in root.iter("title")]
    assert any("10 events, 0.70 right, mean confidence 0.85" in title for title in titles)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_page_escapes_and_asks_for_nothing(make_case: MakeCase) -> None:
    case = make_case(TEXT, [span(TEXT, "aa")], [finding(TEXT, "aa")], verdict="spun")
    hostile = "v:<script>alert(1)</script>|\"'"
    shown = page(measure([case], signature=hostile, resamples=20), [case], "<b>title")
    parser = Tags()
    parser.feed(shown)
    names = {tag for tag, _ in parser.seen}
    assert not names & {"script", "link", "img", "iframe", "object", "b"}
    assert all(key not in attrs for _, attrs in parser.seen for key in ("src", "href", "onload"))
    assert "http" not in shown
    assert "url(" not in shown
    assert shown.count("<svg") == 2
    assert "&lt;script&gt;" in shown


def test_table_shows_value_interval_support_and_signature() -> None:
    scores = [
        Score("touch/any/recall", 0.5, 1234, "metric:touch|x", low=0.41, high=0.6),
        Score("word/any/f1", 0.25, 8, "metric:word|x"),
    ]
    assert table(scores) == (
        "metric            value  95 % interval      n\n"
        "\n"
        "touch/any/recall  0.500    0.410–0.600  1,234\n"
        "\n"
        "word/any/f1       0.250                     8\n"
        "\n"
        "signature  metric:touch|x\n"
        "           metric:word|x\n"
    )
