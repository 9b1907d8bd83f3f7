"""Which column holds the ids of the deals, and in which file do a column's values stand?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from ownit.connectors.csv import guess
from ownit.connectors.csv.described import File, Joined
from ownit.connectors.csv.guess import Doubts
from ownit.connectors.csv.profile import Column
from ownit.connectors.errors import CannotPropose
from ownit.connectors.reading import ident
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb

DOUBLES_SHOWN = 5
"""How many doubled ids are named."""


class Looking(Protocol):
    """A proposal under way, as far as these questions take it."""

    @property
    def con(self) -> duckdb.DuckDBPyConnection: ...
    @property
    def files(self) -> Sequence[File]: ...
    @property
    def doubts(self) -> Doubts: ...


def key(look: Looking, deals: File, columns: Sequence[Column]) -> Column:
    """The column of the deals' ids, and what is odd about it."""
    unique, doubled = guess.key_column(columns), guess.doubled_key(columns)
    # A column called an id, though a few are doubled, is likelier meant than one that only happens to be unique.
    if doubled is not None and (unique is None or not guess.called_an_id(unique)):
        for doubt in _not_a_key(look, deals, doubled):
            look.doubts.say(doubt)
        return doubled
    if unique is None:
        raise CannotPropose(
            [deals.staged.sheet.file],
            "no column has a different value in every record, as an id has",
            "Number the records in a column called ID, so that each keeps its number from one export to the next.",
        )
    if not unique.folded.endswith("id"):
        look.doubts.say(f'The id is "{unique.name}": it is unique, though not called an id.')
    return unique


def _not_a_key(look: Looking, deals: File, key: Column) -> Iterator[str]:
    """Which ids stand in more than one record, the first few by name, and how many records have none."""
    value = ident(key.name)
    found = look.con.execute(
        f"SELECT {value} FROM {deals.staged.relation} WHERE trim({value}) <> '' GROUP BY {value} "
        f"HAVING count(*) > 1 ORDER BY {value}"
    ).fetchall()
    taken = f'"{key.name}" was taken for the id, though'
    if found:
        shown = ", ".join(f'"{v}"' for (v,) in found[:DOUBLES_SHOWN])
        more = f" and {len(found) - DOUBLES_SHOWN:,} more" if len(found) > DOUBLES_SHOWN else ""
        yield f"{taken} {shown}{more} {'stands' if len(found) == 1 else 'stand'} in more than one record."
    if key.filled < key.rows:
        these = counted(key.rows - key.filled, "record has none; it is", "records have none; they are")
        yield f"{taken} {these} rejected."


def joined(look: Looking, deals: File, column: Column) -> Joined | None:
    """The other file whose unique column holds most of this column's values."""
    best, best_share = None, 0.5
    values = f"SELECT DISTINCT trim({ident(column.name)}) v FROM {deals.staged.relation} WHERE v <> ''"
    for file in look.files:
        for key in file.columns if file is not deals else []:
            if not key.unique or key.is_number:
                continue
            known = f"SELECT trim({ident(key.name)}) FROM {file.staged.relation}"
            hits, of = look.con.execute(
                f"SELECT count(*) FILTER (v IN ({known})), count(*) FROM ({values})"
            ).fetchall()[0]
            if of and hits / of > best_share:
                strays = look.con.execute(f"SELECT v FROM ({values}) WHERE v NOT IN ({known}) LIMIT 1000").fetchall()
                names = [k for (k,) in look.con.execute(known).fetchall()]
                best, best_share = (
                    Joined(file=file, key=key, words=guess.near((v for (v,) in strays), names)),
                    hits / of,
                )
    if best is not None and best.words:
        pairs = ", ".join(f'"{a}" is "{b}"' for a, b in list(best.words.items())[:3])
        look.doubts.say(f"{column.name}: taken to be the same but for the writing: {pairs}.")
    return best
