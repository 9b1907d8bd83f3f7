"""Whole imports in a workspace of their own, on the tests' database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from ownit.connectors.base import ReadOptions
from ownit.flows.import_report import ImportReport
from ownit.flows.workspace import Workspace

SHARED = Path(__file__).parents[3] / "shared" / "data"
MAVEN = SHARED / "maven_crm"

Importing = Callable[[Workspace, Path], ImportReport]


def workspace_at(home: Path, today: date = date(2026, 8, 12)) -> Workspace:
    """A workspace in a folder, on a fixed day."""
    return Workspace(home=home, database="sqlite:///unused", today=today)


def import_csv(workspace: Workspace, source: Path, map_: str | Path = "maven") -> ImportReport:
    """One CSV import the ordinary way, not settled."""
    from ownit.flows import importing, requests

    wanted = requests.request(workspace, "csv", source, ReadOptions(connector="", map=map_))
    return importing.run(workspace, wanted)


@pytest.fixture(scope="session")
def maven(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Workspace, ImportReport]]:
    """The Maven company, imported once; tests read it only."""
    workspace = workspace_at(tmp_path_factory.mktemp("maven"))
    with django_db_blocker.unblock():
        yield workspace, import_csv(workspace, MAVEN)
