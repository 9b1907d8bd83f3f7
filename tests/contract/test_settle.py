"""Is what an import settled left as it is where the same facts come again, and done anew where anything changed?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.conftest import import_csv, workspace_at

from ownit.flows.settle import settle
from ownit.flows.workspace import Workspace
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

HEAD = "ID,Title,Value,Currency,Owner,Stage,Status,Deal created,Won time\n"
ROW = "{n},Deal {n},{n}000,USD,Ann,Offer,won,2026-01-02 09:00:00,2026-03-02 09:00:00\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Where five deals were imported and settled."""
    there = workspace_at(tmp_path / "workspace")
    imported(there)
    return there


def imported(workspace: Workspace) -> None:
    file = workspace.home.parent / "deals.csv"
    file.write_text(HEAD + "".join(ROW.format(n=n) for n in range(1, 6)), encoding="utf-8")
    import_csv(workspace, file, "pipedrive")
    settle(workspace)


def kept(workspace: Workspace) -> dict[str, int]:
    """Every file of what was reckoned, with the moment it was written."""
    files = (workspace.facts / "reckoned").rglob("*")
    return {file.name: file.stat().st_mtime_ns for file in files if file.is_file()}


def test_the_same_facts_are_not_reckoned_again(workspace: Workspace) -> None:
    before = kept(workspace)
    imported(workspace)
    assert kept(workspace) == before
    assert any(name.startswith("plans-") for name in before)


def test_what_is_lacking_or_leans_on_something_else_is_done_anew(workspace: Workspace) -> None:
    before = kept(workspace)
    (plans,) = (workspace.facts / "reckoned").rglob("plans-*")
    plans.unlink()
    settle(workspace)
    again = kept(workspace)
    assert again.keys() == before.keys()
    choose(OPERATOR, "gate", "off", at=workspace.now())
    settle(workspace)
    assert kept(workspace)["laws.parquet"] > again["laws.parquet"]
