"""Output formats: one a file, found by walking this package."""

from mtcheck.emit.base import Emitter, Options, emitter, formats, get

__all__ = ["Emitter", "Options", "emitter", "formats", "get"]
