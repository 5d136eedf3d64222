"""Makes the reference pages out of the code while the site is built (a MkDocs hook).

`pages()` needs nothing but mtcheck; the `on_…` functions are what MkDocs calls.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def pages() -> dict[str, str]:
    """Generated files of the site by path: Markdown pages and JSON Schemas."""
    schemas = {
        "mtcheck-1": _packaged_schema("emit", "mtcheck-1.json"),
        "mtcheck-report-1": _packaged_schema("report", "mtcheck-report-1.json"),
        "mtcheck-config-1": _config_schema(),
    }
    made = {f"schema/{name}.json": json.dumps(s, indent=2) + "\n" for name, s in schemas.items()}
    return made | {
        "reference/rules.md": rules_page(),
        "reference/cli.md": cli_page(),
        "reference/formats.md": formats_page(),
        "reference/config.md": config_page(schemas["mtcheck-config-1"]),
        "reference/json.md": schema_page(
            "JSON output", "schema/mtcheck-1.json", schemas["mtcheck-1"]
        ),
        "reference/json-report.md": schema_page(
            "JSON report", "schema/mtcheck-report-1.json", schemas["mtcheck-report-1"]
        ),
        "changelog.md": (ROOT / "CHANGELOG.md").read_text("utf-8"),
    }


def _packaged_schema(package: str, name: str) -> dict[str, Any]:
    text = resources.files(f"mtcheck.{package}").joinpath("schema", name).read_text("utf-8")
    return dict(json.loads(text))


def _config_schema() -> dict[str, Any]:
    from mtcheck.config.schema import config_schema

    return config_schema()


def rules_page() -> str:
    """All rules by category, each with its documentation and examples."""
    from mtcheck.finding import Category
    from mtcheck.rules import rules

    known = list(rules().values())
    parts = [
        "# Rules",
        "",
        f"mtcheck has {len(known)} rules. `mtcheck explain RULE` shows one.",
        "",
    ]
    rows = (
        (f"[{r.id}](#{r.id.lower()})", r.name, r.category, r.severity, r.summary) for r in known
    )
    parts += _table(("Rule", "Name", "Category", "Severity", "Finds"), rows)
    for category in Category:
        of_category = [rule for rule in known if rule.category == category]
        if of_category:
            parts += [f"## {category.capitalize()}", ""]
        for rule in of_category:
            parts += _rule(rule)
    return "\n".join(parts)


def _rule(rule: Any) -> list[str]:
    parts = [f"### {rule.id} {rule.name} {{ #{rule.id.lower()} }}", ""]
    facts = [f"Severity {rule.severity}", f"MQM-based type {rule.mqm}", f"fixes are {rule.safety}"]
    if rule.needs_signals:
        facts.append("needs the networks")
    parts += [", ".join(facts) + ".", "", *_prose(rule.documentation), ""]
    parts += ["| | Example |", "| --- | --- |"]
    for failing, fixed in zip(rule.failing, rule.fixed, strict=True):
        parts.append(f"| found | {_sample(failing)} |")
        if fixed is not None:
            parts.append(f"| fixed | {_sample(fixed)} |")
    parts += [f"| not found | {_sample(passing)} |" for passing in rule.passing]
    return [*parts, ""]


def _sample(text: str) -> str:
    """An example as code in one table cell, with its line ends and odd characters shown."""
    shown = re.sub(r"[^\S ]|[^\w\s!-~‘’“”…–—]", _named, text)
    return f"<code>{html.escape(shown)}</code>".replace("|", "&#124;")


def _named(match: re.Match[str]) -> str:
    character = match.group()
    escapes = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    if character in escapes:
        return escapes[character]
    return character if character.isprintable() else f"<U+{ord(character):04X}>"


def _prose(text: str) -> list[str]:
    """A docstring as Markdown: outside of code, what looks like HTML is text."""
    parts = re.split(r"(`[^`]*`)", text)
    parts[::2] = [re.sub(r"&(?=#?\w+;)", "&amp;", part).replace("<", "&lt;") for part in parts[::2]]
    return "".join(parts).splitlines()


def cli_page() -> str:
    """All commands with their options, as Typer documents them."""
    import typer
    from typer.cli import get_docs_for_click

    from mtcheck.cli.base import app, load

    load([])
    group = typer.main.get_command(app)
    context = typer.Context(group, info_name="mtcheck")
    text = get_docs_for_click(obj=group, ctx=context, name="mtcheck", title="Command line")
    return text.replace("* ` / --", "* `--") + _EXITS


_EXITS = """
## Exit codes

| Code | Means |
| --- | --- |
| 0 | nothing at or above `--fail-on`; for `fix` without `--write`, no difference |
| 1 | something at or above `--fail-on`; for `fix`, a difference |
| 2 | a wrong option, an input that could not be checked, or an internal error |
"""


def formats_page() -> str:
    """Output formats of `check` and kinds of report."""
    from mtcheck.emit import formats
    from mtcheck.readers import readers
    from mtcheck.report import kinds

    parts = ["# Formats", "", "## Output of `mtcheck check --format`", ""]
    parts += _table(
        ("Format", "What it is"), ((f"`{name}`", _doc(known)) for name, known in formats().items())
    )
    parts += ["## Reports of `mtcheck report -o`", ""]
    parts += _table(
        ("Suffix", "What it is"),
        (("`" + "`, `".join(k.suffixes) + "`", _doc(k)) for k in kinds().values()),
    )
    parts += ["## Input files", ""]
    parts += _table(
        ("Kind", "Suffixes"),
        ((r.id, "`" + "`, `".join(r.suffixes) + "`") for r in readers().values() if r.suffixes),
    )
    return "\n".join(parts)


def _doc(member: Any) -> str:
    return " ".join((member.__doc__ or "").split())


def config_page(schema: Mapping[str, Any]) -> str:
    """Keys of a configuration file."""
    parts = [
        "# Configuration",
        "",
        "In `mtcheck.toml`, or under `[tool.mtcheck]` in `pyproject.toml`. The nearest file above",
        "an article holds; the command line goes before it. `mtcheck config --show` prints what",
        "holds and where it comes from, `mtcheck config --schema` the",
        "[JSON Schema](../schema/mtcheck-config-1.json).",
        "",
    ]
    return "\n".join([*parts, *_properties(schema, {})])


def schema_page(title: str, path: str, schema: Mapping[str, Any]) -> str:
    """A JSON Schema as tables, one for each kind of object."""
    name = path.rpartition("/")[2]
    parts = [f"# {title}", "", schema["description"], "", f"The schema is [{name}](../{path}).", ""]
    defs = schema.get("$defs", {})
    parts += _properties(schema, defs)
    for key, part in defs.items():
        if "properties" in part:
            parts += [f"## {key.capitalize()} {{ #{key} }}", "", *_properties(part, defs)]
    return "\n".join(parts)


def _properties(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> list[str]:
    required = set(schema.get("required", ()))
    rows = (
        (
            f"`{name}`" + (" \\*" if name in required else ""),
            _type(part, defs),
            part.get("description", ""),
        )
        for name, part in schema["properties"].items()
    )
    note = ["\\* is always there.", ""] if required else []
    return [*_table(("Key", "Type", "What it is"), rows), *note]


def _type(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> str:
    """A type in words, with a link where it is an object of its own."""
    if "$ref" in schema:
        page, _, path = str(schema["$ref"]).rpartition("#/$defs/")
        name = path.partition("/")[0]
        if not page and "properties" not in defs[name]:
            return _type(defs[name], defs)
        return f"[{name}]({'json.md' if page else ''}#{name})"  # `page`: the other schema
    if "const" in schema or "enum" in schema:
        values = schema.get("enum") or [schema["const"]]
        return " or ".join(f"`{value}`" for value in values)
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"list of {_type(schema.get('items', {}), defs)}"
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None:
        return kind
    return f"{kind}, {least} or more" if most is None else f"{kind}, {least} to {most}"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    names = list(head)
    lines = [f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return [*lines, ""]


def _cell(value: object) -> str:
    return " ".join(_prose(str(value))).replace("|", "&#124;" if "`" not in str(value) else "\\|")


_SECTIONS = {"howto": "How to", "explanation": "Explanation", "": "Measurements"}


def on_config(config: Any) -> Any:
    """Put pages that the navigation does not name at the end of their folder's section."""
    docs = Path(config.docs_dir)
    named = json.dumps(config.nav)
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        if f'"{name}"' in named:
            continue
        title = _SECTIONS.get(name.rpartition("/")[0])
        found = next((entry[title] for entry in config.nav if title in entry), None)
        if found is not None:
            found.append(name)
        elif title:
            config.nav.insert(-1, {title: [name]})
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the generated files."""
    from mkdocs.structure.files import File

    for path, content in pages().items():
        present = files.get_file_from_path(path)
        if present is not None:
            files.remove(present)
        files.append(File.generated(config, path, content=content))
    return files
