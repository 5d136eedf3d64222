"""LTP001: grammar errors that LanguageTool finds."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules import _languagetool
from mtcheck.rules.base import Context, rule
from mtcheck.settings import Settings

_CONFIDENCE = {"GRAMMAR": 0.7, "CONFUSED_WORDS": 0.7}
_OTHER = 0.6


@rule(
    id="LTP001",
    name="languagetool",
    category=Category.FLUENCY,
    mqm="Fluency/Grammar",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    failing=("The two leaders was at the meeting on Monday.",),
    passing=("The two leaders were at the meeting on Monday.",),
    needs_server=True,
    settings=Settings(languagetool=_languagetool.LOCAL),
)
def languagetool(article: Article, context: Context) -> Iterator[Finding]:
    """Grammar and mixed-up words, as a LanguageTool server sees them.

    Off unless the setting `languagetool` names a server's address, or says `local` to have the
    wrapper start one (it needs Java and fetches LanguageTool the first time). Of LanguageTool's
    categories only grammar, confused words and collocations are asked for: no style, typography or
    spelling of names. When there is no answer in time, a note says so and the check goes on.
    """
    where = context.settings.languagetool
    if not where:
        return
    try:
        for problem in _languagetool.problems(article, where):
            confidence = _CONFIDENCE.get(problem.category, _OTHER)
            yield languagetool.finding(
                article,
                problem.start,
                problem.end,
                problem.message,
                confidence=confidence,
                evidence=f"LanguageTool {problem.rule} ({problem.category})",
                suggestions=list(problem.replacements),
            )
    except _languagetool.Unavailable as reason:
        context.notes.append(f"LanguageTool at {where} was not asked: {reason}")
