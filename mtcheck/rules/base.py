"""What a rule is and how it registers.

A rule is a function in a file of its own under `mtcheck/rules/`::

    @rule(
        id="LAY003", name="doubled-punctuation", category=Category.LAYOUT,
        mqm="Fluency/Punctuation", severity=Severity.MINOR, safety=Safety.SAFE,
        failing=("It ended,, they said.",),
        passing=("It ended, they said.",),
        fixed=("It ended, they said.",),
    )
    def doubled_punctuation(article: Article, context: Context) -> Iterator[Finding]:
        \"\"\"Punctuation that stands twice. … (this docstring is the documentation)\"\"\"
        for match in PATTERN.finditer(article.text):
            yield doubled_punctuation.finding(article, *match.span(), "…", confidence=0.99)
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mtcheck.article import Article
from mtcheck.errors import RegistryError, unknown
from mtcheck.finding import Category, Finding, Label, Safety, Severity, Suggestion
from mtcheck.registry import Registry
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from mtcheck.models.signals import Signals

Check = Callable[[Article, "Context"], Iterable[Finding]]
_ID = re.compile(r"[A-Z]{3}\d{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Context:
    """What a rule may ask for besides the article; costly parts are made when first asked for."""

    def __init__(
        self,
        settings: Settings | None = None,
        language: str = "en",
        load_signals: Callable[[], Signals | None] = lambda: None,
    ) -> None:
        self.settings = settings or Settings()
        self.language = language
        self.notes: list[str] = []
        """What rules say about the check itself, a plain sentence each."""
        self._load_signals = load_signals

    @cached_property
    def signals(self) -> Signals | None:
        """The networks' word scores for the article; None without models."""
        return self._load_signals()

    @cached_property
    def knowledge(self) -> Any:
        """The package `mtcheck.knowledge`: dated facts with their sources."""
        from mtcheck import knowledge  # reads data files

        return knowledge


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule: metadata, documentation, examples and the check itself.

    `failing` are texts in which the rule must find something, `passing` texts in which it must
    not, and `fixed` what the first suggestions make of each failing text (None where the rule
    suggests nothing); they hold under `settings`. `needs_signals` rules find nothing unless the
    models are installed, `needs_server` rules unless a server can be asked. What a rule with a
    `verdict` finds counts only in articles that get it.
    """

    id: str
    name: str
    category: Category
    mqm: str
    severity: Severity
    safety: Safety
    failing: tuple[str, ...]
    passing: tuple[str, ...]
    fixed: tuple[str | None, ...]
    needs_signals: bool
    documentation: str
    check: Check
    settings: Settings
    needs_server: bool = False
    verdict: Label | None = None

    def finding(
        self,
        article: Article,
        start: int,
        end: int,
        message: str,
        *,
        confidence: float,
        evidence: str = "",
        suggestions: Sequence[Suggestion | str] = (),
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule at `start:end`; plain strings become suggestions.

        A string gets the finding's confidence and the rule's fix safety.
        """
        made = tuple(
            Suggestion(s, confidence, self.safety) if isinstance(s, str) else s for s in suggestions
        )
        return Finding(
            rule=self.id,
            name=self.name,
            category=self.category,
            mqm=self.mqm,
            severity=severity or self.severity,
            start=start,
            end=end,
            text=article.text[start:end],
            confidence=confidence,
            message=message,
            evidence=evidence,
            suggestions=made[:3],
        )

    @property
    def summary(self) -> str:
        """First line of the documentation."""
        return self.documentation.partition("\n")[0]


_REGISTRY: Registry[Rule] = Registry("rule", "mtcheck.rules")


def rule(
    *,
    id: str,
    name: str,
    category: Category,
    mqm: str,
    severity: Severity,
    safety: Safety = Safety.UNSAFE,
    failing: Sequence[str],
    passing: Sequence[str],
    fixed: Sequence[str | None] = (),
    needs_signals: bool = False,
    settings: Settings | None = None,
    needs_server: bool = False,
    verdict: Label | None = None,
) -> Callable[[Check], Rule]:
    """Register the decorated function as a rule; its docstring is the documentation.

    RegistryError when the id or name is taken or malformed, or when documentation or examples
    are missing.
    """

    def register(check: Check) -> Rule:
        documentation = inspect.cleandoc(check.__doc__ or "")
        if not _ID.fullmatch(id) or not _NAME.fullmatch(name):
            raise RegistryError(f"rule {id} {name}: ids look like SPN001, names like spun-phrase")
        if not documentation or not failing or not passing:
            raise RegistryError(f"rule {id} needs a docstring, failing and passing examples")
        if fixed and len(fixed) != len(failing):
            raise RegistryError(f"rule {id} needs one fixed example for each failing one")
        if any(known.name == name for known in _REGISTRY.registered()):
            raise RegistryError(f"two rules have the name {name!r}")
        made = Rule(
            id, name, category, mqm, severity, safety, tuple(failing), tuple(passing),
            tuple(fixed) or (None,) * len(failing), needs_signals, documentation, check,
            settings or Settings(), needs_server, verdict,
        )  # fmt: skip
        return _REGISTRY.add(id, made)

    return register


def rules() -> dict[str, Rule]:
    """All rules by id."""
    return _REGISTRY.all()


def get(key: str) -> Rule:
    """The rule of that id or name, whatever the case; UsageError when there is none."""
    known = rules()
    by_name = {found.name: found for found in known.values()}
    found = known.get(key.upper()) or by_name.get(key.lower())
    if found is None:
        raise unknown("rule", key, [*known, *by_name])
    return found


def matching(key: str) -> list[Rule]:
    """Rules of that id, name, category or id prefix ("SPN"); UsageError when there is none."""
    prefix, name = key.upper(), key.lower()
    found = [r for r in rules().values() if r.id.startswith(prefix) or name in (r.name, r.category)]
    if not key or not found:
        raise unknown("rule", key, rules())
    return found


def selected(settings: Settings) -> list[Rule]:
    """The rules that `select`, `extend_select` and `ignore` leave, in order of id."""
    wanted = {r.id for key in settings.select for r in matching(key)} or set(rules())
    wanted |= {r.id for key in settings.extend_select for r in matching(key)}
    wanted -= {r.id for key in settings.ignore for r in matching(key)}
    return [found for found in rules().values() if found.id in wanted]
