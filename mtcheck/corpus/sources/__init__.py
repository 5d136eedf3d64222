"""Sources: one kind of input a file, found by walking this package."""

from mtcheck.corpus.sources.base import Source, for_path, get, source

__all__ = ["Source", "for_path", "get", "source"]
