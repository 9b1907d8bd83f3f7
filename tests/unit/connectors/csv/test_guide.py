"""The guide tells of every key of a map, and its example is a map."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ownit.connectors.csv.map import shipped
from ownit.connectors.csv.parse import KEYS, parse
from ownit.facts.origin import SOURCE_CLASSES
from ownit.facts.schema import TABLES

GUIDE = (Path(__file__).parents[4] / "docs/guide/import-csv.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word", sorted({k for keys in KEYS.values() for k in keys} | set(TABLES) | set(SOURCE_CLASSES))
)
def test_the_guide_tells_of(word: str) -> None:
    assert re.search(rf"\b{word}\b", GUIDE)


def test_the_guide_names_every_shipped_map() -> None:
    assert all(f"`{name}`" in GUIDE for name in shipped())


def test_the_example_is_a_map() -> None:
    example = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert example
    map_ = parse(example[1], "guide")
    assert map_.tables() == ("opportunity",)
    assert set(map_.parts[0].columns) >= {"id", "owner_id", "stage", "outcome"}
