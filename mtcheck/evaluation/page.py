"""The evaluation as one HTML page: no scripts, no requests, all text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from mtcheck.evaluation.base import Case, Score, metrics
from mtcheck.evaluation.metrics.calibration import Calibration, bins
from mtcheck.evaluation.plot import reliability
from mtcheck.evaluation.table import rows

_STYLE = """
:root{color-scheme:light dark;--ink:#1d2329;--soft:#5d6873;--line:#ccd3da;--bar:#3f76b5;
--dot:#b5482e;--ground:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ec;--soft:#9aa5b0;--line:#3c454e;--bar:#6fa3de;
--dot:#ee8a6c;--ground:#15191d}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:60rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .2rem}p{margin:.2rem 0 .6rem;max-width:44rem}
table{border-collapse:collapse;width:100%}th,td{text-align:right;padding:.15rem .6rem;
border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
th:first-child,td:first-child{text-align:left}code{color:var(--soft);font-size:.8rem;
overflow-wrap:anywhere}.plots{display:flex;flex-wrap:wrap;gap:2rem}figure{margin:1rem 0}
svg text{fill:var(--soft);font-size:11px}.frame{fill:none;stroke:var(--line)}
.bar{fill:var(--bar);opacity:.75}.count{fill:var(--soft);opacity:.5}.dot{fill:var(--dot)}
.ideal{stroke:var(--soft);stroke-dasharray:4 4}@media print{body{max-width:none}}
"""


def page(scores: Sequence[Score], observed: Sequence[Case], title: str) -> str:
    """Tables of all scores with their documentation and signatures, and the reliability plots."""
    known = metrics()
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>{len(observed):,} articles. Intervals are",
        "bootstrap intervals at 95 %; the signature under each table says how to get the same",
        "numbers again.</p>",
    ]
    plots = _plots(observed)
    if plots:
        parts.append(f'<h2>Reliability</h2><div class="plots">{plots}</div>')
    for family, group in groupby(scores, key=lambda score: score.name.partition("/")[0]):
        members = list(group)
        summary = (known[family].__doc__ or "").partition("\n")[0]
        parts.append(f"<h2>{escape(family)}</h2><p>{escape(summary)}</p><table>")
        parts.append("<tr><th>metric</th><th>value</th><th>95 % interval</th><th>n</th></tr>")
        parts += (
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in rows(members)
        )
        parts.append(f"</table><code>{escape(members[0].signature)}</code>")
    return "\n".join((*parts, "</body></html>\n"))


def _plots(observed: Sequence[Case]) -> str:
    metric = Calibration()
    totals: dict[str, float] = {}
    for case in observed:
        for key, count in (metric.observe(case) or {}).items():
            totals[key] = totals.get(key, 0) + count
    shown = []
    for kind in ("finding", "verdict"):
        found = bins(kind, totals)
        if any(row.events for row in found):
            caption = f"<figcaption>{kind} confidence</figcaption>"
            shown.append(f"<figure>{reliability(kind, found)}{caption}</figure>")
    return "".join(shown)
