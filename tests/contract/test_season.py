"""Does a record of several years give a plan its season, and a shorter one a sentence?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.contract.conftest import workspace_at

from ownit.connectors.base import ReadOptions
from ownit.facts.store import Store
from ownit.flows import importing, proposing, requests
from ownit.flows.planning.seasons import Told, read, season_of, whole_months
from ownit.flows.standing import ask
from ownit.method.calendar import FiscalCalendar
from ownit.promises.people import selectors as people
from ownit.promises.people.access import OPERATOR

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TODAY = date(2026, 8, 12)
SELLERS = ("Ana Silva", "Bo Larsen", "Cleo Martin")


def deals(since: date, december: int) -> str:
    """Four deals won a month, ``december`` in December, dealt to the sellers in turn; Cleo's first is open."""
    rng = np.random.default_rng(5)
    lines, day = ["Deal,Created,Seller,Customer,Stage,Amount,Close date,Lead source"], since
    while day < TODAY - timedelta(days=31):
        for _ in range(december if day.month == 12 else 4):
            n, closed = len(lines), day + timedelta(days=int(rng.integers(0, 27)))
            created = closed - timedelta(days=40)
            lines.append(
                f"D-{n},{created},{SELLERS[n % 3]},Customer {n},Won,{rng.integers(8, 14)}000,{closed},Referral"
            )
        day = (day + timedelta(days=32)).replace(day=1)
    lines.append(f"D-X,{TODAY - timedelta(days=9)},Cleo Martin,Customer X,Proposal,9000,,Referral")
    return "\n".join(lines) + "\n"


def told(folder: Path, since: date, december: int) -> Told:
    """What is told of Ana's season from such a record."""
    workspace, source, map_ = workspace_at(folder, TODAY), folder / "deals.csv", folder / "deals.toml"
    source.write_text(deals(since, december), encoding="utf-8")
    requests.propose("csv", source, ReadOptions(connector=""), map_)
    given = ReadOptions(connector="", map=map_, currency="USD")
    importing.run(workspace, requests.request(workspace, "csv", source, given))
    proposing.propose(Store(workspace.facts).require(), workspace.now())
    asked, _ = ask(workspace, None, "year")
    return season_of(read(workspace, asked), people.find(OPERATOR, "Ana Silva").id)


def test_a_december_of_every_year_carries_more_of_the_number(tmp_path: Path) -> None:
    found = told(tmp_path, date(2023, 7, 1), december=20)
    assert found.season is not None
    assert (found.season.years, found.season.own) == (3, True)
    assert found.season.multiplier[11] > 2
    assert all(m < 1.1 for m in found.season.multiplier[:11])
    assert "whole years" in found.note
    assert "December carries" in found.note


def test_one_december_is_no_season_whatever_it_was(tmp_path: Path) -> None:
    found = told(tmp_path, date(2025, 3, 1), december=20)
    assert found.season is None
    assert found.note.startswith("Not enough evidence yet for a season: ")
    assert "do not make two whole years" in found.note
    assert "working days" in found.note


def test_the_months_of_a_record_are_whole_and_over() -> None:
    calendar = FiscalCalendar()
    names = [m.name for m in whole_months(calendar, date(2026, 5, 2), date(2026, 7, 31))]
    assert names == ["June 2026", "July 2026"]
    assert whole_months(calendar, date(2026, 5, 1), date(2026, 5, 30)) == []
    assert whole_months(calendar, None, date(2026, 5, 30)) == []
