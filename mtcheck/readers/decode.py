"""From bytes to text. A byte order mark is a mark of the encoding, not a part of the text."""

from __future__ import annotations

import codecs

from mtcheck.errors import InputError

# UTF-32's little-endian mark begins with UTF-16's, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SNIFF = 8192


def decode(
    data: bytes, path: str, given: str | None = None, declared: str | None = None
) -> tuple[str, str]:
    """Text and its encoding: the given, the byte order mark's, the declared one, or UTF-8.

    Nothing is guessed: bytes that are not in that encoding raise InputError with the place of
    the first, since a wrong guess would be reported as damage of the article.
    """
    mark = next((name for start, name in _MARKS if data.startswith(start)), None)
    chosen = given or mark or declared or "utf-8"
    if not given and not mark and b"\0" in data[:_SNIFF]:
        raise InputError(path, "binary: there are NUL bytes in it")
    try:
        text = data.decode(chosen)
    except UnicodeDecodeError as error:
        where = f"byte {error.start} (0x{data[error.start]:02x})" if data else "its start"
        hint = "" if given else "; name its encoding with --encoding, such as cp1252"
        raise InputError(path, f"not {_shown(chosen)}: {where} cannot be decoded{hint}") from error
    except LookupError as error:
        raise InputError(path, f"unknown encoding {chosen!r}") from error
    return text.removeprefix("\ufeff"), chosen


def _shown(encoding: str) -> str:
    return {"utf-8-sig": "UTF-8", "utf-8": "UTF-8"}.get(encoding, encoding.upper())
