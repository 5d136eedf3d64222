"""Readers: one input kind a file, picked by suffix, found by walking this package."""

from mtcheck.readers.base import Reader, expand, read_bytes, read_path, reader, readers

__all__ = ["Reader", "expand", "read_bytes", "read_path", "reader", "readers"]
