"""Is what is read at sight what a look at the whole column makes of it?"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from ownit.connectors.base import ReadOptions
from ownit.connectors.reading import FILE, RECORD, Field, at_sight, ident
from ownit.connectors.reading.columns import Look, plan, sql_type
from ownit.connectors.reading.fields import Kind
from ownit.facts.schema import DATE, FLAG, INSTANT, MONEY, TEXT

TYPES: dict[Kind, pa.DataType] = {"date": DATE, "instant": INSTANT, "money": MONEY, "flag": FLAG, "text": TEXT}


def _look(kind: Kind, values: list[str | None], zone: str) -> Look:
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    texts = pa.table({"x": pa.array(values, pa.string()), RECORD: range(1, len(values) + 1)})
    con.register("texts", texts)
    field = Field(target="y", column="x", kind=kind)
    source = f"(SELECT x, {RECORD}, 'f' AS {FILE} FROM texts)"
    options = ReadOptions(connector="crm", zone=zone)
    return Look(con=con, source=source, fields=[field], types={"y": TYPES[kind]}, options=options, file="f")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("date", ["2024-01-05", None, "2024-1-5"]),
        ("date", ["2024-01-05", "2024-01-05T23:30:00Z", "2024-01-05T00:00:00+02:00", "2024-01-05 10:00"]),
        ("instant", ["2024-01-05T23:30:00.000Z", "2024-01-05 10:00", "2024-01-05", "2024-02-06T23:59:59.000+0000"]),
        ("money", ["12", "-3.5", "1e5", None, "0.1234"]),
        ("flag", ["true", "F", None, "no", "1"]),
        ("text", ["a", None, "b c", "\u00a0d"]),
    ],
)
def test_plain_values_are_read_as_a_look_reads_them(tmp_path: Path, kind: Kind, values: list[str | None]) -> None:
    look = _look(kind, values, "America/New_York")
    rows = at_sight.write(look, tmp_path / "f.parquet", beside={})
    planned = plan(look)
    wanted = f"SELECT {RECORD}, CAST({planned.fields[0].typed} AS {sql_type(TYPES[kind])}) FROM {planned.values}"

    assert rows == len(values)
    found = f"SELECT {RECORD}, {ident('y')} FROM {at_sight.written(tmp_path / 'f.parquet', 'f')}"
    assert look.con.execute(found).fetchall() == look.con.execute(wanted).fetchall()


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        ("date", "epoch"),
        ("date", "infinity"),
        ("date", "1899-12-31"),
        ("date", "5/1/2024"),
        ("date", " 2024-01-05"),
        ("instant", "2200-01-01T00:00:00Z"),
        ("instant", "1704448800000"),
        ("money", "1.234"),
        ("money", "1,000"),
        ("money", "NaN"),
        ("money", "1e30"),
        ("flag", "perhaps"),
        ("text", " padded"),
        ("text", "padded "),
    ],
)
def test_one_odd_value_stops_it(tmp_path: Path, kind: Kind, odd: str) -> None:
    plain = {"date": "2024-01-05", "instant": "2024-01-05T10:00:00Z", "money": "7", "flag": "true", "text": "x"}[kind]
    look = _look(kind, [*[plain] * 5_000, odd, plain], "UTC")

    assert at_sight.write(look, tmp_path / "f.parquet", beside={}) is None


def test_nothing_is_nothing(tmp_path: Path) -> None:
    assert at_sight.write(_look("text", [], "UTC"), tmp_path / "f.parquet", beside={}) is None
