"""One shard from records to written results; the same in every engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mtcheck.checker import Checker
from mtcheck.corpus.options import OutFormat, ScanOptions
from mtcheck.corpus.records import Page, Raw, Reason, Rejected, Shard
from mtcheck.corpus.render import Row, document_row, document_schema, encode, kept_schema
from mtcheck.corpus.sources import Source, get
from mtcheck.corpus.store import Store
from mtcheck.corpus.tally import ShardRecord, Tally, shard_file
from mtcheck.errors import MtcheckError
from mtcheck.finding import Label
from mtcheck.language import UNDETERMINED
from mtcheck.result import Document

Checked = tuple[Page, Document]


@dataclass(frozen=True, slots=True)
class Done:
    """A finished shard: how far into which input it reaches, and its counts."""

    input: int
    at: int
    tally: Tally


@dataclass(slots=True)
class _Results:
    """What a shard's files will hold."""

    tally: Tally = field(default_factory=Tally)
    documents: list[Row] = field(default_factory=list)
    rejects: list[Row] = field(default_factory=list)
    kept: dict[Label, list[Row | bytes]] = field(default_factory=dict)

    def reject(self, raw: Raw, rejected: Rejected) -> None:
        """Count and name a skipped record."""
        self.tally.reject(rejected.reason)
        self.rejects.append(
            {
                "path": raw.path,
                "id": rejected.id or raw.meta.get("id", ""),
                "url": rejected.url or raw.meta.get("url", ""),
                "reason": rejected.reason.value,
                "message": rejected.message,
            }
        )


class Scanner:
    """Checks shards and writes their results; picklable, each process loads its own networks."""

    def __init__(self, checker: Checker, options: ScanOptions, store: Store) -> None:
        self.checker = checker
        self.options = options
        self.store = store

    def __call__(self, shard: Shard) -> Done:
        """Check, write the files, then the record that says that they are there.

        OSError when they cannot be written; ModelError when the networks cannot be loaded.
        """
        source = get(shard.input.source)(self.options, self.checker.settings)
        results = _Results()
        for raw, outcome in self._outcomes(source, shard.records):
            if isinstance(outcome, Rejected):
                results.reject(raw, outcome)
                continue
            page, document = outcome
            results.tally.add(document, page.url)
            results.documents.append(document_row(document, page, self.options.level))
            label = document.verdict.label
            if label in self.options.keep:
                results.kept.setdefault(label, []).append(self._original(source, raw, page))
        files = tuple(self._write(shard, results))
        record = ShardRecord(shard.digest, shard.at, shard.last, files, results.tally)
        self.store.write(shard_file(shard.input.index, shard.number), [record.to_bytes()])
        _forget_pages()
        return Done(shard.input.index, shard.at, results.tally)

    def _outcomes(
        self, source: Source, records: Sequence[Raw]
    ) -> Iterator[tuple[Raw, Checked | Rejected]]:
        """In order; articles wait until a batch is full."""
        waiting: list[tuple[Raw, Page | Rejected]] = []
        articles = 0
        for raw in records:
            page = _page(source, raw)
            waiting.append((raw, page))
            articles += isinstance(page, Page)
            if articles == self.options.batch:
                yield from self._batch(waiting)
                waiting, articles = [], 0
        yield from self._batch(waiting)

    def _batch(
        self, waiting: list[tuple[Raw, Page | Rejected]]
    ) -> Iterator[tuple[Raw, Checked | Rejected]]:
        checked = iter(self._check([page for _, page in waiting if isinstance(page, Page)]))
        for raw, page in waiting:
            yield raw, next(checked) if isinstance(page, Page) else page

    def _check(self, pages: list[Page]) -> list[Checked] | list[Checked | Rejected]:
        articles = [page.article for page in pages]
        try:
            documents = self.checker.check_many(articles, batch=self.options.batch)
            return list(zip(pages, documents, strict=True))
        except MtcheckError:
            raise  # the networks or the settings: no article can be checked
        except Exception:  # noqa: BLE001  (one of them; found out one by one)
            return [self._check_one(page) for page in pages]

    def _check_one(self, page: Page) -> Checked | Rejected:
        try:
            return page, self.checker.check(page.article)
        except MtcheckError:
            raise
        except Exception as error:  # noqa: BLE001  (the other articles can still be checked)
            return _internal(error, page)

    def _original(self, source: Source, raw: Raw, page: Page) -> Row | bytes:
        rows = self.options.out_format is OutFormat.PARQUET and not isinstance(raw.data, dict)
        return Source.original(source, raw, page) if rows else source.original(raw, page)

    def _write(self, shard: Shard, results: _Results) -> Iterator[str]:
        form = self.options.out_format
        table = form is OutFormat.PARQUET
        if results.documents:
            schema = document_schema(self.options.level) if table else None
            name = f"documents/part-{shard.name}.{form}"
            self.store.write(name, encode(results.documents, form, schema))
            yield name
        if results.rejects:
            name = f"rejects/part-{shard.name}.jsonl"
            self.store.write(name, encode(results.rejects, OutFormat.JSONL))
            yield name
        for label, rows in sorted(results.kept.items()):
            schema = kept_schema(shard.schema) if table else None
            name = f"kept/{label}/part-{shard.name}.{form}"
            self.store.write(name, encode(rows, form, schema))
            yield name


def _page(source: Source, raw: Raw) -> Page | Rejected:
    if raw.problem:
        return Rejected(*raw.problem)
    try:
        page = source.page(raw)
        language = page.article.language
    except Rejected as rejected:
        return rejected
    except MtcheckError:
        raise
    except Exception as error:  # noqa: BLE001  (a page that breaks the extractor is one bad page)
        return _internal(error)
    if language not in ("en", UNDETERMINED):
        return Rejected(Reason.NOT_ENGLISH, f"language: {language}", page.id, page.url)
    return page


def _internal(error: Exception, page: Page | None = None) -> Rejected:
    message = f"{type(error).__name__}: {error}"
    return Rejected(Reason.INTERNAL, message, page.id if page else "", page.url if page else "")


def _forget_pages() -> None:
    """Empty the caches that trafilatura fills with every page."""
    meta = sys.modules.get("trafilatura.meta")
    if meta is not None:
        meta.reset_caches()
