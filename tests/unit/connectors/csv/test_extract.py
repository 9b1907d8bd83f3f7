"""Files become tables as the map says."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ownit.connectors.base import ReadOptions
from ownit.connectors.csv.extract import extract
from ownit.connectors.errors import (
    EmptyFile,
    MissingColumn,
    NoFiles,
    NoMap,
    NoSuchMap,
    NotDelimitedText,
    NothingGives,
    UndecidableDates,
)

from .conftest import Import

DEALS = """id,who,stage,value,closing,src,note
1,Ann,New,10,2024-03-01,Web,hello
2,Bob,Done,20,2024-02-01,Referral,
3,Ann,Dropped,0,2024-02-02,?,
"""
MAP = """
[import]
name = "small"
currency = "EUR"
[opportunity]
file = "deals*.csv"
attributes = ["note"]
[opportunity.columns]
id = "id"
owner_id = "who"
stage = "stage"
outcome = { stages = true }
amount = { column = "value", zero_is_empty_when = ["lost"] }
closed_on = { column = "closing", only_when = ["won", "lost"] }
expected_close = { column = "closing", only_when = ["open"] }
source = "src"
[person]
file = "deals*.csv"
distinct = true
[person.columns]
id = "who"
name = "who"
[stages]
New = "open"
Done = "won"
Dropped = { outcome = "lost", order = 3, probability = 0.0 }
[sources]
"?" = "network"
"""


def test_a_map_fills_tables(import_: Import) -> None:
    done = import_({"deals.csv": DEALS}, MAP)
    assert done.column("opportunity", "outcome") == ["open", "won", "lost"]
    assert done.column("opportunity", "amount") == [Decimal(10), Decimal(20), None]
    assert done.column("opportunity", "currency") == ["EUR"] * 3
    assert done.column("opportunity", "closed_on") == [None, date(2024, 2, 1), date(2024, 2, 2)]
    assert done.column("opportunity", "expected_close") == [date(2024, 3, 1), None, None]
    assert done.column("opportunity", "source") == ["Web", "Referral", "?"]
    assert done.column("opportunity", "source_class") == ["marketing", "referral", "network"]
    assert json.loads(done.column("opportunity", "attributes")[0]) == {"note": "hello"}
    assert sorted(done.column("person", "id")) == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("declared", "amounts", "said"),
    [
        ("", ("€ 300", "20", ""), ["EUR", "EUR", "EUR"]),
        ("", ("300 GBP", "20 €", "7"), ["GBP", "EUR", None]),
        ("", ("$300", "20", "7"), ["USD", "USD", "USD"]),
        ("", ("1.5 Mio. €", "20kEUR", "7m £"), ["EUR", "EUR", "GBP"]),
        ("", ("45k", "2 MGBP", "7"), ["GBP", "GBP", "GBP"]),
        ('currency = "CAD"', ("$300", "€20", "7"), ["CAD", "EUR", "CAD"]),
        ('currency = "CAD"', ("300", "20", "7"), ["CAD", "CAD", "CAD"]),
        ("", ("300", "20", "7"), [None, None, None]),
    ],
)
def test_an_amount_that_bears_its_currency_is_in_it(
    import_: Import, declared: str, amounts: tuple[str, str, str], said: list[str | None]
) -> None:
    rows = "".join(f"{i},Ann,New,{amount},2024-03-01,,\n" for i, amount in enumerate(amounts))
    done = import_({"deals.csv": f"{DEALS.splitlines()[0]}\n{rows}"}, MAP.replace('currency = "EUR"', declared))
    got = [r.get("currency") for r in done.kept["opportunity"]]
    assert got == said
    noted = [n.text for n in done.tables["opportunity"].notes if n.code == "currency_written"]
    assert bool(noted) == any(not a.isdigit() for a in amounts if a)


def test_where_a_record_names_no_currency_its_amount_may(import_: Import) -> None:
    """A column says more than a sign; where it is empty, the sign is not lost."""
    values = ("30,", "€ 40,", "50 GBP,  ", "€ 60,CHF", "$70,CAD")
    rows = "".join(f"{i},Ann,New,{value},2024-03-01,,\n" for i, value in enumerate(values))
    header = DEALS.splitlines()[0].replace("value", "value,in")
    text = MAP.replace('source = "src"', 'source = "src"\ncurrency = "in"').replace('currency = "EUR"\n', "", 1)
    done = import_({"deals.csv": f"{header}\n{rows}"}, text)
    assert [r.get("currency") for r in done.kept["opportunity"]] == [None, "EUR", "GBP", "CHF", "CAD"]
    (noted,) = [n.text for n in done.tables["opportunity"].notes if n.code == "currency_written"]
    assert noted == "2 amounts say their currency themselves: EUR, GBP."


def test_columns_are_reported(import_: Import) -> None:
    columns = (
        import_({"deals.csv": DEALS.replace("note", "note,extra").replace("hello", "hello,1")}, MAP)
        .tables["opportunity"]
        .columns
    )
    assert columns.mapped["deals.csv:closing"] == "opportunity.closed_on, opportunity.expected_close"
    assert columns.mapped["deals.csv:note"] == "opportunity.attributes"
    assert columns.unmapped == ("deals.csv:extra",)


def test_several_files_are_one_table(import_: Import) -> None:
    more = "who,id,stage,value,closing,src,note\nCy,4,New,7,2024-04-01,,\nCy,1,New,7,2024-04-01,,\n"
    done = import_({"deals.csv": DEALS, "DEALS-2.csv": more}, MAP)
    assert (done.tables["opportunity"].read, done.tables["opportunity"].kept) == (5, 4)
    assert [(r["file"], r["record"]) for r in done.rejects["opportunity"]] == [("deals.csv", 1)]
    assert sorted(done.column("person", "id")) == ["Ann", "Bob", "Cy"]


def test_a_single_file_may_have_any_name(import_: Import) -> None:
    assert import_({"whatever.txt": DEALS}, MAP, source="whatever.txt").tables["opportunity"].kept == 3


def test_rejects_name_the_columns_of_the_file(import_: Import) -> None:
    damaged = DEALS + "4,,Limbo,abc,2024-13-01,,\n5,Ann\n"
    done = import_({"deals.csv": damaged}, MAP)
    assert {(r["record"], r["column"], r["reason"]) for r in done.rejects["opportunity"]} == {
        (4, "stage", '"Limbo" is not in the dictionary of this column'),
        (4, "value", 'unreadable amount "abc"'),
        (4, "who", "required value missing"),
        (5, None, "2 fields where the header has 7"),
    }
    assert done.tables["opportunity"].rejected == 2
    assert done.rejects["person"] == []


def test_stages_differ_by_pipeline(import_: Import) -> None:
    text = MAP.replace('file = "deals*.csv"\nattributes', 'file = "deals*.csv"\npipeline = "src"\nattributes').replace(
        "[stages]", '[stages.Web]\nNew = "won"\n[stages]'
    )
    assert import_({"deals.csv": DEALS}, text).column("opportunity", "outcome") == ["won", "won", "lost"]


def test_other_stages_may_count_as_open(import_: Import) -> None:
    text = MAP.replace('name = "small"', 'name = "small"\nother_stages = "open"')
    done = import_({"deals.csv": DEALS + "4,Ann,Limbo,1,2024-03-01,,\n5,Ann,Surely won,1,2024-03-01,,\n"}, text)
    assert done.column("opportunity", "outcome") == ["open", "won", "lost", "open", "open"]
    (note,) = [n for n in done.tables["opportunity"].notes if n.code == "stages_not_listed"]
    assert ': "Limbo" as open (1), "Surely won" as open (1). Where' in note.text


def test_lookups(import_: Import) -> None:
    text = (
        MAP.replace('source = "src"', 'name = { column = "title", lookup = "notes", by = "note" }\nsource = "src"')
        + '[lookups.notes]\nfile = "notes.csv"\nkey = "code"\n'
    )
    notes = "code,title\nhello,Hello world\nhello,again\nbye,Bye\n"
    done = import_({"deals.csv": DEALS, "notes.csv": notes}, text)
    assert done.column("opportunity", "name") == ["Hello world", None, None]
    assert done.tables["opportunity"].read == 3


def test_what_is_left_out_is_counted(import_: Import) -> None:
    text = MAP.replace('attributes = ["note"]', 'leave_out = { "note" = ["Hello"] }')
    done = import_({"deals.csv": DEALS}, text)
    assert done.column("opportunity", "id") == ["2", "3"]
    assert [(n.code, n.count) for n in done.tables["opportunity"].notes] == [("left_out", 1)]


def test_formats_zones_and_words(import_: Import) -> None:
    text = """
[import]
name = "formats"
zone = "America/New_York"
empties = ["None"]
[opportunity]
file = "*"
mode = "delta"
[opportunity.columns]
id = "id"
owner_id = { column = "who", words = { "A." = "Ann" }, unlisted = "reject" }
stage = { constant = "any" }
outcome = [ { column = "won?", words = { "yes" = "won" }, unlisted = "empty" }, { constant = "open" } ]
created_at = { column = "made", format = "%d.%m.%Y %H:%M" }
next_step_on = { column = "next", on_bad = "blank" }
amount = { column = "k", times = 1000, format = "," }
is_rfp = { column = "absent", optional = true }
"""
    rows = [
        "id;who;won?;made;next;k",
        "1;A.;yes;05.06.2024 10:00;None;1,5",
        "2;a.;no;06.06.2024 10:00;soon;2",
        "3;B.;;;;",
    ]
    done = import_({"d.csv": "\n".join(rows)}, text)
    table = done.tables["opportunity"]
    assert table.mode == "delta"
    assert done.column("opportunity", "outcome") == ["won", "open"]
    assert [d.isoformat() for d in done.column("opportunity", "created_at")] == [
        "2024-06-05T14:00:00+00:00",
        "2024-06-06T14:00:00+00:00",
    ]
    assert done.column("opportunity", "amount") == [1500, 2000]
    assert done.column("opportunity", "next_step_on") == [None, None]
    assert [(n.code, n.count) for n in table.notes] == [("left_empty", 1)]
    assert [(r["record"], r["column"]) for r in done.rejects["opportunity"]] == [(3, "who")]


def test_what_is_missing_is_said(import_: Import, tmp_path: Path) -> None:
    with pytest.raises(NoMap, match="maven"):
        next(extract(tmp_path, ReadOptions(connector="test"), tmp_path))
    with pytest.raises(NoFiles, match=r"deals\*\.csv"):
        import_({"other.csv": DEALS}, MAP)
    (tmp_path / "export (1).csv").write_text("Deal - ID\n1\n")
    with pytest.raises(NoFiles, match=r"no file called \*deal\* \(\* .*\) here\..* or at the file itself"):
        next(extract(tmp_path, ReadOptions(connector="test", map="pipedrive"), tmp_path))
    with pytest.raises(MissingColumn, match='no column "value"'):
        import_({"deals.csv": DEALS.replace("value", "worth")}, MAP)
    with pytest.raises(NothingGives, match=r"opportunity\.owner_id"):
        import_({"deals.csv": DEALS}, MAP.replace('owner_id = "who"', "").replace("[person]", "[[person]]"))


def test_dates_ask(import_: Import) -> None:
    files = {"deals.csv": "id,who,stage,value,closing,src,note\n1,Ann,New,1,01/02/2024,,\n"}
    with pytest.raises(UndecidableDates, match=r'deals\.csv, column "closing"'):
        import_(files, MAP)
    assert import_(files, MAP, date_order="dmy").column("opportunity", "expected_close") == [date(2024, 2, 1)]


def test_a_file_that_cannot_be_meant_is_told_as_what_it_is(import_: Import, tmp_path: Path) -> None:
    with pytest.raises(NoFiles, match=r"It holds empty\.csv \(empty\), logo\.csv \(a binary file\), notes\.txt\."):
        import_({"empty.csv": "", "logo.csv": "\x00\x01\x02\x03" * 9, "notes.txt": "Call Ana"}, MAP)
    logo = tmp_path / "logo.png"
    logo.write_bytes(bytes(range(256)))
    for options in (ReadOptions(connector="test", map="hubspot"), ReadOptions(connector="test", map="maven")):
        with pytest.raises(NotDelimitedText, match=r"logo\.png: this is a binary file"):
            list(extract(logo, options, tmp_path))
    logo.write_bytes(b"")
    with pytest.raises(EmptyFile, match=r"logo\.png: the file is empty"):
        list(extract(logo, ReadOptions(connector="test", map="maven"), tmp_path))


def test_a_map_mistyped_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(NoSuchMap, match=r"Did you mean maven\?"):
        list(extract(tmp_path, ReadOptions(connector="test", map="mavn"), tmp_path))
