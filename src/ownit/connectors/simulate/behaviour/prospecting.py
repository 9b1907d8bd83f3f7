"""How much is opened by so many calls, e-mails and referral asks a week?

A seller's usual week is what the company's log comes of (:mod:`.activity`): attempts and the first conversation about
each own deal, and calls in vain. As many again open as many deals again, by calls and by e-mails apart, up to
``BEYOND`` times the most that is usual for anybody in the company; past that openings grow as the power ``POWER`` of
the touches. Where effort has diminishing returns (the scenario) they do throughout. Any call, visit or message to an
account counts alike, whatever the plan calls it: no channel is better here than what its touches are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.behaviour.deals import OWN, OWN_MIX, Came
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.sellers import Sellers
from ownit.connectors.simulate.rows import Floats

BEYOND = 1.5  # (R) as for the sellers of the first generator, whom plans were tried on before
POWER = 0.34  # (E10) how much more selling effort brings
PER_ASK = 0.06  # deals per referral ask: one ask in four brings a name (R), a quarter of names open a deal (E9)
PER_ASK_SD = 0.5  # log-sd among companies (R)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Week:
    """What each seller does in a week to open deals, (sellers,) each; ``calls`` with visits and other conversations."""

    calls: Floats
    emails: Floats
    asks: Floats

    def times(self, share: float) -> Week:
        """So many times as much of all."""
        return Week(calls=self.calls * share, emails=self.emails * share, asks=self.asks * share)


def usual_week(behaviour: Behaviour, sellers: Sellers) -> Week:
    """What is truly done in a usual week, logged or not; nobody asks for referrals."""
    opened, r = opened_a_week(behaviour, sellers), behaviour.recording
    by_mail = _mail_share()
    return Week(
        calls=r.prospecting_per_week + opened * ((1.0 - by_mail) * r.attempts + 1.0),
        emails=opened * by_mail * r.attempts,
        asks=np.zeros(len(sellers)),
    )


def opened_a_week(behaviour: Behaviour, sellers: Sellers) -> Floats:
    """Own deals of a usual week in a usual market, (sellers,)."""
    less = 1.0 if behaviour.tiny is None else behaviour.tiny.openings
    return np.asarray(less * behaviour.selling.own_per_week * sellers.openings * sellers.territory)


def pace(behaviour: Behaviour, sellers: Sellers, week: Week, per_ask: float = PER_ASK) -> Floats:
    """How many times their usual own openings such a week brings each seller, (sellers,)."""
    usual, by_mail = usual_week(behaviour, sellers), _mail_share()
    called = (1.0 - by_mail) * _grown(behaviour, week.calls, usual.calls)
    mailed = by_mail * _grown(behaviour, week.emails, usual.emails)
    return np.asarray(called + mailed + per_ask * week.asks / opened_a_week(behaviour, sellers))


def per_ask(rng: np.random.Generator) -> float:
    """What an ask opens in one company."""
    return float(PER_ASK * np.exp(PER_ASK_SD * rng.normal()))


def _mail_share() -> float:
    return dict(zip(OWN, OWN_MIX, strict=True))[Came.COLD_EMAIL]


def _grown(behaviour: Behaviour, done: Floats, usual: Floats) -> Floats:
    times = done / usual
    if (less := behaviour.diminishing) is not None:
        return np.asarray(times**less.power)
    most = BEYOND * usual.max() / usual
    straight = np.minimum(times, most)
    return np.asarray(straight * (np.maximum(times, most) / most) ** POWER)
