"""One registry for rules, readers and output formats: filled by decorators, found by walking.

A registry belongs to one package; every module in it is imported on first use, so a new
member is one new file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules
from typing import Generic, TypeVar

from mtcheck.errors import RegistryError, unknown

T = TypeVar("T")


class Registry(Generic[T]):
    """Members of one package by id; `kind` names them in messages ("rule", "format")."""

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self._package = package
        self._members: dict[str, T] = {}
        self._walked = False

    def add(self, key: str, member: T) -> T:
        """Register `member`; RegistryError when the id is taken."""
        if key in self._members:
            raise RegistryError(f"two {self.kind}s have the id {key!r}")
        self._members[key] = member
        return member

    def registered(self) -> Iterator[T]:
        """Members registered so far, without walking the package."""
        return iter(self._members.values())

    def all(self) -> dict[str, T]:
        """All members by id, in order of id."""
        if not self._walked:
            for module in iter_modules(import_module(self._package).__path__):
                if not module.name.startswith("_"):
                    import_module(f"{self._package}.{module.name}")
            self._walked = True
        return dict(sorted(self._members.items()))

    def get(self, key: str) -> T:
        """The member of that id; UsageError with the nearest id when there is none.

        A module of that very name is imported alone.
        """
        if not self._walked and key.isidentifier():
            with suppress(ModuleNotFoundError):
                import_module(f"{self._package}.{key}")
        if key in self._members:
            return self._members[key]
        members = self.all()
        if key not in members:
            raise unknown(self.kind, key, members)
        return members[key]

    def __iter__(self) -> Iterator[T]:
        return iter(self.all().values())
