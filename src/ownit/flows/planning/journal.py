"""What does a seller's journal add to their word?"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ownit.connectors.journal.names import folded
from ownit.connectors.reading.sources import class_of
from ownit.facts.origin import SOURCE_CLASSES
from ownit.flows.journal.lasting import minutes
from ownit.method.deals import Origin
from ownit.method.plan.heard import Heard
from ownit.promises.journal.grammar.record import What
from ownit.promises.journal.record import Entry

CREATING = ("", "create")
LATELY = 91


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was heard, and one's own money won from ``start`` of the period on, beyond what the word has.

    ``unopened``: deals that were closed and say nothing of the share won, since no opening of theirs is written.
    """

    heard: Heard
    won: float
    unopened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deal:
    """A deal of the journal: how it was opened, None where no entry says, and how it ended, None while it is open."""

    opened: Entry | None
    closed: Entry | None = None


def told(
    entries: Sequence[Entry],
    start: date,
    on: date,
    said_at: datetime | None = None,
    *,
    answered: Container[str] = (),
    some_open: bool = False,
    currency: str = "",
) -> Told:
    """What the entries up to a day say; deals are told apart by their names, those without by order.

    Amounts are in the number's ``currency``, those that name none too; one in another is no amount that is known.

    The word was given at ``said_at``: what it says is won has all that happened or was written by then, and what it
    says is open (``some_open``) has the deals that the journal knew as open then, and those of which it heard for the
    first time since that they were won or lost. ``answered``: the journal's deals that the person has said to have
    opened. Of the share won only those closed deals tell whose opening is written too: a win is written down sooner
    than a loss, and where there is no opening nothing shows which losses are missing. A deal opened without a name is
    open until one ends that has no other opening, and that is none of those that the word has as open.
    """
    known = sorted((_in(e, currency) for e in entries if e.item.on <= on), key=lambda e: e.item.on)
    items = [e.item for e in known]
    since = {e.id for e in known if said_at is None or _after(e, said_at)}
    before = [e for e in known if e.id not in since]
    deals = _deals(known)
    ends = _ends_of_opened(deals)
    still = _open(deals, [one for one, end in ends if not (some_open and end.id in since)])
    then = _deals(before)
    named = _open(then, [one for one, _ in _ends_of_opened(then)])
    days = 0 if not items else min((on - items[0].on).days + 1, LATELY)
    lately = [e for e in known if (on - e.item.on).days < LATELY]
    amounts = [e.item.amount for e in known if e.item.what is What.WON]

    def whose(deal: _Deal) -> Origin:
        return _origin(deal, answered, theirs=some_open and _since(deal, since))

    money = dict.fromkeys(Origin, 0.0)
    for deal in deals:
        end = deal.closed
        if end is not None and end.id in since and end.item.what is What.WON and end.item.on >= start:
            money[whose(deal)] += float(_amount(deal) or 0)
    heard = Heard(
        opened=sum(e.item.what is What.OPENED and whose(_Deal(opened=e)) is Origin.OWN for e in lately),
        hours=sum(minutes(e.item) for e in lately if e.item.what is What.DID and e.item.purpose in CREATING) / 60.0,
        days=days,
        won=sum(end.item.what is What.WON for _, end in ends),
        lost=sum(end.item.what is What.LOST for _, end in ends),
        amounts=tuple(float(a) for a in amounts if a is not None and a > 0),
        open_amounts=tuple(map(_worth, still)),
        open_ages=tuple((on - e.item.on).days for e in still),
        open_known=tuple(_known(e, said_at, since) if some_open else 0 for e in still),
        open_origins=tuple(whose(_Deal(opened=e)) for e in still),
        named=tuple(map(_worth, named)),
        closed_unnamed=sum(d.opened is None and _since(d, since) for d in deals),
        won_unknown=money[Origin.UNKNOWN],
        won_others=money[Origin.OTHERS],
        losses_told=any(e.item.what is What.LOST for e in known),
        said_ago=0 if said_at is None else max((on - said_at.date()).days, 0),
    )
    return Told(heard=heard, won=money[Origin.OWN], unopened=sum(d.closed is not None for d in deals) - len(ends))


def foreign(entries: Sequence[Entry], currency: str) -> int:
    """How many deals were opened or won for an amount in another currency than the number's."""
    return sum(_in(e, currency) is not e for e in entries if e.item.what is not What.DID)


def _in(entry: Entry, currency: str) -> Entry:
    item = entry.item
    if not currency or item.amount is None or item.currency in ("", currency):
        return entry
    return replace(entry, item=replace(item, amount=None))


def _after(entry: Entry, said_at: datetime) -> bool:
    """Whether it happened, and was written, since the word was given."""
    return entry.recorded_at >= said_at and entry.item.on >= said_at.date()


def _since(deal: _Deal, since: Container[int]) -> bool:
    """Whether it ended since the word was given."""
    return deal.closed is not None and deal.closed.id in since


def _deals(entries: Sequence[Entry]) -> list[_Deal]:
    """The deals that entries in order of their days tell of; a win or a loss ends the latest open one of its name."""
    found: list[_Deal] = []
    for entry in entries:
        if entry.item.what is What.OPENED:
            found.append(_Deal(opened=entry))
        elif entry.item.what in (What.WON, What.LOST):
            name = folded(entry.item.name)
            same = [i for i, d in enumerate(found) if d.opened and not d.closed and folded(d.opened.item.name) == name]
            place = same[-1] if same else None
            if place is None:
                found.append(_Deal(opened=None, closed=entry))
            else:
                found[place] = replace(found[place], closed=entry)
    return found


def _open(deals: Sequence[_Deal], ended: Sequence[Entry]) -> list[Entry]:
    """The openings of the deals that are open; ``ended`` are openings of which an end is known otherwise."""
    gone = {entry.id for entry in ended}
    return [d.opened for d in deals if d.opened and not d.closed and d.opened.id not in gone]


def _known(opened: Entry, said_at: datetime | None, since: Container[int]) -> int:
    """How old a deal was when the word said that it was open; 0 where that was before it."""
    return 0 if said_at is None or opened.id in since else max((said_at.date() - opened.item.on).days, 0)


def _ends_of_opened(deals: Sequence[_Deal]) -> list[tuple[Entry, Entry]]:
    """The openings and ends of those deals that have both: by their name, or else, one for each, as one of those opened
    without a name by then, as the answers of a Friday are.
    """
    nameless = [d.opened for d in deals if d.opened and not d.closed and not d.opened.item.name]
    nameless.sort(key=lambda e: e.item.since or e.item.on)
    found = []
    for deal in deals:
        if deal.closed is None:
            continue
        if deal.opened is not None:
            found.append((deal.opened, deal.closed))
        elif nameless and (nameless[0].item.since or nameless[0].item.on) <= deal.closed.item.on:
            found.append((nameless.pop(0), deal.closed))
    return found


def _origin(deal: _Deal, answered: Container[str], *, theirs: bool = False) -> Origin:
    """Whose a deal is, as the facts have it of the journal's entries (:mod:`ownit.connectors.journal.deals`).

    ``theirs``: one whose opening is not known is one of those that the word has as open, and so as their own.
    """
    first = deal.opened or deal.closed
    assert first is not None, "a deal is opened or closed by some entry"
    source = class_of(first.item.source) if first.item.source and first.item.what is not What.LOST else None
    if first.item.kind == "renewal" or SOURCE_CLASSES.get(source or "") in ("others", "never own"):
        return Origin.OTHERS
    by_word = deal.opened is not None and not first.item.source
    own = by_word or SOURCE_CLASSES.get(source or "") == "own" or f"o{first.id}" in answered
    return Origin.OWN if own or (theirs and deal.opened is None) else Origin.UNKNOWN


def _amount(deal: _Deal) -> Decimal | None:
    """As it was won, else as it was opened."""
    said = (e.item.amount for e in (deal.closed, deal.opened) if e is not None and e.item.amount is not None)
    return next(said, None)


def _worth(entry: Entry) -> float:
    return float("nan") if entry.item.amount is None else float(entry.item.amount)
