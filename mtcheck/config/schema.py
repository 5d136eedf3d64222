"""The JSON Schema of the configuration, made from the keys."""

from __future__ import annotations

from typing import Any

from mtcheck.config.keys import KEYS, PER_PATH

SCHEMA_ID = "mtcheck-config/1"


def config_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of mtcheck.toml and of `[tool.mtcheck]`."""
    properties: dict[str, Any] = {
        name: {"description": key.help, **key.schema} for name, key in KEYS.items()
    }
    patterns = {"type": "array", "items": {"type": "string", "minLength": 1}}
    properties["overrides"] |= {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["paths"],
            "properties": {
                "paths": {"description": "Patterns as in .gitignore.", **patterns},
                **{name: properties[name] for name in PER_PATH},
            },
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Configuration of mtcheck",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
