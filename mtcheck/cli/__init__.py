"""The command line: one command a file, found by walking this package."""

from mtcheck.cli.base import main

__all__ = ["main"]
