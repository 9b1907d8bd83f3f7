"""Files of deals made of plain and wicked cells, then damaged: cut, doubled, re-encoded, filled with NUL bytes."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from ownit.connectors.base import ReadOptions
from ownit.connectors.csv.map import Map
from ownit.connectors.csv.parse import parse

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
    text = end.join(separator.join(quoted_cell(c, separator, quote_all=quote_all) for c in r) for r in [headers, *body])
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


def quoted_cell(cell: str, separator: str, *, quote_all: bool) -> str:
    if quote_all or any(c in cell for c in (separator, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell
