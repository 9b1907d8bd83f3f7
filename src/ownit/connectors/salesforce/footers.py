"""Which lines of a report are totals or footers, not data?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.connectors.base import Note
from ownit.connectors.reading import ident
from ownit.connectors.reading.staging import Staged
from ownit.connectors.salesforce.found import Found
from ownit.connectors.salesforce.knowledge import Knowledge, SourceObject
from ownit.connectors.salesforce.words import begins
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb


def without_footers(
    con: duckdb.DuckDBPyConnection, known: SourceObject, found: Found, staged: Staged, knowledge: Knowledge
) -> tuple[str, int]:
    """The relation less its footers: a first cell with a footer's words beside none of what the object needs."""
    first = ident(found.sheet.columns[0])
    lacking = []
    for group in known.needs:
        cells = [ident(found.as_.columns[c]) for c in group if c in found.as_.columns]
        rest = [cell for cell in cells if cell != first]
        lacking.append(" AND ".join(f"{cell} IS NULL" for cell in rest) or "false")
    words = [phrase for _, phrases in knowledge.dictionaries["footer"] for phrase in phrases]
    blank = " AND ".join(f"{ident(column)} IS NULL" for column in staged.columns)
    footer = f"(({begins(first, words)}) AND ({' OR '.join(lacking)})) OR ({blank})"
    count = con.execute(f"SELECT count(*) FROM {staged.relation} WHERE {footer}").fetchall()[0][0]
    return f"(SELECT * FROM {staged.relation} WHERE NOT coalesce({footer}, false))", count


def footer_note(file: str, count: int) -> tuple[Note, ...]:
    if not count:
        return ()
    said = counted(count, "line is a total or footer", "lines are totals or footers")
    text = f"{file}: {said} of the report, not data."
    return (Note(code="salesforce.footer", count=count, text=text, limits=False),)
