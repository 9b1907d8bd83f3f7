"""What of everybody's reckoning is one person's?

Each function gives what the law of one person alone needs, with that person as number 0: reckoned by themselves they
get the law they have among all. What is shared by all (hazards, times, the shape of amounts) stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.cycle import Cycle, Load
from ownit.method.cycle.abandoned import Abandoned
from ownit.method.cycle.renewals import Renewals
from ownit.method.deals import OpenDeals, Window, Won
from ownit.method.ground import lift
from ownit.method.plan.book import Book
from ownit.method.tilt import Tilt


def book(
    person: int,
    *,
    deals: OpenDeals,
    cycle: Cycle,
    amounts: Amounts,
    arrivals: Arrivals,
    won: Won,
    window: Window,
    tilt: Tilt,
    lifted: float | None = None,
) -> Book:
    """One person's book out of everybody's; ``lifted`` is what :func:`ownit.method.ground.lift` says of all deals.

    That lift is of everybody's deals: found anew from one person's it would be another, and the law with it.
    """
    return Book(
        deals=deals_of(deals, person),
        cycle=cycle_of(cycle, person),
        amounts=amounts_of(amounts, person),
        arrivals=arrivals_of(arrivals, person),
        won=won_of(won, person),
        window=window,
        tilt=tilt_of(tilt, person),
        lift=lift(cycle, deals, window) if lifted is None else lifted,
    )


def deals_of(deals: OpenDeals, person: int) -> OpenDeals:
    """The open deals credited to a person."""
    mine = deals.take(deals.person == person)
    return replace(mine, person=np.zeros(len(mine), dtype=np.int64))


def cycle_of(cycle: Cycle, person: int) -> Cycle:
    """The hazards of all with a person's own multipliers."""
    one = slice(person, person + 1)
    return replace(
        cycle,
        person_mean=cycle.person_mean[one],
        person_log_sd=cycle.person_log_sd[one],
        person_real=cycle.person_real[one],
        person_won=cycle.person_won[one],
        abandoned=_abandoned(cycle.abandoned, one),
        renewals=_renewals(cycle, one),
        load=_load(cycle.load, one),
    )


def _abandoned(all_: Abandoned | None, one: slice) -> Abandoned | None:
    return None if all_ is None else replace(all_, share=all_.share[one], real=all_.real[one])


def _renewals(cycle: Cycle, one: slice) -> Renewals | None:
    found = cycle.renewals
    return replace(found, rate=found.rate[one]) if isinstance(found, Renewals) else None


def _load(all_: Load | None, one: slice) -> Load | None:
    return None if all_ is None else replace(all_, usual=all_.usual[one], today=all_.today[one])


def amounts_of(amounts: Amounts, person: int) -> Amounts:
    """The amounts of all at a person's own scale, or in their own shares."""
    one = slice(person, person + 1)
    own = None if amounts.own is None else amounts.own[one]
    return replace(amounts, log_scale=amounts.log_scale[one], log_sd=amounts.log_sd[one], own=own)


def arrivals_of(arrivals: Arrivals, person: int) -> Arrivals:
    """What is opened for and by a person."""
    one = slice(person, person + 1)
    return replace(arrivals, shape=arrivals.shape[one], rate=arrivals.rate[one], opened=arrivals.opened[one])


def won_of(won: Won, person: int) -> Won:
    """What a person has won."""
    one = slice(person, person + 1)
    return Won(amount=won.amount[one], deals=won.deals[one], without_amount=won.without_amount[one])


def tilt_of(tilt: Tilt, person: int) -> Tilt:
    """What recalibration makes of a person's intensities."""
    one = slice(person, person + 1)
    return replace(
        tilt,
        open_by=None if tilt.open_by is None else tilt.open_by[one],
        new_by=None if tilt.new_by is None else tilt.new_by[one],
    )
