"""Which activities does a seller's work leave in the CRM?

Four kinds of work do: prospecting, what others do to help, working on open deals, and serving customers. What is drawn
is drawn in a fixed order, so that a seed gives the same bytes for ever.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.connectors.simulate.clock import Calendar
from ownit.connectors.simulate.codes import Channel, Kind, Reached, Result
from ownit.connectors.simulate.deals import NEVER, SOURCE_CODE, Deals
from ownit.connectors.simulate.land import Land, targets
from ownit.connectors.simulate.occasions import Occasions, minutes_between
from ownit.connectors.simulate.parameters import Seller
from ownit.connectors.simulate.prospecting import Attempts
from ownit.connectors.simulate.rows import MARKETING, Days, Flags, Floats, Leads, Touches, stacked
from ownit.connectors.simulate.sources import Source
from ownit.connectors.simulate.weekdays import MONDAY, weekday_after, weekday_of

_OPENS, _NOON, _FOUR, _CLOSES = 510, 690, 1000, 1020  # minutes of the day: 8:30, 11:30, 16:40, 17:00
_MORNING = (_OPENS, 640)
_OF_CALL = np.asarray([Result.NO_ANSWER, Result.HUNG_UP, Result.CONVERSATION, *[Result.MEETING_SET] * 3])  # by Reached
_CALLED, _MAILED = 0.45, 0.72  # the luck up to which a contact on an open deal is a call, is a mail; else a meeting


def prospecting_touches(
    rng: np.random.Generator, seller: Seller, attempts: Attempts, deals: Deals, land: Land
) -> Touches:
    """What outbound touches leave: calls, mails and replies, referral asks, and the meetings they set."""
    pool = targets(rng, seller, attempts.day, deals, land)
    done = Occasions(
        owner=seller.number,
        day=attempts.day,
        minute=minutes_between(rng, len(pool), _OPENS, _NOON if seller.mornings else _CLOSES),
        account=np.where(attempts.deal >= 0, np.append(land.of_deal, -1)[attempts.deal], pool),
        channel=attempts.channel,
    )
    meeting = replace(done, day=attempts.meeting_day, minute=minutes_between(rng, len(pool), *_MORNING))
    return stacked(
        [
            done.left(Kind.CALL, attempts.by(Channel.DIALS), _OF_CALL[attempts.level], seller.minutes.dial),
            *_mails(seller, attempts, done),
            *_asks(seller, attempts, done, _in_turn(seller, attempts, land, pool)),
            _meetings(seller, attempts, meeting),
        ]
    )


def _mails(seller: Seller, attempts: Attempts, done: Occasions) -> tuple[Touches, Touches]:
    """Mails, and the replies half an hour later, at weekends on the Monday after."""
    mailed = attempts.by(Channel.EMAILS)
    answer = replace(done.later(29), day=weekday_after(done.day))
    return (
        done.left(Kind.EMAIL, mailed, minutes=seller.minutes.email),
        answer.left(Kind.REPLY, mailed & (attempts.level >= Reached.ANSWERED)),
    )


def _asks(seller: Seller, attempts: Attempts, done: Occasions, asked: Days) -> tuple[Touches, Touches]:
    """Customers asked for a referral, and the first talk with whom they name."""
    asking = attempts.by(Channel.REFERRAL_ASKS)
    result = np.where(attempts.level >= Reached.ANSWERED, Result.GIVEN, Result.ASKED)
    talked = asking & (attempts.level >= Reached.CONVERSATION)
    return (
        replace(done, account=asked).left(Kind.ASK, asking, result, seller.minutes.referral_ask),
        done.later(17).left(Kind.CALL, talked, _OF_CALL[attempts.level], 5),
    )


def _in_turn(seller: Seller, attempts: Attempts, land: Land, pool: Days) -> Days:
    """The customer asked by each referral ask: each in turn, in the order of days; without customers the account."""
    if not land.customers:
        return pool
    turn = np.argsort(np.argsort(attempts.day + ~attempts.by(Channel.REFERRAL_ASKS) * NEVER, kind="stable"))
    return (turn + seller.number) % land.customers


def _meetings(seller: Seller, attempts: Attempts, meeting: Occasions) -> Touches:
    result = np.where(attempts.level >= Reached.HELD, Result.HELD, Result.NO_SHOW)
    return meeting.left(Kind.MEETING, attempts.level >= Reached.MEETING_SET, result, seller.minutes.meeting)


def helping_touches(rng: np.random.Generator, seller: Seller, deals: Deals, land: Land, leads: Leads) -> Touches:
    """What others' part in a deal leaves before it is created, and the follow-up of leads that came to nothing."""
    n = len(deals.created)
    created = Occasions(
        owner=seller.number, day=deals.created, minute=minutes_between(rng, n, *_MORNING), account=land.of_deal
    )
    mailed = replace(created, owner=MARKETING, day=deals.created - rng.integers(6, 14, size=n))
    booked = weekday_after(deals.created - rng.integers(3, 6, size=n) - 2)
    return stacked(
        [
            *_marketed(deals, mailed, created),
            *_booked(seller, deals, booked, created),
            created.left(Kind.REPLY, _from(deals, Source.PARTNER) | _from(deals, Source.RFP)),
            _followed(seller, leads),
        ]
    )


def _marketed(deals: Deals, mailed: Occasions, created: Occasions) -> tuple[Touches, Touches]:
    """Marketing's mail, and the seller's call on who answered it."""
    came = _from(deals, Source.MARKETING)
    answered = np.where(deals.phantom, Result.NO_ANSWER, Result.CONVERSATION)
    return mailed.left(Kind.BLAST, came), created.left(Kind.CALL, came, answered, 8)


def _booked(seller: Seller, deals: Deals, day: Days, created: Occasions) -> tuple[Touches, Touches]:
    """The SDR's call that books a meeting, and the meeting, from which the deal comes."""
    came = _from(deals, Source.SDR)
    theirs = replace(created, owner=MARKETING if seller.sdr is None else seller.sdr)
    return (
        replace(theirs, day=day).left(Kind.CALL, came, Result.MEETING_SET, 5),
        theirs.left(Kind.MEETING, came & ~deals.phantom, Result.HELD, 30),
    )


def _followed(seller: Seller, leads: Leads) -> Touches:
    """A call in vain on each lead that came to nothing."""
    lost = leads.opportunity < 0
    called = Occasions(owner=seller.number, day=leads.day, minute=leads.minute + 45, account=leads.account)
    return replace(called.left(Kind.CALL, lost, Result.NO_ANSWER, 3), lead=leads.id[lost])


def _from(deals: Deals, source: Source) -> Flags:
    return np.asarray(deals.source == SOURCE_CODE[source], dtype=np.bool_)


def working_touches(
    rng: np.random.Generator, seller: Seller, calendar: Calendar, deals: Deals, land: Land
) -> tuple[Touches, Days]:
    """Contacts on open deals, and (deals, k) the planned days of all of them, from which the next step is read."""
    planned = _planned(rng, seller, calendar, deals)
    of, k = np.nonzero((planned < deals.closed[:, None]) & (planned < calendar.first + calendar.days))
    luck, phantom = rng.random(len(of)), deals.phantom[of]
    contact = Occasions(
        owner=seller.number,
        day=planned[of, k],
        minute=minutes_between(rng, len(of), _OPENS, _FOUR),
        account=land.of_deal[of],
        deal=of,
    )
    return stacked(_contacts(seller, contact, luck, phantom)), planned


def _planned(rng: np.random.Generator, seller: Seller, calendar: Calendar, deals: Deals) -> Days:
    """Days from creation on, to well beyond the calendar, without regard to how the deal ends."""
    n, gap = len(deals.created), seller.days_between_touches
    horizon = np.minimum(deals.closed, calendar.first + calendar.days + 60) - deals.created
    most = int(horizon.max(initial=0) / gap) + 2
    jitter = rng.random((n, most)) * 0.6 * gap
    spaced = 1 + rng.integers(0, 6, size=n)[:, None] + np.arange(most) * gap + jitter
    return weekday_after(deals.created[:, None] + spaced.astype(np.int64))


def _contacts(seller: Seller, contact: Occasions, luck: Floats, phantom: Flags) -> list[Touches]:
    """Calls, mails or meetings by ``luck``; a phantom never answers, and is called instead of met."""
    called, met = luck < _CALLED, luck > _MAILED
    written = ~called & ~met
    answer = np.where(phantom, Result.NO_ANSWER, Result.CONVERSATION)
    return [
        contact.left(Kind.CALL, called | (met & phantom), answer, 12),
        contact.left(Kind.EMAIL, written, minutes=seller.minutes.email),
        contact.later(12).left(Kind.REPLY, written & ~phantom),
        contact.left(Kind.MEETING, met & ~phantom, Result.HELD, seller.minutes.meeting),
    ]


def serving_touches(rng: np.random.Generator, seller: Seller, here: Days, land: Land) -> Touches:
    """Calls on customers, about one per two hours of serving, and a weekly internal meeting; ``here``: working days."""
    counts = rng.poisson(seller.hours.serve / 10 if land.customers else 0.0, size=len(here))
    day = np.repeat(here, counts)
    account = rng.integers(0, max(land.customers, 1), size=len(day))
    answer = np.where(rng.random(len(day)) < 0.6, Result.CONVERSATION, Result.NO_ANSWER)
    minute = minutes_between(rng, len(day), 540, _FOUR)
    served = Occasions(owner=seller.number, day=day, minute=minute, account=account)
    calls = served.left(Kind.CALL, np.ones(len(day), dtype=np.bool_), answer, 10)
    return stacked([calls, _internal(seller, here)])


def _internal(seller: Seller, here: Days) -> Touches:
    """Mondays at 9; none of an SDR, whose calendar counts toward meetings held."""
    meets = seller.hours.other > 0 and seller.role != "SDR"
    monday = here[weekday_of(here) == MONDAY] if meets else here[:0]
    none = np.full(len(monday), -1, dtype=np.int64)
    held = Occasions(owner=seller.number, day=monday, minute=np.full(len(monday), 540), account=none)
    return held.left(Kind.INTERNAL, np.ones(len(monday), dtype=np.bool_), minutes=60)
