"""Whole imports in a workspace of their own, on the tests' database."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from ownit.answers.standing import Standing
from ownit.cli.app import run as run_cli
from ownit.connectors.base import ReadOptions
from ownit.flows.import_report import ImportReport
from ownit.flows.workspace import Workspace
from ownit.promises.organisation.services import choose
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person
from ownit.promises.plans import services

SHARED = Path(__file__).parents[3] / "shared" / "data"
MAVEN = SHARED / "maven_crm"

Importing = Callable[[Workspace, Path], ImportReport]
Run = Callable[..., tuple[int, str, str]]
On = Callable[[date], Run]
Pipe = Callable[[str], None]
Told = tuple[Workspace, ImportReport, Standing]

TUESDAY = date(2026, 12, 1)
ANSWERS = {
    "number": "EUR 600k from 2027-01-01 by 2027-12-31, 0 won",
    "deal": "25k in 60 days",
    "win": "2",
    "meetings": "4 in 8 hours",
    "network": "20",
    "protected": "8: Tue-Fri 9-11",
    "winning_hours": "2",
    "serving": "4",
    "why": "The house in <Skagen>.",
}


def in_json(run: Run, *words: str) -> dict[str, Any]:
    """What a verb says with ``--json``."""
    code, out, err = run(*words, "--json")
    assert code == 0, err
    answer: dict[str, Any] = json.loads(out)
    return answer


def workspace_at(home: Path, today: date = date(2026, 8, 12)) -> Workspace:
    """A workspace in a folder, on a fixed day."""
    return Workspace(home=home, database="sqlite:///unused", today=today)


def import_csv(workspace: Workspace, source: Path, map_: str | Path = "maven") -> ImportReport:
    """One CSV import the ordinary way, not settled."""
    from ownit.flows import importing, requests

    wanted = requests.request(workspace, "csv", source, ReadOptions(connector="", map=map_))
    return importing.run(workspace, wanted)


CAST = (
    "Viktor Hale",
    "Priya Raman",
    "Tom Brandt",
    "Mei Lindqvist",
    "Carlos Mendes",
    "Jonas Weber",
    "Lea Novak",
    "Aisha Bello",
    "Ruth Adler",
    "Sam Ortiz",
    "Nadia Petrov",
)
"""Who is in the demo company, leaders apart."""


@pytest.fixture(scope="module")
def northline(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Told]:
    """The demo company, written, imported, settled and told once; what the database got is taken back at the end."""
    from django.db import transaction

    from ownit.flows import demo

    workspace = workspace_at(tmp_path_factory.mktemp("northline"), demo.TODAY)
    with django_db_blocker.unblock(), transaction.atomic():
        yield workspace, *demo.run(workspace)
        transaction.set_rollback(True)


@pytest.fixture
def alone_here(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """The command line works on the tests' database, and no account of this machine says who writes."""
    monkeypatch.setattr("ownit.flows.journal.who.account_owner", lambda: "")
    monkeypatch.setattr("ownit.cli.session.open_promises", lambda ctx: None)


@pytest.fixture
def on(tmp_path: Path, capsys: pytest.CaptureFixture[str], alone_here: None) -> On:
    """The command line in this process, on a day: exit code, output and errors of ``ownit WORDS``."""

    def at(day: date) -> Run:
        def run(*words: str) -> tuple[int, str, str]:
            code = run_cli(lambda: workspace_at(tmp_path, day), list(words))
            said = capsys.readouterr()
            return code, said.out, said.err

        return run

    return at


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Gives a text to standard input."""

    def give(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return give


@pytest.fixture
def viktor(alone_here: None) -> int:
    """Viktor Hale, known in Berlin since the first of August."""
    at = datetime(2026, 8, 1, 12, tzinfo=UTC)
    choose(OPERATOR, "zone", "Europe/Berlin", at=at)
    return add_person(OPERATOR, "Viktor Hale", "viktor@northline.example", at=at).id


@pytest.fixture(scope="session")
def maven(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Workspace, ImportReport]]:
    """The Maven company, imported once; tests read it only."""
    workspace = workspace_at(tmp_path_factory.mktemp("maven"))
    with django_db_blocker.unblock():
        yield workspace, import_csv(workspace, MAVEN)


@pytest.fixture
def ada(alone_here: None) -> int:
    """A seller who said six answers in December."""
    at = datetime(2026, 12, 1, 12, tzinfo=UTC)
    person = add_person(OPERATOR, "Ada Quist", "", at=at).id
    for name, text in ANSWERS.items():
        services.say(OPERATOR, person, name, text, at=at)
    return person


@pytest.fixture
def workspace(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Of somebody in Vienna, on a Tuesday, with nothing imported."""
    del db
    monkeypatch.setattr(settings, "COMPUTER_ZONE", "Europe/Vienna")
    return workspace_at(tmp_path / "home", TUESDAY)
