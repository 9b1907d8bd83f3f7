"""Which targets does a pasted text or a CSV file name?

Pasted: one a line, ``NAME - why``, tolerant of bullets, numbers and any dash, colon, tab, bar or semicolon between. A
CSV file names its columns in the first line: ``name`` (or account, company, target), and where wanted ``why``,
``next step``, ``due`` and ``last touch`` (YYYY-MM-DD), ``purpose`` (pursue or ask).
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from ownit.errors import OwnitError
from ownit.promises.targets.record import LineError, Purpose, Wanted

LONGEST = 200  # characters of a name; more is a paragraph, not a name
_BULLET = re.compile(r"^\s*(?:[-*•·–—>]|\(?\d{1,3}[.)]|\[[ x]?\])\s+")
_BETWEEN = re.compile(r"\s+[-–—]+\s+|\s*[:;|\t]\s*")
_COLUMNS = {
    "name": (
        "name",
        "account",
        "company",
        "target",
        "customer",
        "who",
        "account name",
        "company name",
        "customer name",
    ),
    "why": ("why", "reason", "note", "notes", "comment"),
    "next_step": ("next step", "next", "next_step"),
    "due": ("due", "due on", "due_on", "next step on"),
    "last_touch": ("last touch", "last_touch", "last contact"),
    "purpose": ("purpose",),
}
Read = tuple[tuple[Wanted, ...], tuple[LineError, ...]]


class NoNameColumnError(OwnitError):
    """The first line of a table names no column of names."""

    def __init__(self, first: str) -> None:
        there = f"it says {first[:60]!r}" if first else "it is empty"
        super().__init__(f"No column of the first line is called name or account: {there}. Name the columns there.")


def parse_targets(text: str, on: date, *, table: bool = False) -> Read:
    """The targets of a text, and what is wrong with lines that name none; one bad line hides no other.

    Nothing was touched after the day ``on``. Raises NoNameColumnError where it is a ``table`` and names no such column.
    """
    text = text.removeprefix("\ufeff")
    first = text.strip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    header = [cell.strip().strip('"').casefold() for cell in first.split(separator)]
    named = any(name in header for name in _COLUMNS["name"])
    if table and not named:
        raise NoNameColumnError(first.strip())
    if named and (table or len(header) > 1):
        return _csv(text.strip(), separator, header, on)
    return _pasted(text)


def _pasted(text: str) -> Read:
    found: list[Wanted] = []
    errors: list[LineError] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = _BULLET.sub("", line).strip()
        if not bare:
            continue
        parts = _BETWEEN.split(bare, maxsplit=1)
        name, why = parts[0].strip(" ,"), parts[1].strip() if len(parts) > 1 else ""
        if problem := _problem(name):
            errors.append(LineError(line=number, text=problem))
        else:
            found.append(Wanted(name=name, why=why))
    return tuple(found), tuple(errors)


def _csv(text: str, separator: str, header: list[str], on: date) -> Read:
    places = {
        field: next((header.index(name) for name in names if name in header), None) for field, names in _COLUMNS.items()
    }
    found: list[Wanted] = []
    errors: list[LineError] = []
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(rows)
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        said = {field: cells[i].strip() if i is not None and i < len(cells) else "" for field, i in places.items()}
        try:
            found.append(_wanted(said, on))
        except ValueError as e:
            errors.append(LineError(line=rows.line_num, text=str(e)))
    return tuple(found), tuple(errors)


def _wanted(said: dict[str, str], on: date) -> Wanted:
    if problem := _problem(said["name"]):
        raise ValueError(problem)
    purpose = said["purpose"].casefold() or "pursue"
    if purpose not in set(Purpose):
        raise ValueError(f"The purpose {purpose[:40]!r} is neither pursue nor ask.")
    last_touch = _day(said["last_touch"])
    if last_touch is not None and last_touch > on:
        raise ValueError(f"{last_touch} has not come yet; a target was touched today or earlier.")
    return Wanted(
        name=said["name"],
        why=said["why"],
        purpose=Purpose(purpose),
        last_touch=last_touch,
        next_step=said["next_step"],
        due_on=_day(said["due"]),
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as e:
        raise ValueError(f"{text[:40]!r} is no day; write it as YYYY-MM-DD.") from e


def _problem(name: str) -> str:
    if not re.search(r"\w", name):
        return "There is no name in it."
    return (
        f"The name has more than {LONGEST} characters; put what is not the name behind a dash."
        if len(name) > LONGEST
        else ""
    )
