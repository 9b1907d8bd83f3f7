"""What does the answer to "where am I?" carry, and how is it written as JSON?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ownit.answers.limits import Limit
from ownit.answers.standing.remarks import Remark
from ownit.facts.reckoned import Decisive, Swing, Won
from ownit.method.law import Future, Law, Missing, Outlook

UNKNOWN_LIMIT = 0.30
"""Above this share of unknown origins, by amount, no single chance of making it alone is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal for the asked period; ``amount`` in ``currency`` for money, a count otherwise (currency None)."""

    measure: str
    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The period asked for; ``end`` is its last day."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectStanding:
    """One person's, team's or the company's standing in one period.

    ``low`` and ``high`` are the alone outlooks if none or all of the deals of unknown origin were the subject's own;
    they are the same object when nothing is unknown. ``unknown_share`` is by amount.
    """

    id: str
    name: str
    measure: str
    currency: str | None
    goals: tuple[Goal, ...]
    won: Won
    registered: Decimal
    counted: Decimal
    low: Outlook
    high: Outlook
    help: Outlook
    unknown_share: float
    evidence: Mapping[str, Any]
    decisive: tuple[Decisive, ...] = ()  # the open deals the goal hangs on, the weightiest first
    held_elsewhere: bool = False  # to a goal of other days, which do not make up the period
    sentence: str = ""
    also: tuple[SubjectStanding, ...] = ()  # the same subject in the other measures it is held to

    @property
    def goal(self) -> Decimal | None:
        """The goal in the measure and the currency the laws are in, if there is one; one of 0 is none to be made."""
        alike = (g.amount for g in self.goals if g.measure == self.measure and g.currency in (None, self.currency))
        return next((amount for amount in alike if amount), None)

    @property
    def idle(self) -> bool:
        """Nothing is held to, won, open or expected, with or without an amount: someone who has left, say."""
        law = self.help.as_going
        nothing_comes = isinstance(law, Missing) or law.mean == 0
        deals = any(self.evidence.get(counted) for counted in ("open_deals", "undated", "won_without_amount"))
        return not (self.goals or self.won.total or self.registered or deals) and nothing_comes

    @property
    def undecided(self) -> bool:
        """Too much of unknown origin for one figure of *alone*."""
        return self.unknown_share > UNKNOWN_LIMIT

    @property
    def alone(self) -> Law | Missing:
        """The lower end of *alone*, the one a plan may lean on; missing when origins leave it undecided."""
        if self.undecided and isinstance(self.low.as_going, Law):
            return Missing(
                code="origins_unknown",
                n=round(100 * self.unknown_share),
                needed=round(100 * UNKNOWN_LIMIT),
                text=(
                    f"Who opened {round(100 * self.unknown_share)} % of the amount is not recorded; "
                    f"one figure needs at most {round(100 * UNKNOWN_LIMIT)} %."
                ),
            )
        return self.low.as_going

    @property
    def expected(self) -> tuple[float, float, float]:
        """What a picture shows by the end of the period: own, of unknown origin, from others; won alone if no law."""
        low, high, helped = self.low.as_going, self.high.as_going, self.help.as_going
        if isinstance(low, Missing) or isinstance(high, Missing) or isinstance(helped, Missing):
            return float(self.won.own), float(self.won.unknown), float(self.won.others)
        return low.mean, max(0.0, high.mean - low.mean), max(0.0, helped.mean - high.mean)

    @property
    def icing(self) -> float | None:
        """What others are expected to bring: mean with help less mean alone (lower end)."""
        low, helped = self.low.as_going, self.help.as_going
        if isinstance(low, Missing) or isinstance(helped, Missing) or self.undecided:
            return None
        return max(0.0, helped.mean - low.mean)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The whole answer; ``headline`` is the one sentence of the screen, ``next_step`` the one thing to do."""

    as_of: date
    snapshot: str
    period: Period
    people: tuple[SubjectStanding, ...]
    teams: tuple[SubjectStanding, ...]
    company: SubjectStanding | None  # None: not for this viewer
    headline: str
    next_step: str
    members: tuple[SubjectStanding, ...] = ()  # of one team that is told: who reports to its leader, and their teams
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()  # those of the notes that are about the goals of somebody, and of whom
    partly: str = ""  # the one of the notes on why the company is held to nothing though some of its people are
    limits: tuple[Limit, ...] = ()  # what is wrong with the facts that this rests on
    basis: Mapping[str, Any] = field(default_factory=dict)  # what it was learned from, in figures
    learned: tuple[str, ...] = ()  # the same in words

    @property
    def whole(self) -> tuple[SubjectStanding, ...]:
        """The company, unless one team or one person is everyone already: then it would be told twice."""
        company, one = self.company, self.people if len(self.people) == 1 else ()
        if company is None or any(_figures(company) <= _figures(s) for s in (*self.teams, *one)):
            return ()
        return (company,)


def _figures(s: SubjectStanding) -> set[tuple[object, ...]]:
    """What tells two groups apart in each thing they are held to, also where nothing is won and no amount is open."""
    return {(of.measure, of.won, of.registered, of.goal, *(round(part) for part in of.expected)) for of in (s, *s.also)}


def to_json(answer: Standing) -> dict[str, Any]:
    """The documented, stable shape of ``ownit standing --json``."""
    return {
        "as_of": answer.as_of.isoformat(),
        "snapshot": answer.snapshot,
        "period": {
            "name": answer.period.name,
            "start": answer.period.start.isoformat(),
            "end": answer.period.end.isoformat(),
        },
        "people": [_subject(p) for p in answer.people],
        "team": None if answer.company is None else _subject(answer.company),
        "teams": [_subject(t) for t in answer.teams],
        "members": [_subject(m) for m in answer.members],
        "headline": answer.headline,
        "next_step": answer.next_step,
        "notes": list(answer.notes),
        "limits": [asdict(limit) for limit in answer.limits],
        "basis": {**answer.basis, "text": list(answer.learned)},
    }


def _subject(s: SubjectStanding) -> dict[str, Any]:
    told: dict[int, dict[str, Any]] = {}
    goal = None if s.goal is None else float(s.goal)

    def law(of: Law | Missing) -> dict[str, Any]:
        if id(of) not in told:  # one is told in several places, and there may be ten thousand people
            told[id(of)] = law_json(of, goal)
        return told[id(of)]

    alone = s.alone  # held for as long as it is told by where it lies
    as_one = law(alone)
    if s.low is not s.high or s.unknown_share > 0:
        as_one = {**as_one, "between": [law(s.low.as_going), law(s.high.as_going)]}
    return {
        "id": s.id,
        "name": s.name,
        "measure": s.measure,
        "goals": [{"measure": g.measure, "amount": float(g.amount), "currency": g.currency} for g in s.goals],
        "won": {"own": float(s.won.own), "others": float(s.won.others), "unknown": float(s.won.unknown)},
        "registered": float(s.registered),
        "counted": float(s.counted),
        "alone": as_one,
        "with_help": law(s.help.as_going),
        "icing": s.icing,
        "futures": {
            future.value: {
                "alone": law(_of(s.low, future)),
                "with_help": law(_of(s.help, future)),
            }
            for future in Future
        },
        "evidence": {**s.evidence, "unknown_share": round(s.unknown_share, 4)},
        "decisive": [_decisive(d) for d in s.decisive],
        "sentence": s.sentence,
        "also": [_subject(other) for other in s.also],
    }


def _decisive(d: Decisive) -> dict[str, Any]:
    views = {"alone": d.alone, "with_help": d.with_help}
    return {
        "connector": d.connector,
        "id": d.id,
        "name": d.name,
        "amount": float(d.amount),
        "chance": d.chance,
        **{view: None if swing is None else _swing(swing) for view, swing in views.items()},
    }


def _swing(swing: Swing) -> dict[str, float]:
    return {"if_won": swing.if_won, "if_lost": swing.if_lost, "loses": swing.loses}


def _of(outlook: Outlook, future: Future) -> Law | Missing:
    return {
        Future.NOTHING_MORE: outlook.nothing_more,
        Future.AS_GOING: outlook.as_going,
        Future.PLAN: outlook.plan,
    }[future]


def law_json(law: Law | Missing, goal: float | None) -> dict[str, Any]:
    """A law as its mean, 80 % range and chance of the goal (null without a goal); or what is missing, never a guess."""
    if isinstance(law, Missing):
        return {"missing": {"code": law.code, "n": law.n, "needed": law.needed, "text": law.text}}
    return {
        "future": law.future.value,
        "mean": round(law.mean, 4),
        "p10": law.quantile(0.1),
        "p50": law.quantile(0.5),
        "p90": law.quantile(0.9),
        "p_hit": None if goal is None else round(law.p_hit(goal), 6),
    }
