"""What are the canonical facts of opportunities and of what changed about them?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.behaviour.book import missed_on
from ownit.connectors.simulate.behaviour.canonical.columns import Columns, moments
from ownit.connectors.simulate.behaviour.canonical.sources import sources
from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.numbers import IDS
from ownit.connectors.simulate.behaviour.staff import CURRENCY
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.progress import DAY, WON
from ownit.connectors.simulate.rows import Book, Days, Flags, Histories, OwnerChanges
from ownit.connectors.simulate.shown import STAGE_WORDS

_OUTCOMES = ("open", "lost", "won")


def opportunities(book: Book) -> Columns:
    """Their state; what closed names the hour if a history tells it, else the day."""
    o = book.opportunities
    closed = shown.is_closed(o)
    at, expected = _closings(book)
    return {
        "id": text.ids("Opportunity", o.id),
        "account_id": text.ids("Account", o.account),
        "owner_id": text.user_ids(o.owner),
        "created_by_id": text.user_ids(o.creator),
        "name": shown.deal_names(o),
        "product": text.product_names(o.id),
        "amount": o.amount,
        "currency": [CURRENCY] * len(closed),
        "stage": text.labels(STAGE_WORDS, shown.stage_of(o)),
        **sources(o.word),
        "kind": ["new"] * len(closed),
        "created_at": moments(o.created, o.created_minute),
        "expected_close": text.dates(np.where(expected >= 0, expected, o.close_date)),
        "outcome": text.labels(_OUTCOMES, np.where(closed, 1 + o.won, 0)),
        "closed_on": text.dates(np.where(closed & (at < 0), o.close_date, -1)),
        "closed_at": moments(at // DAY, at % DAY),
        "is_rfp": np.zeros(len(closed), dtype=np.bool_),
    }


def gone(company: Company, book: Book, as_of: int) -> Columns:
    """When an export first lacked what it held before, where exports are read again and again."""
    if not company.behaviour.watched:
        return {}
    day = missed_on(company, book.opportunities.id - IDS, as_of)
    return {"gone_on": text.dates(np.where(day < NEVER, day, -1))}


def _closings(book: Book) -> tuple[Days, Days]:
    """Per opportunity the minute its close was entered and the close expected before; -1 where no history tells."""
    h = book.histories
    deal = np.searchsorted(book.opportunities.id, h.opportunity)
    n = len(book.opportunities.id)
    at, expected = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    closing = np.flatnonzero(h.stage >= WON)
    at[deal[closing]] = h.day[closing] * DAY + h.minute[closing]
    before = closing[_follows(h)[closing]]
    expected[deal[before]] = h.close_date[before - 1]
    return at, expected


def stage_changes(h: Histories) -> Columns:
    """The whole state at each change."""
    before = np.where(_follows(h), np.roll(h.stage, 1), -1)
    return {
        "opportunity_id": text.ids("Opportunity", h.opportunity),
        "at": moments(h.day, h.minute),
        "from_stage": text.labels(STAGE_WORDS, before),
        "to_stage": text.labels(STAGE_WORDS, h.stage),
        "amount": h.amount,
        "expected_close": text.dates(h.close_date),
        "inferred": np.zeros(len(h.day), dtype=np.bool_),
    }


def _follows(h: Histories) -> Flags:
    """Whether the row before is of the same opportunity."""
    return np.append(False, h.opportunity[1:] == h.opportunity[:-1])[: len(h.opportunity)]


def owner_changes(c: OwnerChanges) -> Columns:
    """From whom to whom."""
    return {
        "opportunity_id": text.ids("Opportunity", c.opportunity),
        "at": moments(c.day, c.minute),
        "from_owner": text.user_ids(c.old),
        "to_owner": text.user_ids(c.new),
        "inferred": np.zeros(len(c.day), dtype=np.bool_),
    }
