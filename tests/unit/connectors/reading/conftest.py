"""Files as they stand in a test's text, read through the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from ownit.connectors.base import Extracted, ReadOptions
from ownit.connectors.reading import Field, Staged, look, open_scratch, project, stage
from ownit.facts.schema import Column, Table

Read = Callable[..., "Result"]


@dataclass(frozen=True)
class Result:
    """What came out of a file: the kept records and the rejects, as plain Python."""

    extracted: Extracted
    kept: list[dict[str, Any]]
    rejects: list[dict[str, Any]]

    def column(self, name: str) -> list[Any]:
        return [row[name] for row in self.kept]


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="session")
def con(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = open_scratch(scratch, ReadOptions(connector="test"))
    con.execute("SET threads = 1")
    yield con
    con.close()


@pytest.fixture
def options() -> ReadOptions:
    return ReadOptions(connector="test")


@pytest.fixture
def staged(
    con: duckdb.DuckDBPyConnection, scratch: Path, tmp_path: Path, options: ReadOptions
) -> Callable[..., Staged]:
    """Stage text or bytes as a file."""

    def stage_it(content: str | bytes, *, name: str = "deals.csv", opts: ReadOptions = options, **more: Any) -> Staged:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return stage(con, look(path, opts, scratch=scratch), opts, name="t", **more)

    return stage_it


@pytest.fixture
def read(con: duckdb.DuckDBPyConnection, staged: Callable[..., Staged], options: ReadOptions) -> Read:
    """Read a file as a table of one's own: each field's canonical column gets the type of its kind."""

    def read_it(
        content: str | bytes,
        fields: Sequence[Field],
        *,
        opts: ReadOptions = options,
        key: tuple[str, ...] = (),
        footer: bool = False,
    ) -> Result:
        part = staged(content, opts=opts, footer=footer)
        table = Table(name="deal", columns=tuple(_column(f) for f in fields), key=key)
        extracted = project(con, part, table, fields, options=opts, key_unique=bool(key))
        kept = [dict(row) for row in extracted.batches.read_all().to_pylist()]
        assert extracted.read == extracted.kept + extracted.rejected
        assert len(kept) == extracted.kept
        return Result(extracted=extracted, kept=kept, rejects=extracted.rejects.to_pylist())

    return read_it


def _column(field: Field) -> Column:
    from ownit.facts import schema

    types: dict[str, pa.DataType] = {
        "money": schema.MONEY,
        "count": schema.COUNT,
        "share": schema.SHARE,
        "date": schema.DATE,
        "instant": schema.INSTANT,
        "flag": schema.FLAG,
    }
    return Column(name=field.target, type=types.get(field.kind, schema.TEXT))
