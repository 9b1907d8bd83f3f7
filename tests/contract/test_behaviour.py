"""Does an imported export of the second generator give the same facts as its canonical tables, made in memory?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.contract.conftest import workspace_at

from ownit.connectors.base import ReadOptions
from ownit.connectors.simulate.behaviour.canonical import CONNECTOR, facts_of
from ownit.connectors.simulate.behaviour.company import simulate
from ownit.connectors.simulate.behaviour.export import write_export
from ownit.connectors.simulate.behaviour.scenarios import SCENARIOS
from ownit.connectors.simulate.behaviour.seeds import TEST_SEEDS
from ownit.connectors.simulate.clock import day_number
from ownit.facts.held import HeldTables
from ownit.facts.schema import TABLES
from ownit.facts.store import Store
from ownit.facts.tables import Tables
from ownit.flows import importing, requests

# The marks also tell pytest-django that a database is wanted: without one it would set none up.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

AS_OF = date(2025, 5, 7)
NOT_MADE = {"contact", "opportunity_contact", "product", "rate", "credit"}
"""Tables that no measure of the reckoning asks for, or of which these companies have nothing."""


@pytest.mark.parametrize("scenario", ["leavers", "overwritten", "bulk_losses", "deletions", "tiny"])
def test_both_ways_give_the_same_facts(scenario: str, tmp_path: Path) -> None:
    behaviour = SCENARIOS[scenario]
    day = min(AS_OF, behaviour.ends_on)
    company = simulate(behaviour, np.random.default_rng(TEST_SEEDS[0]))
    write_export(company, tmp_path / "export", day)
    workspace = workspace_at(tmp_path / "home", day)
    wanted = requests.request(workspace, "salesforce", tmp_path / "export", ReadOptions(connector=CONNECTOR))
    importing.run(workspace, wanted)
    made = facts_of(company, day_number(day))
    with Tables(Store(workspace.facts).require()) as imported, HeldTables(made, through=day) as held:
        assert imported.current_from <= day
        for name in TABLES.keys() - NOT_MADE:
            here, there = rows(imported, name), rows(held, name)
            assert len(here) == len(there), name
            assert here.column_names == there.column_names, name
            assert here.equals(there.cast(here.schema)) or first_difference(here, there) is None, name


def rows(tables: Tables, name: str) -> pa.Table:
    table: pa.Table = tables[name].order_by(["connector", *TABLES[name].key]).to_pyarrow()
    return table


def first_difference(here: pa.Table, there: pa.Table) -> tuple[object, object] | None:
    """The first row that differs: to compare all of them as Python's values takes most of a minute."""
    both = zip(here.to_pylist(), there.to_pylist(), strict=True)
    return next(((a, b) for a, b in both if a != b), None)
