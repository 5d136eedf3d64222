"""Checking inputs in this process or in several, with results remembered between runs."""

from __future__ import annotations

import os
import sys
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Self

from mtcheck.cache import Cache, key
from mtcheck.config import for_path
from mtcheck.errors import InputError, MtcheckError
from mtcheck.result import Document, Failure
from mtcheck.workers import Workers, cores

if TYPE_CHECKING:
    from concurrent.futures import Future

    from mtcheck.checker import Checker
    from mtcheck.settings import Settings

_AHEAD = 4  # inputs read ahead for each worker


class _Job(NamedTuple):
    """An input that has to be checked, and the key to remember the result under."""

    name: str
    data: bytes
    key: bytes


class Worker:
    """Checks inputs one after another, in order; `with` saves what is to be remembered."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.settings = checker.settings
        self._cache = None
        if self.settings.cache and not self.settings.languagetool:  # a server is not ours to know
            self._cache = Cache()
        self._pool: Workers | None = None
        self._loading = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.close()
        if self._cache is not None:
            self._cache.close()

    @property
    def signature(self) -> str:
        """The checker's signature, remembered so that it needs no networks."""
        if self._cache is None:
            self._load_ahead()
            return self.checker.signature
        name = key(replace(self.settings, overrides=()))
        known = self._cache.get(name)
        if known is not None:
            return known.decode("utf-8", "replace")
        self._load_ahead()
        made = self.checker.signature
        self._cache.put(name, made.encode())
        return made

    def _load_ahead(self) -> None:
        """Let the networks load beside all else, once and where this process is to use them."""
        if not self._loading and self.settings.jobs == 1:
            self._loading = True
            self.checker.load_ahead()

    def run(self, items: Iterable[str | Failure]) -> Iterator[Document | Failure]:
        """Each input's document, or why there is none; one bad input does not stop the others."""
        jobs = self.settings.jobs or cores()
        waiting: deque[Document | Failure | tuple[_Job, Future[bytes | Failure]]] = deque()
        for item in items:
            made = self._begin(item)
            if not isinstance(made, _Job):
                waiting.append(made)
            elif jobs == 1:
                waiting.append(self._check(made))
            else:
                waiting.append((made, self._submit(made, jobs)))
            while waiting and (len(waiting) > _AHEAD * jobs or not isinstance(waiting[0], tuple)):
                yield self._end(waiting.popleft())
        while waiting:
            yield self._end(waiting.popleft())

    def _begin(self, item: str | Failure) -> Document | Failure | _Job:
        """What is known already, or the work to do."""
        from mtcheck.readers.base import fetch

        if isinstance(item, Failure):
            return item
        try:
            name, data = fetch(item, self.settings)
        except InputError as error:
            return Failure(error.path, error.reason)
        mark = b""
        if self._cache is not None:
            mark = key(for_path(self.settings, name), os.path.splitext(name)[1], data)
            known = self._remembered(mark, data, name)
            if known is not None:
                return known
        return _Job(name, data, mark)

    def _remembered(self, mark: bytes, data: bytes, name: str) -> Document | None:
        from mtcheck.codec import decode

        content = self._cache.get(mark) if self._cache is not None else None
        if content is None:
            return None
        try:
            return decode(content, data, name)
        except (ValueError, TypeError, LookupError, AttributeError, InputError):
            return None  # damaged: check again

    def _check(self, job: _Job) -> Document | Failure:
        self._load_ahead()
        found = check(self.checker, job.name, job.data)
        if self._cache is not None and isinstance(found, Document):
            from mtcheck.codec import encode

            self._cache.put(job.key, encode(found))
        return found

    def _submit(self, job: _Job, jobs: int) -> Future[bytes | Failure]:
        if self._pool is None:
            self._pool = Workers(jobs, _start, self.settings)
        return self._pool.submit(_run, job.name, job.data)

    def _end(
        self, made: Document | Failure | tuple[_Job, Future[bytes | Failure]]
    ) -> Document | Failure:
        if not isinstance(made, tuple):
            return made
        from concurrent.futures.process import BrokenProcessPool

        from mtcheck.codec import decode

        job, future = made
        try:
            content = future.result()
        except BrokenProcessPool:
            raise MtcheckError(
                f"a worker process died near {job.name}; out of memory? (see --jobs)"
            ) from None
        if isinstance(content, Failure):
            return content
        if self._cache is not None:
            self._cache.put(job.key, content)
        return decode(content, job.data, job.name)


def check(checker: Checker, name: str, data: bytes) -> Document | Failure:
    """The document of one input, or why there is none."""
    from mtcheck.readers.base import read_bytes

    try:
        return checker.check(read_bytes(data, name, checker.settings))
    except InputError as error:
        return Failure(error.path, error.reason)
    except MtcheckError:
        raise  # a missing or broken part of the program concerns all inputs alike
    except Exception as error:  # noqa: BLE001  (the others can still be checked; exit is 2)
        if checker.settings.verbose:
            traceback.print_exc()
        return Failure(name, f"internal error: {type(error).__name__}: {error}")


_checker: Checker | None = None


def _start(settings: Settings) -> None:
    """In a worker process: its own checker."""
    from mtcheck.checker import Checker

    global _checker  # noqa: PLW0603  (a process pool offers no other place)
    _checker = Checker(settings)


def _run(name: str, data: bytes) -> bytes | Failure:
    """In a worker process: check one input."""
    from mtcheck.codec import encode

    if _checker is None:
        sys.exit("worker was not started")
    found = check(_checker, name, data)
    return found if isinstance(found, Failure) else encode(found)
