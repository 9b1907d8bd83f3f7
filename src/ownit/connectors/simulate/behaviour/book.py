"""What does the CRM show on the evening of a day?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.deals import Came
from ownit.connectors.simulate.behaviour.history import histories_of
from ownit.connectors.simulate.behaviour.numbers import ACCOUNT_MANAGER, IDS, MARKETING, SDR
from ownit.connectors.simulate.behaviour.openings import TERRITORY
from ownit.connectors.simulate.codes import DealKind
from ownit.connectors.simulate.deals import NEVER, SOURCE_CODE
from ownit.connectors.simulate.rows import (
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
)
from ownit.connectors.simulate.sources import Source
from ownit.connectors.simulate.weekdays import weekday_of

_SOURCE = {
    Came.COLD_CALL: Source.CALL,
    Came.COLD_EMAIL: Source.EMAIL,
    Came.NETWORK: Source.MEETING,
    Came.REFERRAL: Source.REFERRAL,
    Came.WEB: Source.MARKETING,
    Came.WEBINAR: Source.MARKETING,
    Came.TRADE_SHOW: Source.MARKETING,
    Came.SDR: Source.SDR,
    Came.PARTNER: Source.PARTNER,
}
_SOURCES = np.asarray([SOURCE_CODE[_SOURCE[came]] for came in Came])


def book_of(company: Company, as_of: int) -> Book:
    """All that an export at the end of day number ``as_of`` holds, and nothing later."""
    there = _there(company, as_of)
    deals = _opportunities(company, there, as_of)
    touches = chosen(company.touches, company.touches.day <= as_of)
    histories = histories_of(company, there, as_of, IDS)
    if company.behaviour.overwritten is not None:
        histories = chosen(histories, np.zeros(len(histories.day), dtype=np.bool_))
    return Book(
        accounts=_accounts(company, deals, touches),
        opportunities=deals,
        histories=histories,
        owner_changes=_owner_changes(company, there, as_of),
        splits=_no_splits(),
        leads=_leads(company, as_of),
        touches=touches,
    )


def _there(company: Company, as_of: int) -> Flags:
    """What is in the CRM; where it was watched, also what an earlier export held."""
    r = company.recorded
    there = r.gone > as_of
    if company.behaviour.watched:
        there |= monday(r.registered) < r.gone
    return np.asarray((r.registered <= as_of) & there, dtype=np.bool_)


def monday(day: Days) -> Days:
    """The day of the first export on or after a day."""
    return np.where(day < NEVER, day + (7 - weekday_of(day)) % 7, NEVER)


def missed_on(company: Company, rows: Days, as_of: int) -> Days:
    """The day of the export in which a deleted deal was missing first; NEVER if none has come."""
    day = monday(company.recorded.gone[rows])
    return np.where(day <= as_of, day, NEVER)


def _opportunities(company: Company, there: Flags, as_of: int) -> Opportunities:
    d, r = company.deals, company.recorded
    rows = np.flatnonzero(there)
    last = np.minimum(as_of, r.gone[rows])  # the day of which it says what it does
    closed = r.closed[rows] <= as_of
    pushed = (r.pushes[rows] <= np.minimum(last, r.closed[rows] - 1)[:, None]).sum(axis=1)
    amount = np.where(d.revised[rows] <= last, d.revised_amount[rows], d.amount[rows])
    seller = np.where(d.moved[rows] <= last, d.owner[rows], d.opener[rows])
    keeper = r.keeps[rows] <= as_of
    return Opportunities(
        id=IDS + rows,
        account=IDS + d.account[rows],
        owner=np.where(keeper, ACCOUNT_MANAGER, company.sellers.numbers[seller]),
        creator=np.where(d.came[rows] == Came.SDR, SDR, company.sellers.numbers[d.opener[rows]]),
        source=_SOURCES[d.came[rows]],
        word=np.where(closed, r.closing_word[rows], r.word[rows]),
        kind=np.full(len(rows), DealKind.NEW, dtype=np.int64),
        created=r.registered[rows],
        created_minute=600 + rows % 60,
        closed=np.where(closed, r.closed[rows], NEVER),
        won=closed & d.won[rows],
        amount=np.where(closed, r.amount[rows], amount),
        stage=(r.moves[rows] <= last[:, None]).sum(axis=1),
        close_date=np.where(closed, r.closed[rows], r.expected[rows, pushed]),
        next_step=np.full(len(rows), -1, dtype=np.int64),  # nobody has a field for it
        phantom=np.zeros(len(rows), dtype=np.bool_),
        opener=np.where(d.brought[rows], 0, company.sellers.numbers[d.opener[rows]]),
    )


def _accounts(company: Company, deals: Opportunities, touches: Touches) -> Accounts:
    """The target accounts, and those that a deal or an activity is on; whoever had an account first owns it."""
    targets = len(company.sellers) * TERRITORY
    seen = np.concatenate([deals.account, touches.account]) - IDS
    account = np.union1d(np.arange(targets), seen)
    owner = np.empty(len(account), dtype=np.int64)
    owner[:targets] = company.sellers.numbers[account[:targets] // TERRITORY]
    first = dict(zip(company.deals.account[::-1].tolist(), company.deals.opener[::-1].tolist(), strict=True))
    owner[targets:] = company.sellers.numbers[[first[a] for a in account[targets:].tolist()]]
    place = np.searchsorted(account, deals.account - IDS)
    since = np.full(len(account), NEVER, dtype=np.int64)
    np.minimum.at(since, place[deals.won], deals.closed[deals.won])
    return Accounts(
        id=IDS + account,
        owner=owner,
        customer_since=np.where(since == NEVER, -1, since),
        former=np.zeros(len(account), dtype=np.bool_),
    )


def _owner_changes(company: Company, there: Flags, as_of: int) -> OwnerChanges:
    """Those of open deals are tracked; the account manager gets the won ones without a trace."""
    d = company.deals
    rows = np.flatnonzero(there & (d.moved <= as_of) & (d.moved > company.recorded.registered))
    return OwnerChanges(
        opportunity=IDS + rows,
        day=d.moved[rows],
        minute=480 + rows % 60,
        old=company.sellers.numbers[d.opener[rows]],
        new=company.sellers.numbers[d.owner[rows]],
    )


def _leads(company: Company, as_of: int) -> Leads:
    d, r = company.deals, company.recorded
    rows = np.flatnonzero((r.lead >= 0) & (r.lead <= as_of))
    done = r.registered[rows] <= as_of

    def if_done(value: Days) -> Days:
        return np.where(done, value, -1)

    return Leads(
        id=IDS + rows,
        owner=company.sellers.numbers[d.opener[rows]],
        creator=np.where(d.came[rows] == Came.SDR, SDR, MARKETING),
        word=d.came[rows],
        day=r.lead[rows],
        minute=500 + rows % 60,
        opportunity=if_done(IDS + rows),
        account=if_done(IDS + d.account[rows]),
        converted=if_done(r.registered[rows]),
    )


def _no_splits() -> Splits:
    none, flag = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    return Splits(opportunity=none, second=flag, person=none, percent=np.zeros(0), overlay=flag)
