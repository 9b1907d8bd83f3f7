"""Whatever is in a file: a clear error, or every record kept or rejected with a reason. Never a traceback, never less.

1,000 cases in a normal run, 10,000 in a soak. Each case is a file of deals made of plain and wicked cells, then
damaged: cut, doubled, re-encoded, filled with NUL bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.contract.bad_files import ALL, BASE, FORMULAS, HEADERS, PEOPLE, STAGES, WANTED, Case, cases, quoted_cell

from ownit.connectors.base import REJECTS, Extracted, ReadOptions, silent
from ownit.connectors.csv.extract import declared, extract, tables
from ownit.connectors.csv.guard import guard_cell
from ownit.connectors.reading import open_scratch
from ownit.errors import OwnitError


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="module")
def con(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = open_scratch(scratch, ReadOptions(connector="bad"))
    con.execute("SET threads = 1")  # the files are tiny: threads would only wait for each other
    yield con
    con.close()


def accounted(extracted: Extracted) -> int:
    """Check that nothing is lost in a table, and give how many records it keeps."""
    assert extracted.read == extracted.kept + extracted.rejected
    assert extracted.rejects.schema == REJECTS
    named = extracted.rejects.group_by(["file", "record"]).aggregate([])
    assert named.num_rows == extracted.rejected
    assert all(r for r in extracted.rejects["reason"].to_pylist())
    kept: pa.Table = extracted.batches.read_all()
    assert kept.num_rows == extracted.kept
    if extracted.table == "opportunity":
        for column in ("id", "owner_id", "stage", "outcome"):
            assert kept[column].null_count == 0
        assert len(set(kept["id"].to_pylist())) == kept.num_rows
        assert set(kept["outcome"].to_pylist()) <= {"open", "won", "lost"}
        for column in {"created_at", "expected_close"} & set(kept.schema.names):
            years = {y for y in pc.unique(pc.year(kept[column])).to_pylist() if y is not None}
            assert years <= set(range(1900, 2200))
    return kept.num_rows


def check(con: duckdb.DuckDBPyConnection, scratch: Path, case: Case) -> list[int] | None:
    """Read a case; None if it is refused with an error a person can act on."""
    path = scratch / f"case-{next(_serial)}.csv"
    path.write_bytes(case.content)
    try:
        read = list(tables(con, path, case.map, declared(case.options, case.map), scratch, silent))
    except OwnitError:
        return None
    finally:
        path.unlink()
        for copy in scratch.glob("*.utf8"):
            copy.unlink()
    counts = [accounted(e) for e in read]
    assert counts, "an import without tables says so"
    return counts


_serial = itertools.count()
_QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None, suppress_health_check=_QUIET, database=None, phases=[Phase.generate])
@given(case=cases())
def test_nothing_is_lost(con: duckdb.DuckDBPyConnection, scratch: Path, case: Case) -> None:
    check(con, scratch, case)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None, suppress_health_check=_QUIET, database=None, phases=[Phase.generate])
@given(case=cases())
def test_nothing_is_lost_in_ten_thousand(con: duckdb.DuckDBPyConnection, scratch: Path, case: Case) -> None:
    check(con, scratch, case)


HEAD = ",".join(HEADERS) + "\n"
FORMULA_ROW = "a,p1,Won,5,,,,{},,\n"


def counted(con: duckdb.DuckDBPyConnection, scratch: Path, content: bytes | str) -> list[int] | None:
    content = content if isinstance(content, bytes) else content.encode()
    return check(con, scratch, Case(content=content, options=ReadOptions(connector="bad", separator=","), map=ALL))


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"\xef\xbb\xbf", b"\0", b"\0\0\0\0\0\0", b"Id,Owner\n", b"\xff\xfe\x00"]
)
def test_files_that_cannot_be_read_are_refused(con: duckdb.DuckDBPyConnection, scratch: Path, content: bytes) -> None:
    assert counted(con, scratch, content) is None


def test_header_only_keeps_nothing(con: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    assert counted(con, scratch, HEAD) == [0, 0]


def test_ten_megabytes_in_one_field(con: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    big = "x" * 10_000_000
    assert counted(con, scratch, HEAD + FORMULA_ROW.format(big) + FORMULA_ROW.format("y").replace("a,", "b,", 1)) == [
        2,
        1,
    ]


def test_five_thousand_columns(con: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    more = "".join(f",extra {i}" for i in range(4_990))
    row = "a,p1,Won,5,2024-01-05,2024-02-05,no,n,p2,note" + ",1" * 4_990
    assert counted(con, scratch, HEAD.strip() + more + "\n" + row + "\n") == [1, 1]


def test_an_unclosed_quote_swallows_the_rest_and_says_so(con: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    rest = "".join(f"{i},p1,Won,5,,,,,,\n" for i in range(100))
    assert counted(con, scratch, HEAD + 'a,p1,Won,5,,,,,,\nb,p1,Won,5,,,,"open,,\n' + rest) == [1, 1]


def test_formulas_are_kept_as_they_are_and_guarded_on_the_way_out(
    con: duckdb.DuckDBPyConnection, scratch: Path
) -> None:
    rows_ = [f"{i},p{i},Won,5,,,,{quoted_cell(f, ',', quote_all=True)},," for i, f in enumerate(FORMULAS)]
    path = scratch / "formulas.csv"
    path.write_text(HEAD + "\n".join(rows_) + "\n")
    options = ReadOptions(connector="bad")
    deals = next(t for t in tables(con, path, ALL, options, scratch, silent) if t.table == "opportunity")
    names = deals.batches.read_all()["name"].to_pylist()
    assert names == [f.strip(" \t\r\n") for f in FORMULAS]
    assert all(guard_cell(n) == "'" + n for n in names)
    assert all(guard_cell(n)[0] == "'" for n in FORMULAS)


@pytest.mark.parametrize("harmless", ["", "Acme", "-5", "+3.2", "-1,234.50", "12%", "a=b", "'=1"])
def test_what_is_no_formula_stays_as_it_is(harmless: str) -> None:
    assert guard_cell(harmless) == harmless


def test_a_circle_of_managers_is_read_as_it_is(con: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    people = [("p1", "p2"), ("p2", "p3"), ("p3", "p1"), ("p4", "p4")]
    assert counted(con, scratch, HEAD + "".join(f"{p},{p},Won,5,,,,,{m},\n" for p, m in people)) == [4, 4]


def test_the_ordinary_way_in_says_the_same(tmp_path: Path) -> None:
    """``extract`` itself, with its own scratch database, on one file of everything at once."""
    map_ = tmp_path / "bad.toml"
    map_.write_text("\n".join([BASE, *WANTED.values(), PEOPLE, STAGES]))
    path = tmp_path / "deals.csv"
    path.write_bytes(
        (HEAD + "a,p1,Won,NaN,,,,,,\nA,p1,Won,-5,,0001-01-01,,,,\nB,p2,Lost,-7.5,,,,=1+1,,\nb\n").encode()
        + b"c,p3\0,Won,,,,,,,\n"
    )
    options = ReadOptions(connector="bad", map=map_)
    read = [(t.table, t.read, t.kept, accounted(t)) for t in extract(path, options, tmp_path / "scratch")]
    assert read == [("opportunity", 5, 1, 1), ("position", 5, 2, 2)]
