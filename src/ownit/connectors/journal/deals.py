"""Which deals does the journal tell of, and what became of them?

An opening is a deal of its own. A win or a loss ends the person's latest deal of that name that is open by then; where
the journal has none, it is a deal whose opening, and so whose origin, is not known. The opener of an opening is whoever
wrote it: by their word (``claimed``), unless they name another source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ownit.connectors.journal.names import folded
from ownit.connectors.journal.rows import Row
from ownit.connectors.reading.sources import class_of

STAGES = {"open": "Open", "won": "Won", "lost": "Lost"}
OWN_WORD = "opened by the seller (journal)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One deal; ``account`` is the folded name, empty where none was given."""

    id: str
    person: str
    account: str
    name: str
    opened: date | None
    closed: date | None = None
    outcome: str = "open"
    amount: Decimal | None = None
    currency: str = ""
    source: str = ""
    source_class: str | None = None
    kind: str = ""
    why_lost: str = ""


def deals_of(rows: Iterable[Row]) -> list[Deal]:
    """The deals of entries in order of their days."""
    found: list[Deal] = []
    for row in sorted(rows, key=lambda r: (r.on, r.id)):
        if row.what == "opened":
            found.append(_opened(row))
            continue
        place = _open_deal(found, row)
        before = found.pop(place) if place is not None else replace(_opened(row), opened=None)
        found.append(_closed(before, row))
    return found


def open_on(deals: Iterable[Deal], person: str, account: str, on: date) -> Deal | None:
    """A person's latest deal with an account that was open on a day."""
    there = (
        d
        for d in deals
        if (d.person, d.account) == (person, account)
        and d.opened is not None
        and d.opened <= on
        and (d.closed is None or on <= d.closed)
    )
    return max(there, key=lambda d: (d.opened or date.min, d.id), default=None)


def _opened(row: Row) -> Deal:
    own = row.what == "opened" and not row.source
    said = "" if row.what == "lost" else row.source
    return Deal(
        id=f"o{row.id}",
        person=row.person,
        account=folded(row.name) if row.name else "",
        name=row.name,
        opened=row.on,
        amount=row.amount,
        currency=row.currency,
        source=OWN_WORD if own else said,
        source_class="cold" if own else class_of(said),
        kind=row.kind,
    )


def _open_deal(found: list[Deal], row: Row) -> int | None:
    account = folded(row.name) if row.name else ""
    places = [i for i, d in enumerate(found) if d.outcome == "open" and (d.person, d.account) == (row.person, account)]
    return places[-1] if places else None


def _closed(deal: Deal, row: Row) -> Deal:
    return replace(
        deal,
        outcome=row.what,
        closed=row.on,
        amount=deal.amount if row.amount is None else row.amount,
        currency=deal.currency if row.amount is None else row.currency,
        kind=row.kind or deal.kind,
        why_lost=row.source if row.what == "lost" else "",
    )
