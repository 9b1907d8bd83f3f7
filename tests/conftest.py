"""What holds for every test: no socket leaves this machine, and nobody's own workspace is read or written."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import settings

from ownit.facts import words

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as ownit's own entry has it; read when NumPy is first imported

# How far Hypothesis looks: 50 examples in `make test`, as many as `make check` has time for, ten times as many in
# `make soak`. A test that wants another number says it as a share of settings().max_examples. A busy machine is no
# failure. Where CI is set, Hypothesis also derandomizes; that stays.
settings.register_profile("test", settings(), deadline=None, max_examples=50)
settings.register_profile("check", settings(), deadline=None, max_examples=10)
settings.register_profile("soak", settings(), deadline=None, max_examples=500)
settings.load_profile("test")

_LOCAL = ("127.", "::1", "localhost")
_SLOW = (
    "calibration/",
    "contract/",
    "crash/",
    "house/test_light.py",
    "unit/config/test_entry.py",
    "unit/connectors/csv/test_propose",
    "unit/connectors/csv/test_shipped_maps.py",
    "unit/connectors/salesforce/",
    "unit/connectors/simulate/test_northline.py",
    "unit/connectors/simulate/test_write.py",
    "unit/facts/known/",
    "unit/facts/measures/",
    "unit/facts/store/",
    "unit/facts/test_",
    "unit/flows/planning/test_planning.py",
    "unit/flows/test_shared_out.py",
    "unit/method/blocks/test_week.py",
    "unit/method/cycle/test_fitting.py",
    "unit/method/cycle/test_market.py",
    "unit/method/cycle/test_null.py",
    "unit/method/test_bookings_of_teams.py",
)
"""Where tests import or write a whole company, draw many, wake the facts' engine or start a process: what `make check`
leaves to `make test` and does not even read. Elsewhere a test over a quarter of a second is itself marked `slow`."""

_COVERING = ("unit/method/", "unit/facts/")
"""The tests whose coverage is measured: a part's own. What only a whole run passes through is not tested by it, and
following each of its calls takes half as long again."""


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests a workspace of their own, which goes when they end."""
    home = tempfile.mkdtemp(prefix="ownit-tests-")
    os.environ["OWNIT_HOME"] = home
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read what lies in a slow place where nothing slow is wanted."""
    unwanted = "not slow" in config.getoption("markexpr") and collection_path.suffix == ".py"
    return True if unwanted and _in(collection_path, _SLOW) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what lies in a slow place."""
    for item in items:
        if _in(item.path, _SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Where coverage is measured, leave off for a test that is no part's own, its fixtures included.

    What such a test had worded is forgotten before the next that is: a query is worded once in a process, and whoever
    asks it first is not always its own test. Nor is it looked up what other processes worded.
    """
    measuring = Coverage.current()
    if measuring is not None:
        words.PLACE = None
    if measuring is None or _in(item.path, _COVERING):
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()
        if nextitem is not None and _in(nextitem.path, _COVERING) and "ownit.facts.queries" in sys.modules:
            sys.modules["ownit.facts.queries"].forget()


def _in(path: Path, places: tuple[str, ...]) -> bool:
    return path.relative_to(Path(__file__).parent).as_posix().startswith(places)


@pytest.fixture(autouse=True, scope="session")
def stay_on_this_machine() -> Iterator[None]:
    """Connecting to another host fails at once, with the host's name."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOCAL):
            raise AssertionError(f"a test connects to {address[0]}: no socket may leave this machine")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def rows_may_go_between_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, the tables are emptied; append-only ones let that happen, and only that."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker is not None and marker.kwargs.get("transaction"))
    if not commits:
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from ownit.promises import append_only

    append_only.install(connection, append_only.tables())
    yield
    append_only.lift(connection, append_only.tables())
