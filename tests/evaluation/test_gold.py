import json
from pathlib import Path

import pytest

from mtcheck.errors import InputError
from mtcheck.evaluation.gold import corpus_hash, gold_row, read_gold
from mtcheck.finding import Label

ROW = {
    "article": "a.txt",
    "label": "spun",
    "text": "The lodge was full.",
    "spans": [
        {"start": 4, "end": 9, "text": "lodge", "category": "spun", "severity": "major",
         "fixes": ["hotel"]}
    ],
}  # fmt: skip


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_reads_what_it_writes(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", {**ROW, "original": "The hotel was full."})
    (article,) = read_gold([path])
    assert article.errors[0].fixes == ("hotel",)
    assert article.label is Label.SPUN
    again = write(tmp_path / "again.jsonl", gold_row(article))
    assert read_gold([again]) == [article]


def test_directory_stands_for_its_gold_file(tmp_path: Path) -> None:
    write(tmp_path / "gold.jsonl", ROW)
    assert [a.name for a in read_gold([tmp_path])] == ["a.txt"]


def test_text_comes_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The lodge was full.", encoding="utf-8")
    row = {key: value for key, value in ROW.items() if key != "text"}
    path = write(tmp_path / "gold.jsonl", row)
    assert read_gold([path], tmp_path)[0].text == "The lodge was full."
    with pytest.raises(InputError, match=r"line 1: no `text` \(name the folder"):
        read_gold([path])


def test_rows_without_annotation(tmp_path: Path) -> None:
    rows = [
        {"text": "a b", "label": "clean"},
        {"text": "a b", "label": "spun", "phrases": [{"spun": "b"}, "a"]},
    ]
    clean, spun = read_gold([write(tmp_path / "gold.jsonl", *rows)])
    assert clean.is_annotated
    assert not spun.is_annotated
    assert spun.phrases == ("b", "a")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([1], "a gold row is a JSON object"),
        ({"text": 7}, "no `text`"),
        ({"text": "  "}, "no `text`"),
        ({"article": 5, "text": "a"}, "`article` is a name"),
        ({"text": "a", "label": "good"}, "label 'good' is none of"),
        ({"text": "a", "label": ["clean"]}, "is none of"),
        ({"text": "a", "original": 3}, "`original` is a text"),
        ({"text": "a", "spans": {}}, "`spans` is a list"),
        ({"text": "a", "spans": [{"start": 0}]}, "a span is an object"),
        ({"text": "a", "spans": [{"start": 0, "end": 2, "category": "spun"}]}, "not in the text"),
        ({"text": "a", "spans": [{"start": "0", "end": 1, "category": "spun"}]}, "not in the text"),
        ({"text": "a", "spans": [{"start": True, "end": 1, "category": "spun"}]}, "not in the"),
        ({**ROW, "text": "The motel was full."}, "says 'lodge', not 'motel'"),
        ({**ROW, "spans": [{**ROW["spans"][0], "fixes": "x"}]}, "`fixes` is a list"),  # type: ignore[index]
        ({**ROW, "spans": [{**ROW["spans"][0], "severity": "bad"}]}, "'bad' is not a valid"),  # type: ignore[index]
        ({**ROW, "spans": [{**ROW["spans"][0], "category": 1}]}, "`category` is a text"),  # type: ignore[index]
        ({"text": "a", "phrases": [{}]}, "a phrase is a text"),
        ({"text": "a", "phrases": "ab"}, "`phrases` is a list"),
    ],
)
def test_bad_rows_name_line_and_reason(tmp_path: Path, row: object, reason: str) -> None:
    path = write(tmp_path / "gold.jsonl", ROW, row)
    with pytest.raises(InputError) as error:
        read_gold([path])
    assert str(error.value).startswith(f"{path}: line 2: ")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\xff\xfe\x00", "not UTF-8: byte 0"),
        (b'{"text": ', "line 1: not JSON"),
        (b"[" * 100_000, "line 1: "),
    ],
)
def test_bad_files_say_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(data)
    with pytest.raises(InputError, match=reason):
        read_gold([path])


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_gold([tmp_path / "none.jsonl"])


def test_corpus_hash_looks_at_content_not_order(tmp_path: Path) -> None:
    other = {**ROW, "article": "b.txt"}
    one = read_gold([write(tmp_path / "1.jsonl", ROW, other)])
    two = read_gold([write(tmp_path / "2.jsonl", other, ROW)])
    changed = read_gold([write(tmp_path / "3.jsonl", other, {**ROW, "label": "clean"})])
    assert corpus_hash(one) == corpus_hash(two) != corpus_hash(changed)
