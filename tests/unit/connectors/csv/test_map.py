"""What is wrong in a map is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownit.connectors.csv.map import load
from ownit.connectors.csv.parse import parse
from ownit.connectors.errors import MapError, NoSuchMap, UnreadableFile

GOOD = """[import]
name = "x"

[opportunity]
file = "deals.csv"
[opportunity.columns]
id = "Id"
owner_id = "Owner"
stage = "Stage"
outcome = { stages = true }

[stages]
Won = "won"
"""


def test_a_good_map() -> None:
    map_ = parse(GOOD, "x")
    assert map_.tables() == ("opportunity",)
    assert map_.parts[0].columns["id"][0].columns == ("Id",)
    assert map_.stages["*"]["Won"].outcome == "won"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "x"', "name = x", r"map m, TOML: .*line 2"),
        ('name = "x"', 'title = "x"', r"line 1, import: name is missing"),
        ('name = "x"', 'name = "x"\nzone = "Berlin"', r"line 3, import\.zone: 'Berlin' is no time zone"),
        ('name = "x"', 'name = "x"\ndates = "usual"', r"line 3, import\.dates: must be one of dmy, mdy, ymd"),
        ('name = "x"', 'name = "x"\nempties = 3', r"line 3, import\.empties: must be a text or a list"),
        ("[opportunity]\n", "[oportunity]\n", r"line 4, oportunity: is not known here; did you mean opportunity\?"),
        ('file = "deals.csv"', "", r"line 4, opportunity: file is missing"),
        ('owner_id = "Owner"', 'owner = "Owner"', r"line 8, opportunity\.columns\.owner: .* did you mean owner_id\?"),
        ('id = "Id"', "id = 7", r"line 7, opportunity\.columns\.id: must be a table of keys"),
        ('id = "Id"', 'id = { colum = "Id" }', r"line 7, opportunity\.columns\.id\.colum: .* did you mean column\?"),
        ('id = "Id"', "id = {}", r"line 7, .*give exactly one of column"),
        ('id = "Id"', 'id = { column = "Id", only_when = ["closed"] }', r"line 7, .*must be one of open, won, lost"),
        ('id = "Id"', 'id = { column = "Id", format = "usual" }', r"line 7, .*must be one of dmy"),
        ('id = "Id"', 'id = { column = "Id", times = "1" }', r"line 7, .*times is a number"),
        ('id = "Id"', 'id = { column = "Id", lookup = "p", by = "x" }', r"line 7, .*there is no \[lookups\.p\]"),
        ('id = "Id"', 'id = { column = "Id", by = "x" }', r"line 7, .*go together"),
        ('Won = "won"', 'Won = "victory"', r"line 13, stages\.Won: must be one of open, won, lost"),
        (
            'Won = "won"',
            'Won = { outcome = "won", probability = 90 }',
            r"line 13, stages\.Won: probability is a number",
        ),
        ('[stages]\nWon = "won"', "", r"line 10, opportunity\.columns\.outcome: there are no \[stages\]"),
        ("[stages]", '[sources]\nWeb = "internet"\n[stages]', r"line 13, sources\.Web: must be one of cold"),
        ("[stages]", '[lookups.p]\nfile = "p.csv"\n[stages]', r"line 12, lookups\.p: a lookup needs"),
        (GOOD[GOOD.index("[opp") :], "", r"the map: no table is filled"),
    ],
)
def test_what_is_wrong_is_pointed_at(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(MapError, match=message):
        parse(GOOD.replace(old, new, 1), "m")


def test_maps_are_loaded_by_name_or_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD)
    assert load(path) == load(str(path)) == parse(GOOD, "mine.toml")
    with pytest.raises(NoSuchMap, match="maven"):
        load("mavn")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableFile, match="UTF-8"):
        load(path)
