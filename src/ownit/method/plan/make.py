"""What must a seller do each week to make the number with nobody's help?

Least hours of creating such that P(goal | plan carried out) is the confidence asked for, in the one period the seller
is held to (R1): the deals to open from the exact law (``solve``), the channels from a linear programme (``effort``) and
how sure they are (``least``), within what the week has (``frontier``). Inner periods are milestones, told with
their own chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Window, Won
from ownit.method.law import Law
from ownit.method.plan import frontier
from ownit.method.plan.book import Seller, Worker
from ownit.method.plan.chance import DAYS, law, reckoned
from ownit.method.plan.channels import mix_variance
from ownit.method.plan.frontier import Fit
from ownit.method.plan.ladder import binds, ladder
from ownit.method.plan.least import all_given, cautious, effort, opening
from ownit.method.plan.made import Line, Milestone, Plan, Rung
from ownit.method.plan.odds import Odds
from ownit.method.plan.solve import Chances, SellerChances, by_mean
from ownit.method.rates import Evidence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """An inner period and its part of the goal; ``won`` is what is won in it so far, None where it has not begun."""

    name: str
    start: date
    end: date
    amount: float
    won: Won | None = None


def make(
    seller: Seller,
    goal: float,
    confidence: float,
    *,
    parts: Sequence[Part] = (),
    shown: Sequence[float] = (),
    whole: bool = False,
) -> Plan:
    """The plan; ``shown`` are hours of creating that the ladder must have a rung for. Deterministic.

    Where the week has no room for it the plan is the most that fits, and says so. ``whole``: all the hours of
    ``limits.creating`` are given, also where fewer would be enough.
    """
    chances = SellerChances.of(seller, goal)
    seller = cautious(seller, chances, confidence, whole=whole)
    fit, feasible = (all_given if whole else effort)(seller, chances, confidence)
    opened = fit.effort.opened
    unsure = mix_variance(seller.ways, fit.effort.activities)
    told = reckoned(seller.book, goal, opened, unsure=unsure)
    mine, helped = law(told.alone_low.plan), law(told.with_help.plan)
    going = told.alone_low.as_going if not unsure else reckoned(seller.book, goal, opened).alone_low.as_going
    return Plan(
        goal=goal,
        confidence=confidence,
        start=seller.book.window.start,
        end=seller.book.window.end,
        as_of=seller.book.window.as_of,
        feasible=feasible,
        chance=mine.p_hit(goal),
        with_help=helped.p_hit(goal),
        low=mine.quantile(0.1),
        mean=mine.mean,
        high=mine.quantile(0.9),
        hours=fit.hours,
        opened=opened,
        lines=lines(seller, fit),
        ladder=ladder(seller, chances, fit, shown),
        by_mean=mean_rung(seller, chances, goal),
        binds=binds(seller, chances, fit),
        milestones=tuple(
            _milestone(seller, opened, unsure, part) for part in parts if part.end > seller.book.window.as_of
        ),
        way_costs=way_costs(seller, chances, fit, confidence),
        nothing_more=law(told.alone_low.nothing_more).p_hit(goal),
        made=seller.own >= goal,
        as_going=going.p_hit(goal) if isinstance(going, Law) else None,
        going=seller.book.going,
        evidence=_evidence(seller),
    )


def lines(seller: Worker, fit: Fit) -> tuple[Line, ...]:
    """The channels of an effort, the longest first."""
    found = []
    for way in seller.ways:
        activities = fit.effort.activities.get(way.channel, 0.0)
        if activities > 0:
            found.append(
                Line(
                    channel=way.channel,
                    activities=activities,
                    hours=activities * way.minutes / 60.0,
                    opened=way.opens(activities),
                    evidence=way.evidence,
                )
            )
    return tuple(sorted(found, key=lambda line: -line.hours))


def mean_rung(seller: Worker, chances: Chances, goal: float) -> Rung | None:
    """The plan that most people make: the one whose mean is the goal. None where no effort has that mean."""
    top = frontier.within(seller, frontier.max_hours(seller.limits))
    opened = by_mean(lambda n: chances.mean(opening(seller, n, top).effort), goal, 0.0, top.effort.opened)
    if opened is None:
        return None
    fit = opening(seller, opened, top)
    return Rung(hours=fit.hours.creating, opened=opened, chance=chances.chance(fit.effort), feasible=fit.fits)


def _milestone(seller: Seller, opened: float, unsure: float, part: Part) -> Milestone:
    book = seller.book
    window = Window(as_of=book.window.as_of, start=part.start, end=part.end)
    nothing = Won(amount=book.won.amount * 0.0, deals=book.won.deals * 0, without_amount=book.won.without_amount * 0)
    odds = Odds.of(book, part.amount, window=window, won=part.won or nothing)
    days = (part.end - max(part.start, book.window.as_of)).days + (part.start > book.window.as_of)
    return Milestone(
        name=part.name,
        start=part.start,
        end=part.end,
        amount=part.amount,
        opened=opened * book.present * days / DAYS,
        chance=odds.chance(opened, unsure),
    )


def way_costs(seller: Worker, chances: Chances, fit: Fit, confidence: float) -> float:
    """Hours a week that the team's way adds to a plan as sure; 0 where it adds none, or nothing would be enough."""
    if seller.limits.synchronous <= 0:
        return 0.0
    free = replace(seller, limits=replace(seller.limits, synchronous=0.0))
    other, _ = effort(free, chances, min(confidence, chances.chance(fit.effort)))
    return max(fit.hours.creating - other.hours.creating, 0.0)


def _evidence(seller: Seller) -> Mapping[str, Evidence]:
    ways: dict[Kind, Evidence] = {way.channel: way.evidence for way in seller.ways}
    return {"cycle": seller.book.evidence, **{str(kind): evidence for kind, evidence in ways.items()}}
