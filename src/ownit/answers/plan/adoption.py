"""What does a plan rest on: what on others, what if they fail, what on you alone (R1, R2)?

Three questions that stand beside a plan when it is adopted, answered from what is won and open and from the plan.
"""

from __future__ import annotations

from dataclasses import dataclass

from ownit.answers.plan.figures import MONTHLY, figure, hour_figure
from ownit.answers.plan.figures import hours as hours_of
from ownit.answers.plan.unit import Unit
from ownit.answers.words import amount, chance, has_chance_of, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So much money, in so many deals; 0 deals with money: nobody counted them."""

    amount: float
    deals: int

    @property
    def there(self) -> bool:
        """Whether there is any of it."""
        return self.deals > 0 or self.amount > 0


NONE = Part(amount=0.0, deals=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """What is won in the period, or open now, by who opened it; what is of unknown origin is nobody's."""

    own: Part
    others: Part
    unknown: Part = NONE

    @property
    def whole(self) -> Part:
        """All of it."""
        parts = (self.own, self.others, self.unknown)
        return Part(amount=sum(p.amount for p in parts), deals=sum(p.deals for p in parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """The numbers to answer from. ``alone`` and ``with_help``: P(goal | plan carried out), without and with what others
    bring; ``opened``: deals a week, in ``hours`` a week of opening business.
    """

    won: Origins
    open: Origins
    alone: float
    with_help: float
    opened: float
    hours: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """The three answers, a sentence or two each."""

    relied_on: str
    if_they_fail: str
    yours_alone: str


def adoption(rest: Resting) -> Adoption:
    """What you rely on others for, what happens if they fail, what is yours alone."""
    return Adoption(relied_on=_relied_on(rest), if_they_fail=_if_they_fail(rest), yours_alone=_yours_alone(rest))


def counted(brought: float, hours: float, unit: Unit) -> Adoption:
    """The same of a number that is a count: what one does oneself is one's own, and nothing in it rests on others."""
    month = f"{figure(brought * MONTHLY)} {unit.several}"
    return Adoption(
        relied_on=f"On others you rely for nothing: only {unit.several} that you {unit.bring} yourself count.",
        if_they_fail="If all of them fail, nothing changes.",
        yours_alone=f"Yours alone: {hours_of(hours)} a week of opening business; by it you {unit.bring} about "
        f"{month} a month.",
    )


def _relied_on(rest: Resting) -> str:
    named = [("won", rest.won), ("open", rest.open)]
    if not any(origins.whole.there for _, origins in named):
        return "Nothing is won or open yet, so nothing rests on others so far."
    brought = [_brought(name, o, rest.currency) for name, o in named if o.others.there]
    unknown = Part(
        amount=rest.won.unknown.amount + rest.open.unknown.amount,
        deals=rest.won.unknown.deals + rest.open.unknown.deals,
    )
    doubt = ""
    if unknown.there:
        doubt = f" Who opened {_money(unknown, rest.currency)} is not known; none of it counts as yours."
    if brought:
        return f"Others brought {' and '.join(brought)}. The plan counts none of it.{doubt}"
    if doubt:
        return f"On others you rely for nothing: nothing that is won or open is known to come from them.{doubt}"
    return "On others you rely for nothing: you opened all that is won or open."


def _brought(name: str, origins: Origins, currency: str) -> str:
    whole = origins.whole
    part = f" ({share(origins.others.amount / whole.amount)})" if whole.amount > 0 else ""
    return f"{_money(origins.others, currency)} of the {_money(whole, currency)} that {_are(whole)} {name}{part}"


def _if_they_fail(rest: Resting) -> str:
    """Told against what it is with their help; where that is no better in words, so it is said."""
    alone = has_chance_of(rest.alone, "making the number")
    if chance(rest.alone) == chance(rest.with_help):
        return f"If all of them fail, little changes: carried out, the plan alone has {alone}."
    return (
        f"If all of them fail, the plan carried out still has {alone}; with their help {_plain(rest.with_help)}."
        if rest.with_help > rest.alone
        else f"If all of them fail, the plan carried out has {alone}."
    )


def _yours_alone(rest: Resting) -> str:
    mine = [
        f"{_money(origins.own, rest.currency)} {name}"
        for name, origins in (("won", rest.won), ("open", rest.open))
        if origins.own.there
    ]
    have = f"{' and '.join(mine)}, opened by you; and " if mine else ""
    opens = "opens" if hour_figure(rest.hours) == "1" else "open"
    week = f"{hours_of(rest.hours)} a week of opening business, which {opens}"
    month = _deals(rest.opened * MONTHLY)
    return f"Yours alone: {have}{week} about {month} a month."


def _deals(n: float) -> str:
    """To a tenth below ten, whole above."""
    said = f"{round(n, 1):g}" if n < 10 else f"{n:.0f}"
    return f"{said} {'deal' if said == '1' else 'deals'}"


def _money(part: Part, currency: str) -> str:
    deals = f" in {part.deals} {'deal' if part.deals == 1 else 'deals'}" if part.deals else ""
    return f"{amount(part.amount, currency)}{deals}"


def _are(part: Part) -> str:
    return "is" if part.deals <= 1 else "are"


def _plain(p: float) -> str:
    return chance(p).replace("almost no chance", "almost none").replace("almost certain", "it is almost certain")
