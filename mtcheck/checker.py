"""The pipeline and nothing else: read, detect, rewrite, judge."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck import __version__
from mtcheck.article import Article
from mtcheck.config import for_path
from mtcheck.finding import Verdict
from mtcheck.language import UNDETERMINED
from mtcheck.overlaps import give_way, resolve
from mtcheck.result import Document, penalty_per_100_words
from mtcheck.rules.base import Context, Rule, selected
from mtcheck.settings import Settings
from mtcheck.suppression import suppress, unaccepted
from mtcheck.workers import cores

if TYPE_CHECKING:
    from mtcheck.models.signals import Signals
    from mtcheck.models.tagger import Tagger
    from mtcheck.rewrite.rewriter import Rewriter


class Checker:
    """Checks articles under one set of settings.

    Networks are loaded when the first article needs them and then shared by all threads. Only
    the settings are pickled; a copy in another process loads its own networks.

    `tagger` and `rewriter` replace the shipped ones (for tests and own models).
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        tagger: Tagger | None = None,
        rewriter: Rewriter | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self._given = (tagger, rewriter)
        self._lock = threading.RLock()
        self._others: dict[Settings, Checker] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"settings": self.settings, "given": self._given}

    def __setstate__(self, state: dict[str, Any]) -> None:
        tagger, rewriter = state["given"]
        self.__init__(state["settings"], tagger=tagger, rewriter=rewriter)  # type: ignore[misc]

    def with_settings(self, settings: Settings) -> Checker:
        """A checker with other settings and the same given tagger and rewriter."""
        tagger, rewriter = self._given
        return Checker(settings, tagger=tagger, rewriter=rewriter)

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules that run."""
        return selected(self.settings)

    @cached_property
    def _tagger(self) -> Tagger | None:
        if not self.settings.models or self._given[0] is not None:
            return self._given[0]
        from mtcheck.models.tagger import load_tagger  # loads onnxruntime

        return load_tagger(self.settings)

    @cached_property
    def _rewriter(self) -> Rewriter | None:
        if not self.settings.rewrite or self._given[1] is not None:
            return self._given[1] if self.settings.rewrite else None
        from mtcheck.rewrite.rewriter import load_rewriter  # loads onnxruntime

        return load_rewriter(self.settings)

    def load_ahead(self) -> None:
        """Begin to load the networks on a thread of its own, while the caller does other things.

        Whatever is wrong with them shows when an article is checked.
        """
        if self.settings.models and self._given[0] is None and cores() > 1:
            from mtcheck.models.tagger import load_ahead

            threading.Thread(target=load_ahead, args=(self.settings,)).start()

    def tagger(self) -> Tagger | None:
        """The word tagger, or None when models are off or none is installed."""
        with self._lock:
            return self._tagger

    def rewriter(self) -> Rewriter | None:
        """The rewriter, or None when rewriting is off or none is installed."""
        with self._lock:
            return self._rewriter

    @cached_property
    def signature(self) -> str:
        """What the results depend on: version, rules, networks and facts."""
        from mtcheck.signature import signature  # hashes files

        return signature(__version__, self.rules, self.tagger(), self.rewriter())

    def read(self, path: Path | str) -> Article:
        """The article in a file; InputError when it cannot be read."""
        from mtcheck.readers import read_path  # parsers

        return read_path(Path(path), self.settings)

    def check(self, source: Article | str) -> Document:
        """Findings and verdict of one article or text."""
        article = source if isinstance(source, Article) else Article(source)
        tagger = self.tagger() if _is_english(article) else None
        return self._check(article, lambda: tagger.signals(article) if tagger is not None else None)

    def _scoped(self, path: str | None) -> Checker:
        """The checker under the settings of a path; it shares the networks."""
        settings = for_path(self.settings, path)
        with self._lock:
            if settings not in self._others:
                self._others[settings] = Checker(
                    settings, tagger=self.tagger(), rewriter=self.rewriter()
                )
            return self._others[settings]

    def _check(self, article: Article, load_signals: Callable[[], Signals | None]) -> Document:
        if self.settings.overrides:
            return self._scoped(article.path)._check(article, load_signals)  # noqa: SLF001
        if not _is_english(article):
            note = f"not English (language: {article.language}); nothing was checked"
            return Document(article, (), Verdict.abstain(article.word_count, note), 0.0, (note,))
        context = Context(self.settings, article.language, load_signals)
        found = resolve(finding for rule in self.rules for finding in rule.check(article, context))
        found = unaccepted(article, give_way(found), self.settings.accept)
        blind = bool(article.directives) and context.signals is None
        ran = [rule for rule in self.rules if not (rule.needs_signals and blind)]
        found, notes = suppress(article, found, ran)
        notes[:0] = context.notes
        found = [f for f in found if f.confidence >= self.settings.min_confidence]

        from mtcheck.models.verdict import judge  # loads numpy

        verdict = judge(article, context.signals, found, self.settings)
        wanted = {rule.id: rule.verdict for rule in self.rules if rule.verdict}
        found = [f for f in found if wanted.get(f.rule, verdict.label) is verdict.label]
        rewriter = self.rewriter() if found else None
        if rewriter is not None:
            found, withheld = rewriter.rewrite(article, found)
            notes.extend(withheld)
        if any(finding.suggestions for finding in found):
            from mtcheck.rewrite.quotations import (
                mark_unsafe,
            )  # only where there is something to fix

            found = mark_unsafe(article, found)

        if verdict.note:
            notes.insert(0, verdict.note)
        penalty = penalty_per_100_words(found, article.word_count)
        return Document(article, tuple(found), verdict, penalty, tuple(notes))

    def check_many(self, sources: Iterable[Article | str], batch: int = 1) -> Iterator[Document]:
        """`check` for each of many, in order and in constant memory.

        `batch` articles are read ahead and given to the tagger together, which is faster; one
        at a time by default, so that each document comes as soon as its source does.
        ValueError when `batch` is not positive.
        """
        if batch < 1:
            raise ValueError("batch must be 1 or more")
        articles = (s if isinstance(s, Article) else Article(s) for s in sources)
        while group := list(islice(articles, batch)):
            yield from self._check_group(group)

    def _check_group(self, group: list[Article]) -> Iterator[Document]:
        from mtcheck.models.tagger import BatchTagger

        tagger = self.tagger()
        english = [index for index, article in enumerate(group) if _is_english(article)]
        if len(english) < 2 or not isinstance(tagger, BatchTagger):
            yield from map(self.check, group)
            return
        scored = tagger.signals_many([group[index] for index in english])
        signals = dict(zip(english, scored, strict=True))
        for index, article in enumerate(group):
            yield self._check(article, partial(signals.get, index))


def _is_english(article: Article) -> bool:
    return article.language in ("en", UNDETERMINED)
