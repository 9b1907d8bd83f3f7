"""How do words become meanings in SQL: a dictionary of phrases laid over a column?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ownit.connectors.reading import ident, literal
from ownit.connectors.salesforce.knowledge import Dictionary

if TYPE_CHECKING:
    import duckdb


def spaced(text: str) -> str:
    """SQL of a text in lower case, everything but letters and digits read as one space, and a space at both ends."""
    return f"' ' || trim(regexp_replace(lower({text}), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')) || ' '"


def phrase(text: str) -> str:
    """The same in Python, for the phrases of a dictionary, without the spaces at the ends."""
    return re.sub(r"[^\w]+|_+", " ", text.lower()).strip()


def _whole(each: str) -> str:
    return f" {phrase(each)} "


def meanings(
    con: duckdb.DuckDBPyConnection, name: str, relation: str, wanted: Mapping[str, tuple[str, Dictionary]]
) -> str:
    """Make a table of the distinct words of some columns and what they mean, and return its name, to be joined.

    ``wanted`` is {meaning: (column, dictionary)}; a word means the first value of the dictionary one of whose phrases
    stands in it. Looking at the distinct combinations, once, is far cheaper than looking at every row.
    """
    table = ident(f"words_{name}")
    columns = list(dict.fromkeys(column for column, _ in wanted.values()))
    listed = ", ".join(map(ident, columns))
    prepared = ", ".join(f"{spaced(ident(column))} AS p{i}" for i, column in enumerate(columns))
    found = ", ".join(
        f"{_case(f'p{columns.index(column)}', dictionary)} AS {meaning}"
        for meaning, (column, dictionary) in wanted.items()
    )
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT {listed}, {found} "
        f"FROM (SELECT *, {prepared} FROM (SELECT DISTINCT {listed} FROM {relation}))"
    ).fetchall()
    return table


def meant(table: str, alias: str, record: str, columns: Iterable[str]) -> str:
    """The JOIN of a table of :func:`meanings`, which has exactly one row for every record."""
    same = " AND ".join(f"{alias}.{ident(c)} IS NOT DISTINCT FROM {record}.{ident(c)}" for c in columns)
    return f"LEFT JOIN {table} {alias} ON {same}"


def _case(text: str, dictionary: Dictionary) -> str:
    cases = " ".join(
        f"WHEN {' OR '.join(f'contains({text}, {literal(_whole(each))})' for each in phrases)} THEN {literal(value)}"
        for value, phrases in dictionary
        if phrases
    )
    return f"CASE {cases} END" if cases else "CAST(NULL AS VARCHAR)"


def begins(text: str, beginnings: Iterable[str]) -> str:
    """SQL: whether a text begins, in lower case and without blanks before it, with one of these."""
    start = f"ltrim(lower({text}))"
    return " OR ".join(f"starts_with({start}, {literal(each.lower())})" for each in beginnings) or "false"


def phrases_of(con: duckdb.DuckDBPyConnection, name: str, dictionary: Dictionary) -> str:
    """Make a table ``phrase -> value`` of a dictionary itself, and return its name, to be joined."""
    table = ident(f"phrases_{name}")
    known: dict[str, str] = {}
    for value, phrases in dictionary:
        for each in phrases:
            known.setdefault(phrase(each), value)
    con.execute(f"CREATE OR REPLACE TABLE {table} (phrase VARCHAR, value VARCHAR)")
    con.executemany(f"INSERT INTO {table} VALUES (?, ?)", list(known.items()))
    return table


def first_phrase(text: str, dictionary: Dictionary) -> str:
    """SQL of the first phrase of the dictionary that stands in the text as whole words, or an empty text."""
    listed = {phrase(each) for _, phrases in dictionary for each in phrases}
    # The longest first, so that "site visit" is not taken for a shorter phrase that begins at the same place.
    pattern = "|".join(sorted(listed, key=lambda each: (-len(each), each)))
    return f"regexp_extract({spaced(text)}, {literal(f' ({pattern}) ')}, 1)"
