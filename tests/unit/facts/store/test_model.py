"""Does any sequence of imports leave what a dictionary would hold?"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownit.connectors.base import Mode

from .conftest import Row, Shop, extracted

IDS = st.sampled_from(["a", "b", "A", "ü", "a "])
DEALS = st.lists(
    st.fixed_dictionaries({"id": IDS, "owner_id": st.sampled_from(["x", "y"]), "stage": st.sampled_from(["s", "t"])}),
    max_size=5,
)
ACTIVITIES = st.lists(
    st.fixed_dictionaries(
        {
            "id": IDS,
            "on": st.sampled_from([None, date(2026, 7, 1), date(2026, 8, 1)]),
            "minutes": st.sampled_from([None, 0, 1]),
        }
    ),
    max_size=5,
)
RATES = st.lists(
    st.fixed_dictionaries({"currency": st.none() | IDS, "on": st.sampled_from([None, date(2026, 7, 1)])}), max_size=4
)


@dataclass(frozen=True)
class Import:
    connector: str
    mode: Mode
    deals: list[Row] | None
    activities: list[Row] | None
    rates: list[Row] | None


IMPORTS = st.builds(
    Import,
    connector=st.sampled_from(["one", "two"]),
    mode=st.sampled_from(["full", "full", "delta"]),
    deals=st.none() | DEALS,
    activities=st.none() | ACTIVITIES,
    rates=st.none() | RATES,
)


@dataclass
class Model:
    """The tables as dictionaries from (connector, key) to row."""

    deals: dict[tuple[str, ...], Row] = field(default_factory=dict)
    activities: dict[tuple[Any, ...], Row] = field(default_factory=dict)
    rates: dict[tuple[Any, ...], Row] = field(default_factory=dict)
    stages: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)
    owners: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)

    def take(self, shop: Shop, one: Import) -> None:
        """Import in memory."""
        if one.deals is not None:
            self._deals(shop, one, one.deals)
        for rows, table, key in (
            (one.activities, self.activities, ("id",)),
            (one.rates, self.rates, ("currency", "on")),
        ):
            if rows is not None:
                if one.mode == "full":
                    for known in [k for k in table if k[0] == one.connector]:
                        del table[known]
                table.update({(one.connector, *(row[c] for c in key)): row for row in rows})

    def _deals(self, shop: Shop, one: Import, rows: list[Row]) -> None:
        fresh: dict[tuple[str, ...], Row] = {(one.connector, row["id"]): row for row in rows}
        for key, row in fresh.items():
            before = self.deals.get(key)
            if before is not None and before["stage"] != row["stage"]:
                self.stages[*key, shop.now, row["stage"]] = (before["stage"], row["stage"])
            if before is not None and before["owner_id"] != row["owner_id"]:
                self.owners[*key, shop.now, row["owner_id"]] = (before["owner_id"], row["owner_id"])
            self.deals[key] = row
        if one.mode == "full":
            for key in self.deals:
                if key[0] == one.connector and key not in fresh:
                    self.deals[key] = {"gone_on": shop.now.date(), **self.deals[key]}


def _plain(rows: list[Row], *names: str) -> set[tuple[Any, ...]]:
    found = {tuple(row.get(name) for name in names) for row in rows}
    assert len(found) == len(rows), "a key is there twice"
    return found


@pytest.mark.slow
@settings(max_examples=settings().max_examples * 24 // 100, deadline=None)
@given(st.lists(IMPORTS, min_size=1, max_size=4))
def test_a_store_holds_what_a_dictionary_holds(imports: list[Import]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "export")
        source.mkdir()
        shop, model = Shop(root=Path(folder, "facts"), source=source), Model()
        for one in imports:
            given_ = {"opportunity": one.deals, "activity": one.activities, "rate": one.rates}
            columns = {"opportunity": ["owner_id", "stage"], "activity": ["on", "minutes"], "rate": ["currency", "on"]}
            tables = [
                extracted(t, rows, one.mode, ["id", *columns[t]] if t != "rate" else columns[t])
                for t, rows in given_.items()
                if rows is not None
            ]
            shop.import_(*tables, connector=one.connector)
            model.take(shop, one)
            _same(shop, model)


def _same(shop: Shop, model: Model) -> None:
    assert _plain(shop.rows("opportunity"), "connector", "id", "owner_id", "stage", "gone_on") == {
        (*key, row["owner_id"], row["stage"], row.get("gone_on")) for key, row in model.deals.items()
    }
    assert _plain(shop.rows("activity"), "connector", "id", "on", "minutes") == {
        (*key, row["on"], row["minutes"]) for key, row in model.activities.items()
    }
    assert _plain(shop.rows("rate"), "connector", "currency", "on") == set(model.rates)
    assert _plain(shop.rows("stage_change"), "connector", "opportunity_id", "at", "from_stage", "to_stage") == {
        (*key[:3], *change) for key, change in model.stages.items()
    }
    assert _plain(shop.rows("owner_change"), "connector", "opportunity_id", "at", "from_owner", "to_owner") == {
        (*key[:3], *change) for key, change in model.owners.items()
    }
