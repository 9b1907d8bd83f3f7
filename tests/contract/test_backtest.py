"""Is looking forward from past days honest: does nothing that came later, or was written later, make it better?"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django import DjangoDbBlocker
from tests.contract.conftest import MAVEN, import_csv, workspace_at
from tests.contract.test_maven import corrupted

from ownit.answers.trust import OWNIT
from ownit.answers.trust.summary import runs
from ownit.facts.store import Store
from ownit.facts.tables import Tables
from ownit.flows import proposing
from ownit.flows.backtest.walk import Walked, walk
from ownit.flows.standing import ask

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AUGUST, OCTOBER, END = date(2017, 7, 31), date(2017, 10, 15), date(2017, 12, 31)
Walking = Callable[[Path, Path, date], Walked]


@pytest.fixture
def walked(tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Walking:
    """Import a source into a workspace of its own and look forward from August 2017 on, up to a day."""

    def run(home: Path, source: Path, until: date) -> Walked:
        workspace = workspace_at(home)
        home.mkdir()
        import_csv(workspace, source)
        proposing.propose(Store(workspace.facts).require(), workspace.now())
        asked, _ = ask(workspace, as_of=until)
        with Tables(asked.snapshot, threads=1) as tables:  # several add up in another order each time
            return walk(tables, asked, since=AUGUST)

    return run


def told(out: Walked) -> list[dict[str, Any]]:
    """Every case as it is kept, to the bit; subjects by order, since two imports number people apart."""
    return [{**asdict(case), "look": {**asdict(case.look), "subject": ""}} for case in out.cases]


@pytest.mark.soak  # tests/contract/test_maven.py asks the same of the standing each time
def test_another_future_changes_no_forecast_and_no_score_to_the_bit(tmp_path: Path, walked: Walking) -> None:
    """Everything after 15 October is made up anew; what was said and scored by then, corrections too, stays."""
    was = walked(tmp_path / "was", MAVEN, OCTOBER)
    other = walked(tmp_path / "other", corrupted(tmp_path / "source"), OCTOBER)
    assert len(was.cases) > 300
    assert {case.method for case in was.cases} > {OWNIT, "last_period", "plug_in_hazard"}
    assert told(was) == told(other)


@pytest.mark.soak
def test_fields_overwritten_at_closing_improve_nothing(tmp_path: Path, walked: Walking) -> None:
    """Lost deals get a telling amount and account, won ones an account of their own, as tidy CRMs do at closing."""
    was = crps(walked(tmp_path / "was", MAVEN, END))
    tidied = crps(walked(tmp_path / "tidied", overwritten(tmp_path / "source"), END))
    assert tidied.keys() == was.keys()
    for key, score in tidied.items():
        assert score >= 0.99 * was[key], key


def crps(out: Walked) -> dict[tuple[str, str, int], float]:
    """Ownit's mean CRPS per level, horizon and week."""
    return {(r.level, r.horizon, r.week): r.methods[OWNIT].crps for r in runs(out.cases) if np.isfinite(r.cases)}


def overwritten(folder: Path) -> Path:
    """The same deals, with what their ends overwrote."""
    folder.mkdir()
    for name in ("accounts.csv", "products.csv", "sales_teams.csv"):
        (folder / name).write_bytes((MAVEN / name).read_bytes())
    with (MAVEN / "sales_pipeline.csv").open(encoding="utf-8") as source:
        deals = list(csv.DictReader(source))
    with (folder / "sales_pipeline.csv").open("w", encoding="utf-8", newline="") as target:
        out = csv.DictWriter(target, fieldnames=list(deals[0]))
        out.writeheader()
        for deal in deals:
            if deal["deal_stage"] == "Lost":
                deal |= {"close_value": "1", "account": "Konex"}
            elif deal["deal_stage"] == "Won":
                deal |= {"account": "Isdom"}
            out.writerow(deal)
    return folder
