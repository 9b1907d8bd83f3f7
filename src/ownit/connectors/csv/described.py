"""What do other files tell about the accounts and products that deals name?"""

from __future__ import annotations

from dataclasses import dataclass

from ownit.connectors.csv import guess
from ownit.connectors.csv.guess import Doubts
from ownit.connectors.csv.profile import Column
from ownit.connectors.csv.written import Written
from ownit.connectors.reading import Staged


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A staged file and what its columns look like."""

    staged: Staged
    columns: list[Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A file whose key a column of the deals names; ``words`` mends values that differ only in writing."""

    file: File
    key: Column
    words: dict[str, str]


def accounts(written: Written, doubts: Doubts, joined: Joined | None) -> None:
    """The accounts the deals name, if a file describes them."""
    if joined is None:
        return
    columns, chosen = joined.file.columns, {"id": joined.key.name}
    others = [c for c in columns if c is not joined.key]
    for target, stems, kind in (
        ("name", ("name",), "text"),
        ("industry", ("industry", "sector"), "text"),
        ("employees", ("employee", "headcount"), "number"),
        ("annual_revenue", ("revenue", "turnover"), "number"),
        ("country", ("country", "location"), "text"),
    ):
        column = guess.named(others, stems, taken=chosen.values(), kind=kind)
        if column is not None:
            chosen[target] = column.name
    chosen.setdefault("name", joined.key.name)
    if "annual_revenue" in chosen:
        doubts.say(f'"{chosen["annual_revenue"]}" is read as it stands; if it counts millions, add times = 1000000.')
    written.table("account", joined.file.staged.sheet.file, chosen)


def products(written: Written, joined: Joined | None) -> None:
    """The products the deals name, if a file describes them."""
    if joined is None:
        return
    chosen = {"id": joined.key.name, "name": joined.key.name}
    others = [c for c in joined.file.columns if c is not joined.key]
    for target, stems, kind in (
        ("family", ("family", "series", "category", "line"), "text"),
        ("list_price", ("price",), "number"),
    ):
        column = guess.named(others, stems, kind=kind)
        if column is not None:
            chosen[target] = column.name
    written.table("product", joined.file.staged.sheet.file, chosen)
