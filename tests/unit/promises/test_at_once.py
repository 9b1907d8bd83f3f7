"""Do several who write at once each land, and nothing twice?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from ownit.config.environment import sqlite_url

WRITE = """
import sys
from datetime import datetime, UTC
from ownit.promises.opening import open_promises
open_promises(sys.argv[1])
from ownit.promises.organisation.services import choose
from ownit.promises.people import models
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.record import FoundPerson
from ownit.promises.people.services import propose_people
at, who = datetime(2026, 8, 12, tzinfo=UTC), int(sys.argv[2])
for n in range(10):
    found = [FoundPerson(connector="crm", external_id=str(i), name=f"S {i}", email=f"{i}@x.y") for i in range(50)]
    propose_people(found, f"s{who}", at)
    choose(OPERATOR, "confidence", f"{60 + 10 * who + n}", at=at)
print(models.Person.objects.count(), models.Identity.objects.count(), models.Profile.objects.count())
"""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A database of one's own, of the kind under test."""
    server = os.environ.get("OWNIT_DATABASE", "")
    if not server.startswith("postgres"):
        yield sqlite_url(tmp_path / "p.sqlite3")
        return
    import psycopg

    name = f"at_once_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        admin.execute(f"DROP DATABASE {name}".encode())


@pytest.mark.slow
def test_three_processes_record_everyone_once_and_every_choice(url: str) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ownit.config.settings"}
    started = [
        subprocess.Popen([sys.executable, "-c", WRITE, url, str(who)], env=environment, stdout=-1, stderr=-1, text=True)
        for who in range(3)
    ]
    for one in started:
        out, err = one.communicate(timeout=120)
        assert (one.returncode, err) == (0, "")
        assert out.split() == ["50", "50", "50"]
    count = (
        "import sys\nfrom ownit.promises.opening import open_promises\nopen_promises(sys.argv[1])\n"
        "from ownit.promises.organisation.models import Choice\nprint(Choice.objects.count())"
    )
    done = subprocess.run(
        [sys.executable, "-c", count, url], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "30"
