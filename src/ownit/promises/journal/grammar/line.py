"""What does one line of the journal say, clause by clause?

Clauses are parted by commas, semicolons, new lines and, before what begins a new clause, by "and". One day in a line
holds for all of it; where there are several, one at the start of a clause holds from there on, one at the end for
that clause and those before it that have none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ownit.promises.journal.grammar.clause import begins_clause, next_thing, read_clause
from ownit.promises.journal.grammar.days import cut_day
from ownit.promises.journal.grammar.errors import NotUnderstoodError
from ownit.promises.journal.grammar.record import Item

_PARTS = re.compile(r"\s*[;\n]+\s*|\s*,(?!(?<=\d,)\d)\s*|(?<!\d)\.\s+(?=[A-Z]|\d+\s+[a-z]{3})|\s*\+\s+")
_AND = re.compile(r"\s+(?:and|then|&|plus)\s+", re.IGNORECASE)
_COMPANY = re.compile(
    r"(inc|ltd|llc|llp|co|corp|gmbh|ag|sa|s\.?p\.?a|plc|bv|b\.v|nv|oy|ab|as|kg|pty)\b\.?", re.IGNORECASE
)


def parse(text: str, today: date) -> tuple[Item, ...]:
    """Everything a line says, in order; raises a JournalLineError that asks back, and then nothing is to be kept."""
    clauses = [cut_day(clause, today) for clause in _clauses(text.strip().rstrip(".!"))]
    items: list[Item] = []
    strange: list[str] = []
    for (clause, _, _), on in zip(clauses, _days(clauses, today), strict=True):
        if not clause:
            continue
        found, unknown = read_clause(clause)
        items += [replace(item, on=on) for item in found]
        strange += [] if not unknown else [unknown]
    if strange or not items:
        raise NotUnderstoodError(tuple(strange) or (text.strip() or "nothing",))
    return tuple(items)


def _clauses(text: str) -> list[str]:
    found: list[str] = []
    for part in (p for p in _PARTS.split(text) if p):
        if found and _COMPANY.match(part):
            found[-1] += f", {part}"  # Acme, Inc. 30k
        else:
            found += _ands(part)
    return found


def _ands(part: str) -> list[str]:
    """Cut at an "and" only where a clause begins behind it: Smith and Sons is a name."""
    found, start = [], 0
    for cut in _AND.finditer(part):
        if begins_clause(part[cut.end() :]):
            found.append(part[start : cut.start()])
            start = cut.end()
    found.append(part[start:])
    while (cut_at := next_thing(found[-1])) is not None:
        found[-1:] = [found[-1][:cut_at], found[-1][cut_at:]]
    return [clause.strip() for clause in found if clause.strip()]


def _days(clauses: list[tuple[str, date | None, bool]], today: date) -> list[date]:
    """The day of each clause."""
    said = {on for _, on, _ in clauses if on is not None}
    if len(said) <= 1:
        return [next(iter(said), today)] * len(clauses)
    days: list[date | None] = []
    current: date | None = None
    for _, on, first in clauses:
        if on is not None and first:
            current = on
        elif on is not None:
            days = [on if day is None else day for day in days]
        days.append(on if on is not None else current)
    return [day or today for day in days]
