"""Is a file read at sight or in place read as a staged one is: the same facts, the same rejects, the same errors?"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.connectors.errors import ConnectorError
from ownit.connectors.salesforce import typed
from ownit.connectors.salesforce.wanted import File

from .conftest import Read, read_all

INSTANTS = (
    "2024-01-05T10:00:00.000Z",
    "2024-02-06T23:59:59.000+0000",
    "2024-01-05 10:00",
    "2024-01-05",
    " 2024-01-05T10:00Z",
)
ODD_INSTANTS = (
    "epoch",
    "infinity",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "5/1/2024",
    "1704448800000",
    "x",
    "2024-1-5 1:2",
)
DATES = ("2024-01-05", "2024-12-31", "2024-1-5", "")
ODD_DATES = (
    " 2024-01-05",
    "2024-01-05T10:00:00Z",
    "0001-01-01",
    "9999-12-31",
    "13/1/2024",
    "1/13/2024",
    "-infinity",
    "20240105",
)
AMOUNTS = ("100", "1e5", "12.5", "-3", "", "0.1234")
ODD_AMOUNTS = ("1_000", "1,000", "1.234", "NaN", "infinity", "0x10", "$ 5", "(7)", " 8", "1e30", "1.000")
FLAGS = ("true", "false", "TRUE", "1", "no", "")
ODD_FLAGS = ("perhaps", " true", "on")
TEXTS = ("Prospecting", "Closed Won", "Closed Lost", 'a "quoted" one', "two\nlines", "")
ODD_TEXTS = (" padded ", "\tx", "   ", "\u00a0y", "=1+1")
IDS = ("0065g0000008nZ2AAI", "0065g0000008nZ3AAI", "0065g0000008nZ2", "006x", "0065g0000008nz2")


def _cells(plain: tuple[str, ...], odd: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """A column's cells: mostly all plain, so that files that are read in place come up."""
    return st.lists(st.sampled_from(plain), min_size=6, max_size=6) | st.lists(
        st.sampled_from(plain + odd), min_size=6, max_size=6
    )


DEALS = {
    "Id": _cells(IDS, ("", " 0065g0000008nZ4AAI")),
    "OwnerId": _cells(("0055g0000008nZ2AAI", "0055g0000008nZ2"), ("", " ")),
    "Name": _cells(TEXTS, ODD_TEXTS),
    "StageName": _cells(TEXTS[:3], ODD_TEXTS),
    "Amount": _cells(AMOUNTS, ODD_AMOUNTS),
    "CloseDate": _cells(DATES, ODD_DATES),
    "CreatedDate": _cells(INSTANTS[:2], ODD_INSTANTS) | _cells(INSTANTS, ()),
    "IsWon": _cells(FLAGS, ODD_FLAGS),
    "IsDeleted": _cells(("false",), FLAGS),
}
ENTRIES = {
    "Id": _cells(("0085g0000008nZ2AAI", "0085g0000008nZ3AAI"), ("",)),
    "OpportunityId": _cells(IDS[:2], IDS).map(sorted) | _cells(IDS[:2], ("",)),
    "StageName": _cells(TEXTS[:3], ODD_TEXTS),
    "Amount": _cells(AMOUNTS, ODD_AMOUNTS),
    "CloseDate": _cells(DATES, ODD_DATES),
    "CreatedDate": _cells(INSTANTS[:2], ()).map(sorted) | _cells(INSTANTS, ODD_INSTANTS),
}


def _write(folder: Path, name: str, columns: dict[str, list[str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def _told(read: dict[str, Read]) -> dict[str, Any]:
    return {name: (sorted(map(str, t.rows)), sorted(map(str, t.rejects)), t.read, t.notes) for name, t in read.items()}


def _outcome(folder: Path, scratch: Path) -> Any:
    try:
        return _told(read_all(folder, scratch))
    except ConnectorError as error:
        return type(error), str(error)


@pytest.mark.slow
@settings(deadline=None, max_examples=settings().max_examples // 6)
@given(deals=st.fixed_dictionaries(DEALS), entries=st.fixed_dictionaries(ENTRIES), worth=st.sampled_from((0, 1 << 20)))
def test_at_sight_in_place_and_staged_agree(
    deals: dict[str, list[str]], entries: dict[str, list[str]], worth: int
) -> None:
    """Whether at sight is ahead (``worth``) or when asked for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "export")
        folder.mkdir()
        _write(folder, "Opportunity", deals)
        _write(folder, "OpportunityHistory", entries)
        with mock.patch.object(typed, "WORTH", worth):
            found = _outcome(folder, Path(name, "a"))
        with mock.patch.object(typed, "_read_at_sight", return_value=None):
            assert _outcome(folder, Path(name, "b")) == found
            with mock.patch.object(typed, "_read_in_place", return_value=None):
                assert _outcome(folder, Path(name, "c")) == found


def _export(folder: Path, deals: list[str], entries: list[str]) -> Path:
    folder.mkdir()
    head = "Id,OwnerId,Name,StageName,Amount,CloseDate,CreatedDate,IsWon,IsClosed"
    (folder / "Opportunity.csv").write_text("\n".join([head, *deals]) + "\n", encoding="utf-8")
    head = "Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate"
    (folder / "OpportunityHistory.csv").write_text("\n".join([head, *entries]) + "\n", encoding="utf-8")
    return folder


DEAL = "0065g0000008nZ{}AAI,0055g0000008nZ2AAI,Deal,Closed Won,{},2024-03-0{},2024-01-0{}T08:00:00.000Z,true,true"
ENTRY = "0085g0000008nZ{}AAI,0065g0000008nZ{}AAI,{},100,2024-03-01,2024-0{}-05T10:00:00.000Z"
ENTRIES_IN_ORDER = [ENTRY.format(i, 2 + i // 3, ("Open", "Talks", "Closed Won")[i % 3], i + 1) for i in range(6)]


def test_a_plain_export_is_read_in_place_and_others_are_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staged: list[str] = []
    read_staged = typed._read_staged

    def noted(file: File, table: str) -> Any:
        staged.append(file.found.sheet.file)
        return read_staged(file, table)

    monkeypatch.setattr(typed, "_read_staged", noted)
    deals = [DEAL.format(n, 100, n, n) for n in (2, 3)]

    plain = read_all(_export(tmp_path / "plain", deals, ENTRIES_IN_ORDER), tmp_path / "a")
    assert staged == []
    odd = read_all(_export(tmp_path / "odd", [*deals, DEAL.format(4, "many", 4, 4)], ENTRIES_IN_ORDER), tmp_path / "b")
    assert staged == ["Opportunity.csv"]
    assert plain["opportunity"].rows == odd["opportunity"].rows
    assert [r["reason"] for r in odd["opportunity"].rejects] == ['unreadable amount "many"']


def test_entries_out_of_order_come_from_the_same_stages(tmp_path: Path) -> None:
    deals = [DEAL.format(n, 100, n, n) for n in (2, 3)]
    in_order = read_all(_export(tmp_path / "in", deals, ENTRIES_IN_ORDER), tmp_path / "a")
    mixed = read_all(_export(tmp_path / "out", deals, ENTRIES_IN_ORDER[::-1]), tmp_path / "b")

    def key(row: dict[str, Any]) -> tuple[str, Any]:
        return row["opportunity_id"], row["at"]

    assert [r["from_stage"] for r in in_order["stage_change"].rows] == [None, "Open", "Talks"] * 2
    assert sorted(in_order["stage_change"].rows, key=key) == sorted(mixed["stage_change"].rows, key=key)
    assert in_order["opportunity"].by() == mixed["opportunity"].by()
    assert {r["closed_at"].month for r in in_order["opportunity"].rows} == {3, 6}
