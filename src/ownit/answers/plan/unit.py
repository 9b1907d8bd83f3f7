"""In what is a plan's number, and how is what effort brings said?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownit.promises.plans.record import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """``make``: what one does with the number (``make 600 k EUR``); ``bring``: with what effort brings, ``one`` or
    ``several`` (``open 4 deals a week``); ``made`` is said of a number that there is already. ``amount`` stands behind
    the number: a currency, or what is counted.
    ``owes``: which of the week's five numbers (:data:`ownit.flows.week.TITLES`) is what effort brings.
    """

    amount: str
    one: str = "deal"
    several: str = "deals"
    make: str = "make"
    making: str = "making"
    made: str = "made"
    bring: str = "open"
    brings: str = "opens"
    done: str = "opened"
    owes: str = "opened"


def money(currency: str) -> Unit:
    """Of money, deals are opened."""
    return Unit(amount=currency)


MEETINGS = Unit(
    amount="meetings",
    one="meeting",
    several="meetings",
    make="hold",
    making="holding",
    made="held",
    bring="hold",
    brings="held",
    done="held",
    owes="meetings",
)
OPPORTUNITIES = Unit(
    amount="opportunities", one="opportunity", several="opportunities", make="open", making="opening", made="opened"
)
COUNTS = {"meetings_held": MEETINGS, "opportunities_opened": OPPORTUNITIES}


def unit_of(terms: Terms) -> Unit:
    """In what a kept plan's number is."""
    return COUNTS.get(str(terms.told.get("measure", "")), money(terms.currency))


def called(amount: str) -> Unit:
    """The unit whose amount is called so: a currency, ``meetings`` or ``opportunities``."""
    return next((unit for unit in COUNTS.values() if unit.amount == amount), money(amount))
