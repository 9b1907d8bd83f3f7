"""What do sellers of ``bench._sellers`` usually do in a week, and what does each activity open in truth?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from ownit.connectors.simulate.parameters import Company, Yields
from ownit.connectors.simulate.parameters import Seller as True_
from ownit.connectors.simulate.small import mean_per_day
from ownit.connectors.simulate.sources import Source
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Window

AS_OF = date(2026, 12, 31)
YEAR = Window(as_of=AS_OF, start=date(2027, 1, 1), end=date(2027, 12, 31))
CHANNELS = {
    Kind.CALLS: Source.CALL,
    Kind.EMAILS: Source.EMAIL,
    Kind.MEETINGS: Source.MEETING,
    Kind.REFERRALS: Source.REFERRAL,
}
COMPANY_LOG_SD = 0.5  # by which what an activity opens differs between companies, as for what is published
PERSON_LOG_SD = 0.3  # and between sellers of one company, as their effort, winning and amounts do
BEYOND = 1.5  # of usual activities, up to which each opens as many deals
POWER = 0.34  # by which openings grow from there: mean elasticity of personal selling (Albers, Mantrala, Sridhar 2010)


def usual_effort(true: True_) -> Mapping[Kind, float]:
    """Activities of a usual week by channel."""
    e = true.effort
    return {Kind.CALLS: e.dials, Kind.EMAILS: e.emails, Kind.MEETINGS: e.meetings, Kind.REFERRALS: e.referral_asks}


def true_yield(true: True_, kind: Kind) -> float:
    """Deals that one activity opens, up to BEYOND times the usual number of them."""
    y = true.yields
    chain = {Kind.CALLS: y.dials, Kind.EMAILS: y.emails, Kind.MEETINGS: y.meetings, Kind.REFERRALS: y.referral_asks}
    return chain[kind].per_touch


def minutes_of(true: True_) -> Mapping[Kind, float]:
    """Minutes of one activity."""
    m = true.minutes
    return {Kind.CALLS: m.dial, Kind.EMAILS: m.email, Kind.MEETINGS: m.meeting, Kind.REFERRALS: m.referral_ask}


def differing(company: Company, rng: np.random.Generator) -> Company:
    """The company with yields of its own, and sellers who differ in what an activity of theirs opens."""
    off = COMPANY_LOG_SD * rng.normal() + PERSON_LOG_SD * rng.normal(size=len(company.sellers))
    sellers = [_yielding(one, float(np.exp(times))) for one, times in zip(company.sellers, off, strict=True)]
    return replace(company, sellers=tuple(sellers))


def _yielding(true: True_, times: float) -> True_:
    y = true.yields
    return replace(
        true,
        yields=Yields(
            dials=replace(y.dials, connect=y.dials.connect * times),
            emails=replace(y.emails, connect=y.emails.connect * times),
            meetings=replace(y.meetings, opportunity=y.meetings.opportunity * times),
            referral_asks=replace(y.referral_asks, connect=y.referral_asks.connect * times),
        ),
    )


def usual_year(true: True_) -> float:
    """Own money that a year of usual effort brings in the long run."""
    own = replace(true, help=replace(true.help, marketing=0.0))
    return 365.0 * mean_per_day(own)


def grown(activities: float, most: float) -> float:
    """How many activities as good as the first ones so many are, where they are as good up to ``most``."""
    straight = min(activities, most)
    return straight * (activities / straight) ** POWER if straight > 0 else 0.0
