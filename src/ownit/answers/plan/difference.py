"""What changes from the plan that holds to the one adopted, in words (R9)?

"4 hours of calls a week more, 2 hours of e-mail less; 3 deals more to open a month; the chance goes from 6 in 10 to
8 in 10; holds from Monday 7 December."
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ownit.answers.plan import figures
from ownit.answers.plan.unit import Unit, unit_of
from ownit.answers.words import amount, chance, day
from ownit.promises.plans.record import Plan, Terms

WORK = {
    "calls": "calls",
    "emails": "e-mail",
    "meetings": "meetings and visits",
    "referrals": "asking for referrals",
    "touch": "keeping in touch",
    "targets": "target accounts",
    "events": "events",
    "win": "winning open deals",
    "serve": "serving customers",
}
"""What an hour of each line is an hour of."""

_MONTHLY = 52.0 / 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Each kind of change as a clause, empty where there is none; ``holds``: from when, and who is told.

    ``unit``: in what the new plan's number is.
    """

    work: str
    deals: str
    goal: str
    chance: str
    holds: str
    unit: Unit

    @property
    def sentence(self) -> str:
        """All of it, in one sentence."""
        changed = [self.work, self.deals, self.goal]
        if not any(changed):
            changed = [f"the hours, the {self.unit.several} to {self.unit.bring} and the number stay as they are"]
        words = "; ".join(part for part in [*changed, self.chance, self.holds] if part)
        return f"{words[0].upper()}{words[1:]}."


def difference(before: Plan, after: Plan, today: date, *, buddy: str = "") -> Difference:
    """From ``before`` to ``after``, as told on a day; ``buddy``: the name of whoever asks, empty for nobody."""
    old, new = before.terms, after.terms
    return Difference(
        work=_work(old, new),
        deals=_deals(old.opened, new.opened, unit_of(new)),
        goal=_goal(old, new),
        chance=_chance(old.chance, new.chance),
        holds=_holds(after, today, buddy),
        unit=unit_of(new),
    )


def hours(n: float) -> str:
    """A change of hours as it is said: half an hour, 1 hour, 1.5 hours, 4 hours."""
    return "half an hour" if n == 0.5 else figures.hours(n)


def _work(old: Terms, new: Terms) -> str:
    """Each line whose time differs as a plan tells it: first what is more, then what is less, the largest first."""
    changes = {
        channel: figures.change_of(old.minutes_of(channel) / 60.0, new.minutes_of(channel) / 60.0) for channel in WORK
    }
    ordered = sorted((c for c in changes if changes[c]), key=lambda c: -changes[c])
    ordered = [c for c in ordered if changes[c] > 0] + [c for c in reversed(ordered) if changes[c] < 0]
    said = [
        f"{hours(abs(changes[c]))} of {WORK[c]}{' a week' if c == ordered[0] else ''} "
        f"{'more' if changes[c] > 0 else 'less'}"
        for c in ordered
    ]
    return ", ".join(said)


def _deals(old: float, new: float, unit: Unit) -> str:
    """Whole deals where there are three or more, tenths below."""
    change = round(new * _MONTHLY, 1) - round(old * _MONTHLY, 1)
    n = round(abs(change), 0 if abs(change) >= 3 else 1)
    if n == 0:
        return ""
    return f"{n:g} {unit.one if n == 1 else unit.several} {'more' if change > 0 else 'fewer'} to {unit.bring} a month"


def _goal(old: Terms, new: Terms) -> str:
    if (old.goal, old.currency) == (new.goal, new.currency):
        return ""
    before, after = (amount(t.goal, unit_of(t).amount) for t in (old, new))
    if before == after:  # three digits do not tell them apart
        before, after = (f"{t.goal:,.0f} {unit_of(t).amount}" for t in (old, new))
    return f"the number goes from {before} to {after}"


def _chance(old: float, new: float) -> str:
    before, after = (chance(p).replace("almost no chance", "almost none") for p in (old, new))
    if before == after:
        return f"the chance stays {'' if before.startswith('almost') else 'at '}{before}"
    return f"the chance goes from {before} to {after}"


def _holds(after: Plan, today: date, buddy: str) -> str:
    if after.effective_on <= today:
        return "holds from today"
    if after.too_late:
        said = f"the plan you have holds to its end on {day(after.terms.period_end, today)}, too near to ask for less"
    else:
        said = f"holds from {after.effective_on:%A} {day(after.effective_on, today)}, until then the plan you have"
    return f"{said}; {buddy} is told" if after.tells_buddy and buddy else said
