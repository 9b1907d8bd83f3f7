"""What stands in the way of a plan?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ownit.errors import OwnitError


class NothingToPlanOnError(OwnitError):
    """A person has neither a record nor given their word."""

    def __init__(self, name: str, why: str = "") -> None:
        because = f" {why}" if why else " No CRM is imported, and the six questions are not answered."
        super().__init__(
            f"There is nothing to plan on for {name}.{because} Six answers do instead, in two minutes: ownit start"
        )


class NoGoalError(OwnitError):
    """Nobody said what a person is held to."""

    def __init__(self, name: str, period: str, *, leads: bool = False) -> None:
        own = " of their own" if leads else ""
        team = f' What it takes of each in the team: ownit plan "{name}" --everyone.' if leads else ""
        super().__init__(
            f'{name} has no goal{own} for {period}.{team} Set one: ownit goal set "{name}" 300k --period "{period}"'
        )


class NoSuchGoalError(OwnitError):
    """A person is held to other goals than the one asked for."""

    def __init__(self, name: str, period: str, goal: str, there: Sequence[str]) -> None:
        super().__init__(f"{name} has no goal {goal!r} for {period}. There is: {', '.join(there)}.")


class GoalByWordError(OwnitError):
    """A word is given for one number, and a goal by name is asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"No CRM has a record of {name}, and by a word a plan is for the number that was said. Leave --goal out."
        )


class GoalNotPlannedError(OwnitError):
    """The record carries no plan to a goal that is asked for."""

    def __init__(self, goal: str, name: str, why: str) -> None:
        super().__init__(f"No plan is made of {name}'s {goal}: {why[0].lower()}{why[1:]}")


class OtherCurrencyError(OwnitError):
    """A goal is in a currency that the record's amounts are not reckoned in."""

    def __init__(self, name: str, period: str, currency: str, usual: str) -> None:
        from ownit.answers.goals import not_compared

        super().__init__(
            f"{name}'s goal for {period} is in {currency}, so no plan is made of it. {not_compared([currency], usual)}"
        )


class OnlyRenewalsError(OwnitError):
    """What a person is held to is not made by opening business."""

    def __init__(self, name: str, period: str) -> None:
        from ownit.answers.plan.held import RENEWALS

        super().__init__(
            f'{name} is held to renewals for {period}: {RENEWALS}. How they stand: ownit standing "{name}"'
        )


class PeriodOverError(OwnitError):
    """What is over cannot be planned, nor what ends today: a plan is for days to come."""

    def __init__(self, period: str, end: date, today: date) -> None:
        running = "" if end == today else "the one that runs: ownit plan; or "
        super().__init__(
            f"{period} {'ends today' if end == today else f'ended on {end}'}; there is nothing left of it to plan. "
            f"Plan {running}the next: ownit plan --period next-quarter"
        )


class OverByNowError(OwnitError):
    """A record ended within a period that is over by now: what it took is told, but nothing is undertaken any more."""

    def __init__(self, period: str, end: date, *, recorded: date, running: str) -> None:
        super().__init__(
            f"{period} ended on {end} and the record on {recorded}, so nothing of it is left to undertake. {running}"
        )


class WordOverError(PeriodOverError):
    """The days that a word was given for are over: a plan by it is for no others."""

    def __init__(self, end: date, today: date) -> None:
        when = "is by today, and a plan is for days to come" if end == today else f"was by {end}, and that is over"
        OwnitError.__init__(self, f"The number you gave {when}. Say the next one: ownit start")


class OtherPeriodError(OwnitError):
    """A word is given for one period, and another is asked for."""

    def __init__(self, asked: str, said: str) -> None:
        super().__init__(
            f"By your own word your number is for {said}, not for {asked}. Leave --period out, or give your word for "
            "that one: ownit start"
        )


class NobodyToPlanForError(OwnitError):
    """Nobody asked for is held to a number in money."""

    def __init__(self, leader: str, period: str) -> None:
        whom = f"Nobody below {leader}" if leader else "Nobody"
        super().__init__(
            f'{whom} is held to a number in money for {period}. Set goals: ownit goal set WHO 300k --period "{period}"'
        )
