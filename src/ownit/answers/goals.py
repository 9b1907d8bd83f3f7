"""What is said of a goal that was taken away, and of a file of goals?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ownit.answers.commands import quoted
from ownit.method.written import counted
from ownit.promises.goals.record import Goal, ImportedGoals, Taken, Terms

NAMED = 8
"""So many lines of a file are named; a program is told all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unset:
    """A goal set by hand that was taken away: whose (empty for the company) and for which period.

    ``terms`` says of what it was, ``taken`` how much; ``holds`` is what they are held to without it, None for nothing;
    ``usual`` the organisation's currency; ``word``: the number for the same days that was said at ``ownit start``,
    where a plan goes by it.
    """

    name: str
    period: str
    terms: Terms
    taken: Taken
    holds: Goal | None
    usual: str
    word: Decimal | None = None


def sentence(done: Unset) -> str:
    """What was taken away, and what holds without it."""
    taken = _amount(done.taken.amount, done.taken.currency, done.terms.measure)
    told = f"{_whose(done)} goal for {done.period}, {taken}, is taken away"
    return f"{told}{_after(done)}. That it was set stays on record."


def _after(done: Unset) -> str:
    held = done.holds
    if held is None:
        plan = "" if done.word is None else f", and the plan is for the {done.word:,.0f} said at ownit start"
        return f"; without it there is none for {done.period}{plan}"
    amount = _amount(held.terms.amount, held.terms.currency, done.terms.measure)
    what = f"the CRM's {amount}" if held.parts == 1 else f"the sum of shorter ones, {amount},"
    return f"; {what} holds now"


def again(done: Unset) -> str:
    """The command that sets it as it was, whole."""
    terms, taken = done.terms, done.taken
    lowers = done.holds is not None and taken.amount < done.holds.terms.amount
    options = (
        ("--period", quoted(done.period)),
        ("--measure", "" if terms.measure == "bookings" else terms.measure),
        ("--kinds", ",".join(terms.kinds)),
        ("--currency", "" if taken.currency in ("", done.usual) else taken.currency),
        ("--why", quoted(taken.reason or "as it was") if taken.reason or lowers else ""),
    )
    said = [f"{option} {value}" for option, value in options if value]
    team = ["--team"] if terms.scope == "team" else []
    return " ".join(["ownit goal set", quoted(done.name or "company"), _plain(taken.amount), *said, *team])


def next_step(done: Unset) -> str:
    """How it is undone."""
    return f"to set it again as it was: {again(done)}"


def imported(done: ImportedGoals) -> str:
    """How many lines of a file were set, were so before, and were not taken."""
    wrong = counted(len(done.errors), "line", "lines")
    return f"{counted(done.kept, 'goal', 'goals')} set, {done.unchanged:,} unchanged, {wrong} not taken."


def ended(done: ImportedGoals) -> str:
    """Which lines are of periods that are over, and what they are good for; empty where none is."""
    if not done.ended:
        return ""
    return (
        f"{_lines(done.ended)}: the period is over. Kept, as the number there was then; where "
        "that is not meant: ownit goal unset WHO --period PERIOD --why REASON"
    )


def elsewhere(done: ImportedGoals, usual: str) -> str:
    """Which lines are in another currency than amounts are reckoned in, and what to do; empty where none is."""
    return f"{_lines(done.elsewhere)}: {not_compared(['another currency'], usual)}" if done.elsewhere else ""


def not_compared(currencies: Sequence[str], usual: str) -> str:
    """Of goals in these: no rate is known that they would be converted by, so nothing is told against them."""
    return (
        f"Goals in {' and '.join(currencies)} are not compared with amounts in {usual}. Set them in "
        f"{usual}, or choose what is reckoned in: ownit set currency CODE."
    )


def not_planned_for(number: Decimal, said: str, currency: str) -> str:
    """That a plan by word goes on for the ``number`` in the currency ``said``, whatever goal there is in another."""
    return (
        f"The plan stays for the {number:,.0f} {said} said at ownit start, since {currency} is another currency: set "
        f"the goal in {said}, or say the number in {currency} at ownit start."
    )


def not_of_all(number: Decimal, said: str) -> str:
    """That a plan by word goes on for the ``number``, whatever goal there is of some kind or another measure."""
    return (
        f"The plan stays for the {number:,.0f} {said} said at ownit start: by a word it is for one number, of all that "
        "is sold. How this one goes: ownit standing"
    )


def for_other_days(number: Decimal, said: str, start: date, end: date) -> str:
    """That a plan by word is for the ``number`` from ``start`` to ``end``, which are not the days of a goal."""
    return (
        f"The plan stays for the {number:,.0f} {said} said at ownit start, which is for {start} to {end}: change it "
        "there."
    )


def _lines(numbers: Sequence[int]) -> str:
    named = [str(line) for line in numbers[:NAMED]]
    more = [f"{len(numbers) - NAMED:,} more"] if len(numbers) > NAMED else []
    *first, last = named + more
    lines = f"{', '.join(first)} and {last}" if first else last
    return f"{'Line' if len(numbers) == 1 else 'Lines'} {lines}"


def _whose(done: Unset) -> str:
    if not done.name:
        return "The company's"
    return f"{done.name}'s team" if done.terms.scope == "team" else f"{done.name}'s"


def _amount(amount: Decimal, currency: str, measure: str) -> str:
    return f"{amount:,.0f} {currency or measure}"


def _plain(amount: Decimal) -> str:
    """Whole, or with four decimals, which no reader takes for thousands."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.4f}"
