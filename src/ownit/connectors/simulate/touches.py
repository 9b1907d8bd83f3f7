"""Which activities does a seller's work leave in the CRM?"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ownit.connectors.simulate.clock import Calendar
from ownit.connectors.simulate.deals import NEVER, SOURCE_CODE, Deals
from ownit.connectors.simulate.parameters import Seller
from ownit.connectors.simulate.prospecting import Attempts, weekday_after
from ownit.connectors.simulate.rows import Days, Flags, Kind, Leads, Result, Touches
from ownit.connectors.simulate.sources import Source

MARKETING = 0  # the number of the user who owns what marketing does


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Land:
    """Which accounts a seller has: local numbers; customers first, then those prospected, then one per other deal."""

    customers: int
    prospected: int
    of_deal: Days  # (deals,)

    @property
    def size(self) -> int:
        """How many accounts there are."""
        return max(self.customers + self.prospected, int(self.of_deal.max(initial=0)) + 1)


def land_of(seller: Seller, deals: Deals) -> Land:
    """Own real deals go round the prospected accounts (an account manager's: the customers); the rest get their own."""
    n = len(deals.created)
    renewal = deals.source == SOURCE_CODE[Source.RENEWAL]
    own = deals.own & ~deals.phantom
    farms = seller.role == "account manager"
    start, size = (0, seller.customers) if farms else (seller.customers, seller.accounts)
    turn = np.cumsum(own) - 1
    base = seller.customers + seller.accounts
    fresh = base + np.cumsum(~own & ~renewal) - 1
    account = np.where(own, start + (turn + seller.number) % max(size, 1), fresh)
    account = np.where(renewal, deals.customer, account)
    return Land(customers=seller.customers, prospected=seller.accounts, of_deal=account.reshape(n))


def _targets(rng: np.random.Generator, seller: Seller, day: Days, deals: Deals, land: Land) -> Days:
    """A prospected account per touch, without an open deal that day and never won, if eight tries find one.

    An account manager prospects among the customers, whatever is open.
    """
    n = len(day)
    if seller.role == "account manager":
        return rng.integers(0, max(land.customers, 1), size=n)
    if not n or not land.prospected:
        return np.full(n, land.customers, dtype=np.int64)
    first = int(day.min())
    busy = np.zeros((land.prospected, int(day.max()) - first + 1), dtype=np.bool_)
    for i in np.flatnonzero((land.of_deal >= land.customers) & (land.of_deal < land.customers + land.prospected)):
        end = None if deals.won[i] or deals.closed[i] == NEVER else max(int(deals.closed[i]) + 1 - first, 0)
        busy[land.of_deal[i] - land.customers, max(int(deals.created[i]) - 14 - first, 0) : end] = True
    target = rng.integers(0, land.prospected, size=n)
    for _ in range(8):
        again = np.flatnonzero(busy[target, day - first])
        target[again] = rng.integers(0, land.prospected, size=len(again))
    return land.customers + target


def prospecting_touches(
    rng: np.random.Generator, seller: Seller, attempts: Attempts, deals: Deals, land: Land
) -> Touches:
    """What outbound touches leave: calls, mails and replies, referral asks, and the meetings they set."""
    n = len(attempts.day)
    pool = _targets(rng, seller, attempts.day, deals, land)
    account = np.where(attempts.deal >= 0, np.append(land.of_deal, -1)[attempts.deal], pool)
    minute = _minutes(rng, n, 510, 690 if seller.mornings else 1020)
    turn = np.argsort(np.argsort(attempts.day + (attempts.channel != 3) * NEVER, kind="stable"))
    asked = (turn + seller.number) % land.customers if land.customers else pool  # each customer in turn
    c, level = attempts.channel, attempts.level
    parts = [
        _touch(
            seller,
            attempts.day,
            minute,
            Kind.CALL,
            _call_result(level),
            seller.minutes.dial,
            account,
            c == 0,
            channel=c,
        ),
        _touch(seller, attempts.day, minute, Kind.EMAIL, Result.NONE, seller.minutes.email, account, c == 1),
        _touch(
            seller,
            weekday_after(attempts.day),
            minute + 29,
            Kind.REPLY,
            Result.NONE,
            0,
            account,
            (c == 1) & (level > 0),
        ),
        _touch(
            seller,
            attempts.day,
            minute,
            Kind.ASK,
            np.where(level > 0, Result.GIVEN, Result.ASKED),
            seller.minutes.referral_ask,
            asked,
            c == 3,
        ),
        _touch(seller, attempts.day, minute + 17, Kind.CALL, _call_result(level), 5, account, (c == 3) & (level > 1)),
        _touch(
            seller,
            attempts.meeting_day,
            _minutes(rng, n, 510, 640),
            Kind.MEETING,
            np.where(level > 3, Result.HELD, Result.NO_SHOW),
            seller.minutes.meeting,
            account,
            level > 2,
            channel=c,
        ),
    ]
    return _one(parts)


def helping_touches(rng: np.random.Generator, seller: Seller, deals: Deals, land: Land, leads: Leads) -> Touches:
    """What others' part in a deal leaves before it is created, and the follow-up of leads that came to nothing."""
    n = len(deals.created)
    of = {s: deals.source == SOURCE_CODE[s] for s in (Source.MARKETING, Source.SDR, Source.PARTNER, Source.RFP)}
    account, morning = land.of_deal, _minutes(rng, n, 510, 640)
    before = deals.created - rng.integers(6, 14, size=n)
    booked = deals.created - rng.integers(3, 6, size=n)
    answered = np.where(deals.phantom, Result.NO_ANSWER, Result.CONVERSATION)
    sdr = MARKETING if seller.sdr is None else seller.sdr
    came = of[Source.PARTNER] | of[Source.RFP]
    parts = [
        _touch(MARKETING, before, morning, Kind.BLAST, Result.NONE, 0, account, of[Source.MARKETING]),
        _touch(seller, deals.created, morning, Kind.CALL, answered, 8, account, of[Source.MARKETING]),
        _touch(sdr, weekday_after(booked - 2), morning, Kind.CALL, Result.MEETING_SET, 5, account, of[Source.SDR]),
        _touch(sdr, deals.created, morning, Kind.MEETING, Result.HELD, 30, account, of[Source.SDR] & ~deals.phantom),
        _touch(seller, deals.created, morning, Kind.REPLY, Result.NONE, 0, account, came),
    ]
    lost = leads.opportunity < 0
    followed = _touch(seller, leads.day, leads.minute + 45, Kind.CALL, Result.NO_ANSWER, 3, leads.account, lost)
    return _one([*parts, _with_lead(followed, leads.id[lost])])


def working_touches(
    rng: np.random.Generator, seller: Seller, calendar: Calendar, deals: Deals, land: Land
) -> tuple[Touches, Days]:
    """Contacts on open deals, and (deals, k) the planned days of all of them, from which the next step is read.

    Days are planned from creation on without regard to how the deal ends; a phantom's are never answered.
    """
    n, gap = len(deals.created), seller.days_between_touches
    horizon = np.minimum(deals.closed, calendar.first + calendar.days + 60) - deals.created
    most = int(horizon.max(initial=0) / gap) + 2
    jitter = rng.random((n, most)) * 0.6 * gap
    spaced = 1 + rng.integers(0, 6, size=n)[:, None] + np.arange(most) * gap + jitter
    planned = weekday_after(deals.created[:, None] + spaced.astype(np.int64))
    of, k = np.nonzero((planned < deals.closed[:, None]) & (planned < calendar.first + calendar.days))
    luck = rng.random(len(of))
    phantom = deals.phantom[of]
    minute = _minutes(rng, len(of), 510, 1000)
    day, account = planned[of, k], land.of_deal[of]
    called, met = luck < 0.45, luck > 0.72
    written = ~called & ~met
    reply = np.where(phantom, Result.NO_ANSWER, Result.CONVERSATION)
    parts = [
        _touch(seller, day, minute, Kind.CALL, reply, 12, account, called | (met & phantom), of),
        _touch(seller, day, minute, Kind.EMAIL, Result.NONE, seller.minutes.email, account, written, of),
        _touch(seller, day, minute + 12, Kind.REPLY, Result.NONE, 0, account, written & ~phantom, of),
        _touch(seller, day, minute, Kind.MEETING, Result.HELD, seller.minutes.meeting, account, met & ~phantom, of),
    ]
    return _one(parts), planned


def serving_touches(rng: np.random.Generator, seller: Seller, here: Days, land: Land) -> Touches:
    """Calls on customers, about one per two hours of serving, and a weekly internal meeting; ``here``: working days."""
    counts = rng.poisson(seller.hours.serve / 10 if land.customers else 0.0, size=len(here))
    day = np.repeat(here, counts)
    n = len(day)
    account = rng.integers(0, max(land.customers, 1), size=n)
    result = np.where(rng.random(n) < 0.6, Result.CONVERSATION, Result.NO_ANSWER)
    meets = seller.hours.other > 0 and seller.role != "SDR"  # an SDR's calendar counts toward meetings held
    monday = here[(here + 3) % 7 == 0] if meets else here[:0]
    every, staff = np.ones(n, dtype=np.bool_), np.full(len(monday), -1, dtype=np.int64)
    return _one(
        [
            _touch(seller, day, _minutes(rng, n, 540, 1000), Kind.CALL, result, 10, account, every),
            _touch(seller, monday, staff + 541, Kind.INTERNAL, Result.NONE, 60, staff, staff < 0),
        ]
    )


def _call_result(level: Days) -> Days:
    return np.asarray([Result.NO_ANSWER, Result.HUNG_UP, Result.CONVERSATION, *[Result.MEETING_SET] * 3])[level]


def _minutes(rng: np.random.Generator, n: int, low: int, high: int) -> Days:
    return rng.integers(low, high, size=n)


def _touch(
    who: Seller | int,
    day: Days,
    minute: Days,
    kind: Kind,
    result: Days | Result,
    length: float,
    account: Days,
    where: Flags,
    deal: Days | None = None,
    channel: Days | None = None,
) -> Touches:
    """The touches of one kind among candidates; ids are given when all are together."""
    rows = np.flatnonzero(where)
    n = len(rows)
    owner = who if isinstance(who, int) else who.number
    none = np.full(n, -1, dtype=np.int64)
    return Touches(
        id=none,
        owner=np.full(n, owner, dtype=np.int64),
        day=day[rows],
        minute=minute[rows],
        kind=np.full(n, int(kind), dtype=np.int64),
        result=np.broadcast_to(np.asarray(result, dtype=np.int64), len(day))[rows],
        length=np.full(n, round(length), dtype=np.int64),
        account=account[rows],
        opportunity=none if deal is None else deal[rows],
        lead=none,
        channel=none if channel is None else channel[rows],
    )


def _with_lead(touches: Touches, lead: Days) -> Touches:
    return Touches(**{f.name: getattr(touches, f.name) for f in fields(touches)} | {"lead": lead})


def _one(parts: list[Touches]) -> Touches:
    return Touches(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Touches)})


__all__ = [
    "MARKETING",
    "NEVER",
    "Land",
    "helping_touches",
    "land_of",
    "prospecting_touches",
    "serving_touches",
    "working_touches",
]
