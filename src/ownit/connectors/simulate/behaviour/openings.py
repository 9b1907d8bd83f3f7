"""When is a deal opened, by whom, on which account?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownit.connectors.simulate.behaviour.course import Course
from ownit.connectors.simulate.behaviour.deals import BROUGHT, BROUGHT_MIX, OWN, OWN_MIX
from ownit.connectors.simulate.behaviour.market import Market
from ownit.connectors.simulate.behaviour.parameters import Behaviour
from ownit.connectors.simulate.behaviour.sellers import Sellers, presence
from ownit.connectors.simulate.rows import Days, Flags, Floats

TERRITORY = 80  # target accounts of a seller
_ON_TARGET = 0.3  # of what others bring is on an account the seller has as a target (R)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Openings:
    """Deals as they begin, in the order of opening; arrays (n,)."""

    seller: Days
    opened: Days
    came: Days
    account: Days
    group: Days  # the row of the deal it fares with; itself where it stands alone
    chance: Floats  # a lot, 0 to 1
    share: Floats  # below 1 where more were drawn than are opened: a seller at the planned pace opens chance < share
    steady: Flags  # opened on a course: at one pace, whatever comes


def openings_of(
    behaviour: Behaviour, sellers: Sellers, market: Market, rng: np.random.Generator, course: Course | None = None
) -> Openings:
    """Draw what is opened; if sellers push, as if they always did (the excess is left out later, see ``closing``)."""
    usual = presence(behaviour, sellers, market) * market.arrivals / 7
    usual = usual * (1.0 if behaviour.tiny is None else behaviour.tiny.openings)
    s = behaviour.selling
    plain = usual * s.own_per_week * (sellers.openings * sellers.territory)[:, None]
    own = plain * _effort(behaviour, usual, rng)
    if course is not None:
        own = course.eager(plain, own, market)
    brought = usual * s.brought_per_week * sellers.brought[:, None]
    parts = [_drawn(own, OWN, OWN_MIX, market, rng), _drawn(brought, BROUGHT, BROUGHT_MIX, market, rng)]
    seller, opened, came = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    account = np.where(
        (came < min(BROUGHT)) | (rng.random(len(came)) < _ON_TARGET),
        seller * TERRITORY + rng.integers(0, TERRITORY, size=len(came)),
        len(sellers) * TERRITORY + np.arange(len(came)),
    )
    found = _grouped(behaviour, (seller, opened, came, account), market, rng)
    return _thinned(behaviour, found, rng.random(len(found["opened"])), course)


def _thinned(behaviour: Behaviour, found: dict[str, Days], chance: Floats, course: Course | None) -> Openings:
    """With the share of those drawn that is opened; a group is opened as a whole."""
    own, n = found["came"] < min(BROUGHT), len(chance)
    push = 1.0 if behaviour.push_coast is None else behaviour.push_coast.push_effort
    share, steady = np.where(own, 1.0 / push, 1.0), np.zeros(n, dtype=np.bool_)
    if course is not None:
        lead = found["group"]
        steady = course.holds(found["opened"][lead], own)
        share = course.share(found["seller"], found["opened"][lead], own, share)
        chance = chance[lead]
    return Openings(**found, chance=chance, share=share, steady=steady)


def _effort(behaviour: Behaviour, usual: Floats, rng: np.random.Generator) -> Floats:
    """What a seller's effort of the time multiplies own openings by, shape (sellers, days)."""
    push = 1.0 if behaviour.push_coast is None else behaviour.push_coast.push_effort
    less = behaviour.diminishing
    if less is None:
        return np.full(usual.shape, push)
    quarters = usual.shape[1] // 91 + 1
    effort = np.exp(less.effort_sd * rng.normal(size=(len(usual), quarters)))
    return np.repeat(effort**less.power, 91, axis=1)[:, : usual.shape[1]]


def _drawn(
    rate: Floats, ways: tuple[int, ...], mix: tuple[float, ...], market: Market, rng: np.random.Generator
) -> tuple[Days, Days, Days]:
    counts = rng.poisson(rate)
    seller, day = np.nonzero(counts)
    times = counts[seller, day]
    seller, day = np.repeat(seller, times), np.repeat(day, times)
    return seller, market.first + day, rng.choice(np.asarray(ways, dtype=np.int64), p=mix, size=len(day))


def _grouped(
    behaviour: Behaviour, drawn: tuple[Days, Days, Days, Days], market: Market, rng: np.random.Generator
) -> dict[str, Days]:
    """In the order of opening; where deals come in groups, with the further ones of each."""
    seller, opened, came, account = drawn
    group = np.arange(len(opened))
    if (habit := behaviour.account_together) is not None:
        first = rng.random(len(opened)) < 1 / (1 + habit.more)  # as many deals in all, in fewer groups
        seller, opened, came, account = (column[first] for column in drawn)
        of = np.repeat(np.arange(len(opened)), 1 + rng.poisson(habit.more, size=len(opened)))
        further = np.append(False, of[1:] == of[:-1])
        later = np.where(further, rng.integers(1, habit.within + 1, size=len(of)), 0)
        opened, group = opened[of] + later, of
        seller, came, account = seller[of], came[of], account[of]
        inside = opened <= market.last
        seller, opened, came, account, group = (c[inside] for c in (seller, opened, came, account, group))
    order = np.lexsort((account, seller, opened))
    seller, opened, came, account, group = (c[order] for c in (seller, opened, came, account, group))
    _, leads, group = np.unique(group, return_index=True, return_inverse=True)
    return {"seller": seller, "opened": opened, "came": came, "account": account, "group": leads[group]}
