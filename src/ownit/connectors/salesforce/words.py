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
        f"WHEN regexp_matches({text}, {literal(_any_of(phrases))}) THEN {literal(value)}"
        for value, phrases in dictionary
        if phrases
    )
    return f"CASE {cases} END" if cases else "CAST(NULL AS VARCHAR)"


def _any_of(phrases: Iterable[str]) -> str:
    return f" (?:{'|'.join(re.escape(phrase(each)) for each in phrases)}) "


def begins(text: str, beginnings: Iterable[str]) -> str:
    """SQL: whether a text begins, whatever its case and after blanks, with one of these."""
    pattern = "|".join(re.escape(each.strip()).replace(r"\ ", " ") for each in beginnings)
    return f"regexp_matches({text}, {literal(_START.format(pattern))})" if pattern else "false"


def stands_in(text: str, dictionary: Dictionary) -> str:
    """SQL of the value whose phrase a text begins with, else of the value whose phrase stands in it as whole words.

    For columns of which every row says something else. Patterns are only matched, never extracted, which keeps them
    cheap; and one pattern of all phrases first passes over the many texts that have none.
    """
    listed = [(value, _pattern(phrases)) for value, phrases in dictionary if phrases]
    if not listed:
        return "CAST(NULL AS VARCHAR)"
    cases = " ".join(
        f"WHEN regexp_matches({text}, {literal(shape % pattern)}) THEN {literal(value)}"
        for shape in (_AT_START, _ANYWHERE)
        for value, pattern in listed
    )
    every = _ANYWHERE % "|".join(pattern for _, pattern in listed)
    return f"CASE WHEN regexp_matches({text}, {literal(every)}) THEN CASE {cases} END END"


_START = r"(?i)^\s*(?:{})"
_BETWEEN = "[^0-9A-Za-z]"  # with letters of all scripts here, matching took 14-22 us a text instead of 0.2-0.5
_ANYWHERE = f"(?i)(?:^|{_BETWEEN})(?:%s)(?:$|{_BETWEEN})"
_AT_START = f"(?i)^{_BETWEEN}*(?:%s)(?:$|{_BETWEEN})"


def _pattern(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase(each)).replace(r"\ ", f"{_BETWEEN}+") for each in phrases)
