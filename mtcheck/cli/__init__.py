"""The command line: one command a file."""

from mtcheck.cli.app import main

__all__ = ["main"]
