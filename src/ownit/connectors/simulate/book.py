"""What does one seller leave in the CRM by the evening of a day?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.connectors.simulate.clock import PROGRESS, TOUCHES, Calendar, day_number, stream
from ownit.connectors.simulate.codes import DealKind
from ownit.connectors.simulate.deals import NEVER, SOURCE_CODE, Deals, draw_deals
from ownit.connectors.simulate.land import Land, land_of
from ownit.connectors.simulate.leads import leads_of, word_of
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.progress import DAY, Progress, histories_of, progress_of
from ownit.connectors.simulate.prospecting import attempts_of
from ownit.connectors.simulate.rows import (
    MARKETING,
    SERIALS,
    Accounts,
    Book,
    Days,
    Flags,
    Leads,
    Opportunities,
    OwnerChanges,
    Splits,
    Touches,
    chosen,
    stacked,
)
from ownit.connectors.simulate.sources import Source
from ownit.connectors.simulate.touches import (
    helping_touches,
    prospecting_touches,
    serving_touches,
    working_touches,
)


def book_of(company: Company, seller: Seller, calendar: Calendar, seed: int, as_of: int) -> Book:
    """Everything of one seller that the CRM holds at the end of the day number ``as_of``, and nothing later.

    Whatever ``as_of`` is, the same history is drawn: a later export continues an earlier one, ids included.
    """
    deals = draw_deals(company, seller, calendar, seed)
    land = land_of(seller, deals)
    rng = stream(seed, seller.number, TOUCHES)
    leads = leads_of(rng, company, seller, calendar, deals, land)
    worked, planned = working_touches(rng, seller, calendar, deals, land)
    attempts = attempts_of(rng, company, seller, calendar, deals)
    touches = stacked(
        [
            prospecting_touches(rng, seller, attempts, deals, land),
            helping_touches(rng, seller, deals, land, leads),
            worked,
            serving_touches(rng, seller, _working_days(seller, calendar), land),
        ]
    )
    progress = progress_of(stream(seed, seller.number, PROGRESS), seller, deals)
    ids = own_id(seller, np.arange(len(deals.created)))
    histories = histories_of(deals, progress, ids, seller.number, seller.number << SERIALS)
    opportunities = _opportunities(seller, deals, land, progress, planned, as_of)
    words = word_of(rng, seller, deals)
    opportunities = chosen(replace(opportunities, word=words), deals.created <= as_of)
    return Book(
        accounts=_accounts(company, seller, deals, land, as_of),
        opportunities=opportunities,
        histories=chosen(histories, histories.day <= as_of),
        owner_changes=_owner_changes(seller, deals, progress, as_of),
        splits=_splits(rng, seller, deals, as_of),
        leads=_leads_known(seller, leads, as_of),
        touches=_touches_known(seller, touches, calendar, as_of),
    )


def own_id(seller: Seller, serial: Days) -> Days:
    """The number from which the ids of a seller's records are made; -1 stays none."""
    return np.where(serial < 0, -1, (seller.number << SERIALS) + serial)


def owner_of(seller: Seller, deals: Deals, as_of: int) -> Days:
    """Who owns each deal on a day: the heir of one who left with it open."""
    passed = _passed_on(seller, deals, as_of)
    return np.where(passed, seller.heir or seller.number, seller.number)


def _passed_on(seller: Seller, deals: Deals, as_of: int) -> Flags:
    if seller.left_on is None or seller.heir is None:
        return np.zeros(len(deals.created), dtype=np.bool_)
    left = day_number(seller.left_on)
    return (deals.closed > left) & (deals.created <= left) & (left < as_of)


def _opportunities(
    seller: Seller, deals: Deals, land: Land, progress: Progress, planned: Days, as_of: int
) -> Opportunities:
    n = len(deals.created)
    closed = deals.closed <= as_of
    now = np.minimum(np.full(n, (as_of + 1) * DAY - 1), progress.closed)
    of = np.arange(n)
    booked = deals.source == SOURCE_CODE[Source.SDR]
    sdr = MARKETING if seller.sdr is None else seller.sdr
    sold = np.where(deals.own & (land.of_deal < land.customers), DealKind.EXPANSION, DealKind.NEW)
    return Opportunities(
        id=own_id(seller, of),
        account=own_id(seller, land.of_deal),
        owner=owner_of(seller, deals, as_of),
        creator=np.where(booked, sdr, seller.number),
        source=deals.source,
        word=np.full(n, -1, dtype=np.int64),
        kind=np.where(deals.source == SOURCE_CODE[Source.RENEWAL], DealKind.RENEWAL, sold),
        created=deals.created,
        created_minute=progress.created % DAY,
        closed=np.where(closed, deals.closed, NEVER),
        won=deals.won & closed,
        amount=np.where(progress.revised <= now, deals.last_amount, deals.first_amount),
        stage=progress.stage(now, of),
        close_date=np.where(closed, deals.closed, progress.close_date(now, of)),
        next_step=_next_step(deals, planned, as_of),
        phantom=deals.phantom,
        opener=np.where(deals.own, seller.number, np.where(booked, sdr, 0)),
    )


def _next_step(deals: Deals, planned: Days, as_of: int) -> Days:
    """The next of the planned days, of what closed the last before it closed; -1: none, and phantoms have none."""
    ahead = np.where(planned > as_of, planned, NEVER).min(axis=1, initial=NEVER)
    behind = np.where(planned <= deals.closed[:, None], planned, -1).max(axis=1, initial=-1)
    step = np.where(deals.closed <= as_of, behind, ahead)
    return np.where(deals.phantom | (step == NEVER), -1, step)


def _accounts(company: Company, seller: Seller, deals: Deals, land: Land, as_of: int) -> Accounts:
    """The accounts known by then: customers and targets from the start, others with their first deal."""
    n, start = land.size, day_number(company.starts_on)
    first_seen = np.full(n, NEVER, dtype=np.int64)
    np.minimum.at(first_seen, land.of_deal, deals.created - 14)
    first_seen[: land.customers + land.prospected] = start
    since = np.full(n, NEVER, dtype=np.int64)
    won = deals.won & (deals.closed <= as_of)
    np.minimum.at(since, land.of_deal[won], deals.closed[won])
    since[: land.customers] = start - 30 - (np.arange(land.customers) * 97 + seller.number) % 1500
    former = np.zeros(n, dtype=np.bool_)
    lost = (deals.source == SOURCE_CODE[Source.RENEWAL]) & ~deals.won & (deals.closed <= as_of)
    former[land.of_deal[lost]] = True
    gone = seller.left_on is not None and day_number(seller.left_on) < as_of
    owner = seller.heir if gone and seller.heir is not None else seller.number
    everything = Accounts(
        id=own_id(seller, np.arange(n)),
        owner=np.full(n, owner, dtype=np.int64),
        customer_since=np.where(since == NEVER, -1, since),
        former=former,
    )
    return chosen(everything, first_seen <= as_of)


def _owner_changes(seller: Seller, deals: Deals, progress: Progress, as_of: int) -> OwnerChanges:
    booked = np.flatnonzero((deals.source == SOURCE_CODE[Source.SDR]) & (deals.created <= as_of))
    if seller.sdr is None:
        booked = booked[:0]
    passed = np.flatnonzero(_passed_on(seller, deals, as_of))
    left = 0 if seller.left_on is None else day_number(seller.left_on) + 1
    me, one = seller.number, np.ones(len(booked), dtype=np.int64)
    other = np.ones(len(passed), dtype=np.int64)
    return OwnerChanges(
        opportunity=own_id(seller, np.concatenate([booked, passed])),
        day=np.concatenate([deals.created[booked], left * other]),
        minute=np.concatenate([progress.created[booked] % DAY + 20, 540 * other]),
        old=np.concatenate([(seller.sdr or 0) * one, me * other]),
        new=np.concatenate([me * one, (seller.heir or 0) * other]),
    )


def _splits(rng: np.random.Generator, seller: Seller, deals: Deals, as_of: int) -> Splits:
    lots = rng.random(len(deals.created))
    split = seller.split
    share = 0.0 if split is None else split.share_of_deals
    rows = np.flatnonzero((lots < share) & (deals.created <= as_of))
    n, ids, owner = len(rows), own_id(seller, rows), owner_of(seller, deals, as_of)[rows]
    to, percent, overlay = (0, 0.0, False) if split is None else (split.to, split.percent, split.overlay)
    return Splits(
        opportunity=np.concatenate([ids, ids]),
        second=np.concatenate([np.zeros(n, dtype=np.bool_), np.ones(n, dtype=np.bool_)]),
        person=np.concatenate([owner, np.full(n, to, dtype=np.int64)]),
        percent=np.concatenate([np.full(n, 100.0 if overlay else 100.0 - percent), np.full(n, percent)]),
        overlay=np.concatenate([np.zeros(n, dtype=np.bool_), np.full(n, overlay)]),
    )


def _leads_known(seller: Seller, leads: Leads, as_of: int) -> Leads:
    later = leads.converted > as_of
    none = np.where(later, -1, leads.opportunity)
    known = replace(
        leads,
        opportunity=own_id(seller, none),
        account=own_id(seller, np.where(later, -1, leads.account)),
        converted=np.where(later, -1, leads.converted),
    )
    return chosen(known, leads.day <= as_of)


def _touches_known(seller: Seller, touches: Touches, calendar: Calendar, as_of: int) -> Touches:
    """Those done by then, with ids; what one who left had planned is the heir's."""
    left = NEVER if seller.left_on is None else day_number(seller.left_on)
    owner = np.where(
        (touches.day > left) & (touches.owner == seller.number), seller.heir or seller.number, touches.owner
    )
    known = replace(
        touches,
        id=own_id(seller, np.arange(len(touches.day))),
        owner=owner,
        account=own_id(seller, touches.account),
        opportunity=own_id(seller, touches.opportunity),
    )
    return chosen(known, (touches.day <= as_of) & (touches.day >= calendar.first))


def _working_days(seller: Seller, calendar: Calendar) -> Days:
    days = calendar.numbers()
    last = NEVER if seller.left_on is None else day_number(seller.left_on)
    return days[(calendar.weekday < 5) & (days >= day_number(seller.hired_on)) & (days <= last)]
