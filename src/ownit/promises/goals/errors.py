"""Why can a goal not be set as given?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ownit.errors import OwnitError


class GoalError(OwnitError):
    """A goal's terms do not hold together."""


class NoAmountError(GoalError):
    """A goal of no money, or of nothing to do, which everyone has made before the period begins."""

    def __init__(self) -> None:
        super().__init__(
            "A goal of 0 would be made before the period begins. Give what is to be won or done, such as 300000 or 40; "
            "one that was set by hand is taken away by: ownit goal unset WHO --why REASON"
        )


class TakenAwayError(OwnitError):
    """A goal is taken away without saying why."""

    def __init__(self) -> None:
        super().__init__(
            'A goal is not taken away without a reason, as it is not lowered: say why, with --why "the reason".'
        )


class LoweredGoalError(OwnitError):
    """A goal is lowered without saying why."""

    def __init__(self, before: Decimal, after: Decimal, currency: str, how: str = 'with --why "the reason"') -> None:
        self.before, self.after, self.currency = before, after, currency
        super().__init__(
            f"This lowers the goal from {before:,.0f} to {after:,.0f} {currency}".rstrip()
            + ". A lowered goal needs a reason, and the difference stays in the leader's own number: "
            f"say why, {how}."
        )

    def in_a_file(self) -> str:
        """The same where the goal is a line of a file."""
        return str(LoweredGoalError(self.before, self.after, self.currency, "in a column called reason"))


class NothingKeptError(OwnitError):
    """A leader gives on more than stays in that leader's own number."""

    def __init__(self, kept: Decimal, asked: Decimal) -> None:
        super().__init__(
            f"Only {kept:,.0f} stays in this leader's number for that period and measure, and {asked:,.0f} is to be "
            "given on. Give less, or set the goal without giving."
        )


class NoSuchGoalError(OwnitError):
    """There is no goal set by hand to take back."""

    def __init__(self, start: date, end: date) -> None:
        super().__init__(f"No goal was set by hand for {start} to {end}; `ownit goal list` lists what there is.")
