"""Is what several processes reckon what one would have reckoned, and what if one of them dies?"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from tests.unit.method.conftest import QUARTER, amounts, arrivals, cycle, open_deals

from ownit.flows.reckoning import shared_out
from ownit.method.bookings import Group, Reckoned, Share
from ownit.method.deals import Origin, Won
from ownit.method.ground import Ground, ground

PEOPLE = 7
GOALS = np.full(PEOPLE, 30_000.0)
GROUPS = {
    "north": Group(members=np.arange(4), goal=90_000.0),
    "south": Group(members=np.arange(4, PEOPLE), goal=60_000.0),
    "company": Group(members=np.arange(PEOPLE), goal=150_000.0),
    "company again": Group(members=np.arange(PEOPLE), goal=170_000.0),
}


@pytest.fixture(scope="module")
def view() -> Ground:
    rows = [(i, i * 7 + j, 1000.0 * (1 + (i * j) % 7), Origin(j % 3)) for i in range(PEOPLE) for j in range(6)]
    none = np.zeros((PEOPLE, len(Origin)))
    return ground(
        open_deals(rows),
        PEOPLE,
        won=Won(amount=none, deals=none.astype(int), without_amount=np.zeros(PEOPLE, dtype=int)),
        cycle=cycle(PEOPLE),
        amounts=amounts(PEOPLE, (10_000.0, 20_000.0), (1.0,)),
        arrivals=arrivals(PEOPLE, 0.02),
        window=QUARTER,
    )


def _same(mine: Reckoned, theirs: Reckoned) -> bool:
    return repr(mine.with_help) == repr(theirs.with_help) and mine.decisive == theirs.decisive


@pytest.mark.slow
@pytest.mark.parametrize("program", ["theirs", "one that dies", "none"])
def test_shared_out_is_what_one_process_reckons(
    view: Ground, program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shared_out, "MANY", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    if program == "one that dies":
        broken = tmp_path / "python"
        broken.write_text("#!/bin/sh\nexit 1\n")
        broken.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(broken))
    if program == "none":
        monkeypatch.setattr(sys, "executable", "nothing of that name")
    told = shared_out.reckon(view, GOALS, GROUPS)
    here = Share(view=view, goals=GOALS, people=np.arange(PEOPLE), groups=GROUPS).reckoned()
    assert list(told.groups) == list(GROUPS)
    assert len(told.people) == PEOPLE
    for mine, theirs in zip((*told.people, *told.groups.values()), (*here.people, *here.groups.values()), strict=True):
        assert _same(mine, theirs)


def test_few_people_take_no_other_process(view: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing of that name")
    assert len(shared_out.reckon(view, GOALS, GROUPS).people) == PEOPLE
