"""Whatever is in a file: a clear error, or every record kept or rejected with a reason. Never a traceback, never less.

1,000 cases in a normal run, 10,000 in a soak. Each case is a file of deals made of plain and wicked cells, then
damaged: cut, doubled, re-encoded, filled with NUL bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ownit.connectors.base import REJECTS, Extracted, ReadOptions, silent
from ownit.connectors.csv.extract import declared, extract, tables
from ownit.connectors.csv.guard import guard_cell
from ownit.connectors.csv.map import Map
from ownit.connectors.csv.parse import parse
from ownit.connectors.reading import open_scratch
from ownit.errors import OwnitError

BASE = """
[import]
name = "bad"
[opportunity]
file = "*"
attributes = ["Note"]
[opportunity.columns]
id = "Id"
owner_id = "Owner"
stage = "Stage"
outcome = { stages = true }
"""
WANTED = {
    "amount": 'amount = { column = "Amount", optional = true }',
    "created_at": 'created_at = { column = "Created", optional = true }',
    "expected_close": 'expected_close = { column = "Close", optional = true }',
    "is_rfp": 'is_rfp = { column = "RFP", optional = true }',
    "name": 'name = { column = "Name", optional = true }',
}
STAGES = """
[stages]
Won = "won"
Lost = "lost"
Open = "open"
"""
PEOPLE = """
[position]
file = "*"
[position.columns]
person_id = "Owner"
manager_id = { column = "Manager", optional = true }
"""


def _map(*wanted: str, more: str = "") -> Map:
    return parse("\n".join([BASE, *(WANTED[w] for w in wanted), more, STAGES]), "bad")


# A small map reads faster than one that asks for everything; together they ask for all.
MAPS = [_map("amount", "name"), _map("created_at"), _map("expected_close", "is_rfp"), _map("expected_close", "amount")]
ALL = _map(*WANTED, more=PEOPLE)
HEADERS = ["Id", "Owner", "Stage", "Amount", "Created", "Close", "RFP", "Name", "Manager", "Note"]
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\")"]  # fmt: skip

ids = st.sampled_from(["a", "A", "b", "B1", "b1", " a", "1", "01", "", "ä", "Ä", "=1", "x" * 300, "a\nb"])
owners = st.sampled_from(["p1", "p2", "P1", "p3", "", "None"])
stages = st.sampled_from(["Won", "won", "Lost", "Open", "Open ", "", "Nowhere", "Won\n"])
amounts = st.sampled_from(
    ["1", "-5", "0", "1.50", "1,50", "1.234,50", "1,234.50", "1.234", "NaN", "nan", "inf", "-Infinity", "1e308", "1e5",
     "9" * 40, "", "abc", "$5", "(7)", "€ 3,20", "--1", "1.2.3", "1,2,3", "0x10", "٣", "½", "%", "-", "1_0"]
)  # fmt: skip
dates = st.sampled_from(
    ["2024-01-05", "0001-01-01", "9999-12-31", "31/12/2024", "12/31/2024", "01/02/2024", "1.2.24", "2024-02-30", "",
     "2024-01-05T10:00:00Z", "2024-01-05T10:00:00.000+0000", "2024-01-05 25:00", "epoch", "infinity", "-infinity",
     "now", "today", "1704164645000", "1704164645", "20240105", "5 Aug 2024", "Aug 5, 2024", "0/0/0", "99/99/9999",
     "-1-1-1", "2024-13-01", "10000-01-01", "2024-01-05 (BC)", "294247-01-10T04:00:54.775807Z", "9223372036854775807",
     "1/1/1"]
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(
        [*FORMULAS, "", '"', 'say "hi"', "a,b", "a;b", "a\tb", "a\nb", "a\r\nb", "\0", "\ufeff", "\ufffd", "'"]
    ),
    st.text(max_size=8, alphabet=st.characters(exclude_categories=["Cs"])),
)
flags = st.sampled_from(["true", "FALSE", "yes", "1", "", "maybe", "TRUE "])
CELLS = [ids, owners, stages, amounts, dates, dates, flags, texts, owners, texts]
rows = st.lists(st.tuples(*CELLS).map(list), max_size=4)
damages = st.sampled_from(
    ["none", "none", "none", "short row", "long row", "nul", "cut", "bytes", "stray quote", "duplicate header",
     "blank line", "blank header", "no rows", "nothing", "wide", "giant", "crlf mix", "shuffle", "trailing separator"]
)  # fmt: skip
encodings = st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])


@dataclass(frozen=True)
class Case:
    """A file, and how a person would have it read."""

    content: bytes
    options: ReadOptions
    map: Map


@st.composite
def cases(draw: st.DrawFn) -> Case:
    separator = draw(st.sampled_from([",", ",", ";", "\t", "|"]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    headers, body, damage = list(HEADERS), draw(rows), draw(damages)
    quote_all = draw(st.booleans())
    if damage == "duplicate header":
        headers[draw(st.integers(0, 9))] = draw(st.sampled_from(["Id", "id", "AMOUNT", "Note", "Owner "]))
    elif damage == "blank header":
        headers[draw(st.integers(0, 9))] = draw(st.sampled_from(["", " ", "\u00a0"]))
    elif damage == "no rows":
        body = []
    elif damage == "shuffle":
        headers = headers[draw(st.integers(0, 9)) :]
    elif damage == "short row" and body:
        body[-1] = body[-1][: draw(st.integers(0, 9))]
    elif damage == "long row" and body:
        body[0] = body[0] + ["more", "still more"]
    elif damage == "trailing separator" and body:
        body = [[*r, ""] for r in body]
    text = end.join(separator.join(_cell(c, separator, quote_all=quote_all) for c in r) for r in [headers, *body])
    text += draw(st.sampled_from(["", end, end * 3]))
    if damage == "stray quote":
        place = draw(st.integers(0, len(text)))
        text = text[:place] + '"' + text[place:]
    elif damage == "blank line":
        text = text.replace(end, end + end, 2)
    elif damage == "crlf mix":
        text = text.replace(end, "\r\n", 2)
    elif damage == "nul":
        place = draw(st.integers(0, len(text)))
        text = text[:place] + "\0" + text[place:]
    content = text.encode(draw(encodings), errors="replace")
    if damage == "cut":
        content = content[: draw(st.integers(0, len(content)))]
    elif damage == "bytes":
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(st.binary(min_size=1, max_size=4)) + content[place:]
    elif damage == "nothing":
        content = draw(st.sampled_from([b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n ", b"\0\0"]))
    options = ReadOptions(
        connector="bad",
        zone=draw(st.sampled_from(["UTC", "Europe/Berlin"])),
        date_order=draw(st.sampled_from([None, "dmy", "mdy"])),
        decimal=draw(st.sampled_from([None, ".", ","])),
        encoding=draw(st.sampled_from([*[None] * 9, "utf-8", "cp1252", "utf-16"])),
        separator=draw(st.sampled_from([*[None] * 9, ";"])),
    )
    return Case(content=content, options=options, map=draw(st.sampled_from([*MAPS, *MAPS, *MAPS, ALL])))


def _cell(cell: str, separator: str, *, quote_all: bool) -> str:
    if quote_all or any(c in cell for c in (separator, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


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
    rows_ = [f"{i},p{i},Won,5,,,,{_cell(f, ',', quote_all=True)},," for i, f in enumerate(FORMULAS)]
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
