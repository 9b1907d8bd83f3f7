"""Files of every make: encodings, separators, quotes, headers; the fast path and the careful one agree."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ownit.connectors.base import ReadOptions
from ownit.connectors.errors import (
    BadSeparator,
    BrokenHeader,
    DuplicateHeader,
    EmptyFile,
    FileError,
    MissingColumn,
    NoSuchSource,
    NotDelimitedText,
    UnknownEncoding,
)
from ownit.connectors.reading import Field, Sheet, Staged, look, stage

from .conftest import Read

ALL = [Field(target="a", column="a"), Field(target="b", column="b")]
Stage = Callable[..., Staged]


def rows(con: duckdb.DuckDBPyConnection, staged: Staged) -> list[tuple[Any, ...]]:
    return con.execute(f"SELECT * EXCLUDE (__file) FROM {staged.relation} ORDER BY __record").fetchall()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(read: Read, encoding: str) -> None:
    text = "a,b\nMüller,naïve café\nÅse,1\n" + "x,y\n" * 50
    result = read(text.encode(encoding), ALL)
    assert result.kept[:2] == [{"a": "Müller", "b": "naïve café"}, {"a": "Åse", "b": "1"}]
    assert result.extracted.kept == 52


def test_a_guess_is_told(read: Read) -> None:
    notes = read("a,b\nMüller,1\n".encode("cp1252"), ALL).extracted.notes
    assert [n.code for n in notes] == ["encoding"]
    assert "Windows-1252" in notes[0].text
    declared = ReadOptions(connector="test", encoding="cp1252")
    assert read("a,b\nMüller,1\n".encode("cp1252"), ALL, opts=declared).extracted.notes == ()


def test_the_declared_encoding_wins(read: Read) -> None:
    result = read("a,b\nМосква,1\n".encode("cp1251"), ALL, opts=ReadOptions(connector="test", encoding="cp1251"))
    assert result.column("a") == ["Москва"]


def test_damaged_utf8_rejects_the_records_that_hold_it(read: Read) -> None:
    content = "a,b\nMüller,1\nÅse,2\nGood,3\n".encode() + b"Bad\xff,4\n"
    result = read(content, ALL)
    assert result.column("b") == ["1", "2", "3"]
    assert [(r["record"], r["reason"]) for r in result.rejects] == [(4, "bytes that are not of the file's encoding")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(read: Read, separator: str) -> None:
    text = f"a{separator}b\n1{separator}x y\n2{separator}z\n"
    assert read(text, ALL).kept == [{"a": "1", "b": "x y"}, {"a": "2", "b": "z"}]


def test_a_comma_within_quotes_is_no_separator(read: Read) -> None:
    assert read('a;b\n"1,5";"x,y"\n"2,5";z\n', ALL).kept == [{"a": "1,5", "b": "x,y"}, {"a": "2,5", "b": "z"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(read: Read, end: str) -> None:
    assert read(end.join(["a,b", "1,x", '2,"y"', ""]), ALL).column("b") == ["x", "y"]


def test_quoted_newlines_and_quotes(read: Read) -> None:
    assert read('a,b\n1,"x\ny"\n2,"say ""hi"""\n', ALL).column("b") == ["x\ny", 'say "hi"']


def test_ragged_records_are_rejected_by_number(read: Read) -> None:
    result = read("a,b\n1,x\n2\n3,x,y\n\n4,z\n", ALL)
    assert result.column("a") == ["1", "4"]
    assert [(r["record"], r["reason"]) for r in result.rejects] == [
        (2, "1 fields where the header has 2"),
        (3, "3 fields where the header has 2"),
    ]
    assert result.extracted.read == 4


def test_a_trailing_separator_is_forgiven(read: Read) -> None:
    assert read("a,b\n1,x,\n2,y,\n3\n", ALL).column("b") == ["x", "y"]


def test_stray_quotes_are_rejected(read: Read) -> None:
    result = read('a,b\n1,"x"y\n2,z"z\n3,"open\n', ALL)
    assert result.column("b") == ['z"z']
    assert [r["record"] for r in result.rejects] == [1, 3]
    assert "never closed" in result.rejects[1]["reason"]


def test_nul_bytes_are_rejected(read: Read) -> None:
    result = read(b"a,b\n1,x\0y\n2,z\n", ALL)
    assert result.column("b") == ["z"]
    assert [(r["record"], r["reason"]) for r in result.rejects] == [(1, "a NUL byte")]


@pytest.mark.slow
def test_a_field_of_ten_megabytes_is_kept(read: Read) -> None:
    result = read("a,b\n1," + "x" * 10_000_000 + "\n2,y\n", ALL)
    assert [len(b) for b in result.column("b")] == [10_000_000, 1]


@pytest.mark.slow
def test_five_thousand_columns(con: duckdb.DuckDBPyConnection, staged: Stage) -> None:
    names = [f"c{i}" for i in range(5_000)]
    part = staged(",".join(names) + "\n" + ",".join(map(str, range(5_000))) + "\n", columns=["c7", "c4999"])
    assert rows(con, part) == [("7", "4999", 1)]


def test_header_only(read: Read) -> None:
    for text in ("a,b", "a,b\n", "a,b\r\n\r\n"):
        assert read(text, ALL).extracted.read == 0


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"  \r\n"])
def test_empty_files(staged: Stage, content: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"deals\.csv"):
        staged(content)


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\x1f\x8b\x08", b"PAR1xxxx"])
def test_archives_are_refused(staged: Stage, content: bytes) -> None:
    with pytest.raises(NotDelimitedText, match="Save it as CSV"):
        staged(content)


def test_headers_that_cannot_be_read(staged: Stage, scratch: Path, tmp_path: Path, options: ReadOptions) -> None:
    with pytest.raises(BrokenHeader):
        staged('"a"x,b\n1,2\n')
    with pytest.raises(BrokenHeader, match="blank"):
        staged(" , ,\n1,2,3\n")
    with pytest.raises(UnknownEncoding):
        staged("a,b\n", opts=replace(options, encoding="klingon"))
    with pytest.raises(UnknownEncoding):
        staged("a,b\n", opts=replace(options, encoding="rot13"))
    with pytest.raises(BadSeparator):
        staged("a,b\n", opts=replace(options, separator='"'))
    with pytest.raises(NoSuchSource):
        look(tmp_path / "absent.csv", options, scratch=scratch)


def test_duplicate_and_blank_headers(staged: Stage) -> None:
    part = staged("id,Name,name,,Name (2)\n1,2,3,4,5\n")
    assert part.columns == ("id", "Name", "name (3)", "column 4", "Name (2)")
    sheet: Sheet = part.sheet
    assert sheet.find("Name") == "Name"
    assert sheet.find("name") == "name (3)"
    with pytest.raises(DuplicateHeader, match='2 columns are called "Name"'):
        sheet.find("NAME")
    with pytest.raises(MissingColumn, match="The file has: id, Name"):
        sheet.column("Amount")


def test_headers_are_found_by_any_writing(staged: Stage) -> None:
    sheet = staged("Close Date,StageName,owner_id\n1,2,3\n").sheet
    assert [sheet.find(n) for n in ("close_date", "CloseDate", "stage name", "OWNER-ID", "owner")] == [
        "Close Date", "Close Date", "StageName", "owner_id", None
    ]  # fmt: skip
    assert sheet.find("amount", "Stage") is None
    assert sheet.find("amount", "Stage Name") == "StageName"


def test_a_report_footer_is_left_out(read: Read) -> None:
    text = '"a","b"\n"1","x"\n"short"\n"2","y"\n\n\n"Deals by month"\n"Copyright (c)"\n'
    result = read(text, ALL, footer=True)
    assert result.column("a") == ["1", "2"]
    assert [r["record"] for r in result.rejects] == [2]
    assert [(n.code, n.count) for n in result.extracted.notes] == [("footer", 2)]
    (only,) = read('"a","b"\n"1","x"\n\n\n"Copyright (c)"\n', ALL, footer=True).extracted.notes
    assert "1 line at the end is the report's footer" in only.text


CELL = st.text(
    max_size=12, alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")
) | st.sampled_from(["", " ", '"', "a,b", "x\ny", "=1+1"])


@settings(
    max_examples=settings().max_examples * 60 // 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    table=st.lists(st.tuples(CELL, CELL, CELL), max_size=12),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
    everything=st.booleans(),
)
def test_both_paths_agree_on_clean_files(
    con: duckdb.DuckDBPyConnection,
    scratch: Path,
    table: list[tuple[str, str, str]],
    separator: str,
    end: str,
    everything: bool,
) -> None:
    """What a CSV writer wrote is read the same by both paths, and is what was written."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL
    )
    writer.writerows([("id", "b", "c"), *((f"{i}{a}", b, c) for i, (a, b, c) in enumerate(table))])
    path = scratch / "both.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    options = ReadOptions(connector="test", separator=separator)
    sheet = look(path, options, scratch=scratch)
    fast = stage(con, sheet, options, name="fast")
    careful = stage(con, replace(sheet, careful="to compare"), options, name="careful")
    assert rows(con, fast) == rows(con, careful)
    assert fast.rejects.num_rows == careful.rejects.num_rows == 0
    expected = [(f"{i}{a}" or None, b or None, c or None, i + 1) for i, (a, b, c) in enumerate(table)]
    assert rows(con, careful) == expected


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (b"\x01\x81\x9d,\x02abc\x90", "this is a binary file, not delimited text"),
        (b"N\xe4me\x81,Owner", "are not cp1252. Name the encoding with --encoding, e.g. mac-roman"),
    ],
)
def test_the_encoding_that_failed_is_not_what_is_advised(tmp_path: Path, header: bytes, said: str) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_bytes(header + b"\na,b\n")
    with pytest.raises(FileError, match=re.escape(said)):
        look(odd, ReadOptions(connector="test"), scratch=tmp_path)
