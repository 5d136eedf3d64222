"""Hypothesis strategies for article text: what real files and hostile ones hold."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = st.sampled_from(
    [
        "word", "The council met on Tuesday.", "U.S.", "don’t", "e\u0301", "na\u00efve", "😀",
        "👩‍👩‍👧", "\U0001f1e9\U0001f1ea", "日本", "ß", "İ", "\u200b", "\u202e", "\u00a0", "\u2028",
        "\x0b", "\x0c", "\x85", "\x1b[31m", "\x07", "&amp;", "<b>", "</b>", "`code`", "[a](b)",
        "*", "_",
        "https://example.org/x", "a@b.org", "#", "> ", "- ", "|", ".", ",", "“", "”", '"', "'",
        "3.5", "—", "…", "\ufeff", "\ufffc", " ", "  ", "\t",
        "\n", "\n\n", "\r\n", "\r\n\r\n", "\r",
    ]
)  # fmt: skip


def texts(max_pieces: int = 40) -> st.SearchStrategy[str]:
    """Texts of ordinary and awkward pieces, and of arbitrary characters."""
    built = st.lists(_PIECES, max_size=max_pieces).map("".join)
    return built | st.text(max_size=60)
