"""Configuration files: `[tool.mtcheck]` in pyproject.toml, or mtcheck.toml."""

from mtcheck.config.load import Resolved, find, resolve
from mtcheck.config.overrides import for_path, is_excluded

__all__ = ["Resolved", "find", "for_path", "is_excluded", "resolve"]
