"""The guard: what a replacement must not change, whoever proposed it.

Each check is a file of its own with a function `check(change)` that gives a reason or None. It
knows nothing of the network and of its training.
"""

from mtcheck.rewrite.guard.base import Guard, Ruling

__all__ = ["Guard", "Ruling"]
