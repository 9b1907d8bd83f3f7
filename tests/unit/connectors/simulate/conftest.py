"""Northline written once for all tests that read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ownit.connectors.simulate.northline import NORTHLINE_SEED, northline
from ownit.connectors.simulate.truth import Truth
from ownit.connectors.simulate.write import write_company

AS_OF = date(2026, 8, 12)

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("northline")
    return folder, write_company(northline(), folder, seed=NORTHLINE_SEED, as_of=AS_OF, continuations=1_500)


@pytest.fixture(scope="session")
def ask(written: tuple[Path, Truth]) -> Iterator[Ask]:
    """Asks SQL of the exports, each CSV being a table named like its object."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for file in written[0].glob("*.csv"):
        connection.execute(f"CREATE TABLE \"{file.stem}\" AS FROM read_csv('{file}', header = true)")
    deals = written[0] / "truth" / "deals.parquet"
    connection.execute(f"CREATE TABLE Truth AS FROM '{deals}'")
    yield lambda sql, *values: connection.execute(sql, list(values)).fetchall()
    connection.close()


@pytest.fixture(scope="session")
def number(ask: Ask, written: tuple[Path, Truth]) -> Callable[..., Any]:
    """The one value a question about one person has; ``{who}`` is that person's id."""

    def one(name: str, sql: str) -> Any:
        who = ask('SELECT Id FROM "User" WHERE Name = ?', name)[0][0]
        return ask(sql.format(who=f"'{who}'"))[0][0]

    return one
