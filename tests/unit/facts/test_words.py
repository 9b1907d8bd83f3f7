"""Are a query's words kept for the processes that come after, and is nothing lost where they are not there?"""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from ownit.facts import queries, words
from ownit.facts.measures.kinds import of_kinds

DEALS = pa.table({"id": ["a", "b", "c"], "kind": ["new", "renewal", "new"]})


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is kept yet, and nothing is in this process."""
    monkeypatch.setattr(words, "PLACE", tmp_path / "cache")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    queries.forget()
    return tmp_path / "cache"


def asked(kind: str = "new") -> list[str]:
    """As a process asks that has worded nothing yet."""
    queries.forget()
    return sorted(of_kinds(DEALS, (kind,)).to_pyarrow()["id"].to_pylist())


def test_the_next_process_takes_the_words_of_the_last(place: Path) -> None:
    assert asked() == ["a", "c"]
    (kept,) = place.glob("words-*/*.json")
    told = json.loads(kept.read_text())
    kept.write_text(json.dumps({**told, "sql": told["sql"] + " LIMIT 0"}))
    assert asked() == []
    assert asked("renewal") == ["b"]  # another form, with words of its own


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sql": "SELECT"}'])
def test_words_that_cannot_be_read_are_worded_anew(place: Path, text: str) -> None:
    asked()
    (kept,) = place.glob("words-*/*.json")
    whole = kept.read_text()
    kept.write_text(text)
    assert asked() == ["a", "c"]
    assert kept.read_text() == whole


def test_other_editions_of_the_code_keep_nothing_here(place: Path) -> None:
    (place / "words-of-before").mkdir(parents=True)
    asked()
    assert len([*place.glob("words-*")]) == 1


def test_where_nothing_can_be_written_it_is_answered_all_the_same(place: Path) -> None:
    place.write_text("no folder")
    assert asked() == ["a", "c"]


def test_who_wants_no_compiled_files_has_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert asked() == ["a", "c"]
    assert not place.exists()
