"""Does what a CRM overwrites at closing leak into what is said to have been known before?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.contract.conftest import workspace_at

from ownit.answers.trust import OWNIT
from ownit.connectors.base import ReadOptions
from ownit.connectors.simulate.behaviour.company import Company, simulate
from ownit.connectors.simulate.behaviour.export import write_export
from ownit.connectors.simulate.behaviour.scenarios import SCENARIOS
from ownit.connectors.simulate.behaviour.seeds import TEST_SEEDS
from ownit.facts.store import Store
from ownit.facts.tables import Tables
from ownit.flows import importing, proposing, requests
from ownit.flows.backtest.walk import walk
from ownit.flows.standing import ask

pytestmark = [pytest.mark.django_db, pytest.mark.soak]

SINCE, UNTIL = date(2025, 5, 31), date(2025, 9, 30)


@pytest.fixture(scope="module")
def company() -> Company:
    """Eight sellers whose CRM keeps a history of stages."""
    return simulate(SCENARIOS["base"], np.random.default_rng(TEST_SEEDS[1]))


def test_stages_amounts_owners_and_sources_written_at_closing_improve_no_forecast(
    company: Company, tmp_path: Path
) -> None:
    """All of them tell the outcome: whoever read them on a past day would know which open deals will be won."""
    write_export(company, tmp_path / "was", UNTIL)
    write_export(company, tmp_path / "tidied", UNTIL)
    tidy(tmp_path / "tidied")
    was, tidied = (crps(tmp_path / name, tmp_path / f"home-{name}") for name in ("was", "tidied"))
    assert tidied.keys() == was.keys() >= {"person", "company"}
    for level, score in tidied.items():
        assert score >= 0.99 * was[level], level


def crps(source: Path, home: Path) -> dict[str, float]:
    """Ownit's mean CRPS per level, looking forward from the past days of an export."""
    workspace = workspace_at(home, UNTIL)
    importing.run(workspace, requests.request(workspace, "salesforce", source, ReadOptions(connector="salesforce")))
    proposing.propose(Store(workspace.facts).require(), workspace.now())
    asked, _ = ask(workspace, as_of=UNTIL)
    with Tables(asked.snapshot, threads=1) as tables:
        cases = [case for case in walk(tables, asked, since=SINCE).cases if case.method == OWNIT]
    levels = {case.look.level for case in cases}
    return {level: float(np.mean([c.crps for c in cases if c.look.level == level])) for level in levels}


def tidy(folder: Path) -> None:
    """As tidy CRMs do: the lost are worth 1, back in the first stage, the web's, and their leader's; the won referred.

    The owner's history keeps the handover, the stages' stays as it was; nothing keeps what the source was.
    """
    deals = list(rows(folder / "Opportunity.csv"))
    leader = next(user["Id"] for user in rows(folder / "User.csv") if user["Title"] == "Sales Manager")
    changes = []
    for deal in (deal for deal in deals if deal["IsClosed"] == "true"):
        if deal["IsWon"] == "true":
            deal |= {"LeadSource": "Customer Referral"}
            continue
        changes.append(handed_over(deal, leader))
        deal |= {"Amount": "1", "StageName": "Prospecting", "LeadSource": "Webinar", "OwnerId": leader}
    written(folder / "Opportunity.csv", deals)
    written(folder / "OpportunityFieldHistory.csv", changes)


def handed_over(deal: dict[str, str], to: str) -> dict[str, str]:
    return {
        "Id": "017" + deal["Id"][3:],
        "OpportunityId": deal["Id"],
        "Field": "Owner",
        "OldValue": deal["OwnerId"],
        "NewValue": to,
        "CreatedDate": f"{deal['CloseDate']}T17:00:00.000Z",
        "CreatedById": deal["OwnerId"],
    }


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def written(path: Path, made: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, fieldnames=list(made[0]))
        out.writeheader()
        out.writerows(made)
