"""Rules: one a file, found by walking this package.

`rules()` gives all, `get(id)` one, `selected(settings)` those that the settings ask for.
"""

from mtcheck.rules.base import Context, Rule, get, rule, rules, selected

__all__ = ["Context", "Rule", "get", "rule", "rules", "selected"]
