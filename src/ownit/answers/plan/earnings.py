"""What does the number mean for the seller's own pocket (R8)?"""

from __future__ import annotations

from ownit.answers.words import amount
from ownit.method.commission import Table, Worth, spread, worth
from ownit.method.plan import typical
from ownit.method.plan.book import Book
from ownit.method.plan.chance import law, outlook
from ownit.method.plan.made import Plan


def earned(table: Table, plan: Plan, book: Book, currency: str) -> Worth:
    """What a commission table is worth under a plan: totals by the plan's own law, deals an hour as the plan has them.

    Raises CommissionError where goal and table do not go together.
    """
    scale = table.scale(plan.goal, currency)
    where = spread(law(outlook(book, plan.goal, plan.opened).plan))
    per_hour = plan.opened / plan.hours.creating if plan.hours.creating > 0 else 0.0
    return worth(scale, where, deal=typical.worth(book), win=typical.won_in_time(book), per_hour=per_hour)


def earnings(worth: Worth, currency: str) -> str:
    """What is earned at the number, and what one more deal and one more hour are worth, in a sentence or two."""
    at_goal = f"At your number you earn {amount(worth.at_goal, currency)}."
    if worth.won < 0.5:  # under one of the currency: the cap is reached, or nothing is paid there
        return f"{at_goal} Where you are heading, one more deal would earn you nothing."
    won, opened, hour = (amount(x, currency, digits=2) for x in (worth.won, worth.opened, worth.hour))
    return (
        f"{at_goal} One more deal won is worth about {won} to you; so one more opened is worth {opened}, and one more "
        f"hour of opening business {hour}."
    )
