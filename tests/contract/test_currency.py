"""In which currency is an import told, where nobody has chosen one?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.conftest import import_csv, workspace_at

from ownit.flows.import_report import ImportReport
from ownit.promises.organisation import selectors
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR

DEALS = "ID,Title,Value,Currency,Owner,Stage,Status,Deal created,Won time\n{}"
ROW = "{n},Deal {n},{n}000,{currency},Ann,Offer,won,2026-01-02 09:00:00,2026-03-02 09:00:00\n"


def imported(home: Path, *currencies: str) -> tuple[str, ImportReport]:
    """The organisation's currency after an import of deals in these, and what the import says."""
    home.mkdir(exist_ok=True)
    rows = (ROW.format(n=n, currency=currency) for n, currency in enumerate(currencies, 1))
    (home / "deals.csv").write_text(DEALS.format("".join(rows)), encoding="utf-8")
    workspace = workspace_at(home / "workspace")
    report = import_csv(workspace, home / "deals.csv", "pipedrive")
    return selectors.choices(OPERATOR, workspace.now().date()).currency, report


@pytest.mark.parametrize(
    ("currencies", "told", "left_out"),
    [
        (("EUR", "EUR"), "EUR", 0),  # all of them, else nothing would be in any figure
        (("EUR", "EUR", "GBP"), "EUR", 1),
        (("EUR", "EUR", "USD"), "USD", 2),  # the usual one is among them: which is meant is a person's to say
    ],
)
def test_an_import_is_told_in_the_currency_of_its_deals(
    db: None, tmp_path: Path, currencies: tuple[str, ...], told: str, left_out: int
) -> None:
    currency, report = imported(tmp_path, *currencies)
    assert currency == told
    said = {w.code: w for w in report.warnings}
    assert (said["no_rate"].count if "no_rate" in said else 0) == left_out
    assert ("currency_found" in said) == (told != "USD")
    if told != "USD":
        assert f"told in EUR, which 2 of {len(currencies)} amounts" in said["currency_found"].text


def test_what_was_chosen_stays(db: None, tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path)
    choose(OPERATOR, "currency", "USD", at=workspace.now())
    currency, report = imported(tmp_path, "EUR", "EUR")
    assert currency == "USD"
    assert {"no_rate"} <= {w.code for w in report.warnings}
