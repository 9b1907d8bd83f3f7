"""Is what cannot be done with a request said in a sentence that helps?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ownit.connectors.base import ReadOptions
from ownit.flows.importing import UnknownKindError
from ownit.flows.requests import MapThereError, OptionError, propose


def test_a_map_proposed_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text("Deal,Owner,Status\nA,Ana,won\nB,Bo,lost\n")
    with pytest.raises(OptionError, match="a file in a folder that is there"):
        propose("csv", deals, ReadOptions(connector="csv"), tmp_path / "nowhere" / "my.toml")


def test_a_map_that_is_there_is_said_to_be_and_stays(tmp_path: Path) -> None:
    there = tmp_path / "deals.toml"
    there.write_text("mine")
    with pytest.raises(MapThereError, match=r"deals\.toml is there already"):
        propose("csv", tmp_path, ReadOptions(connector="csv"), there)
    assert there.read_text() == "mine"


def test_the_name_of_a_shipped_map_as_a_kind_is_told_the_way() -> None:
    assert str(UnknownKindError("hubspot")).endswith("ownit import csv SOURCE --map hubspot.")
    assert "--map" not in str(UnknownKindError("salesfroce"))
