"""In what is a plan's number, and how is what effort brings said?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """``make``: what one does with the number (``make 600 k EUR``); ``bring``: with what effort brings, ``one`` or
    ``several`` (``open 4 deals a week``). ``amount`` stands behind the number: a currency, or what is counted.
    """

    amount: str
    one: str = "deal"
    several: str = "deals"
    make: str = "make"
    bring: str = "open"
    brings: str = "opens"
    done: str = "opened"


def money(currency: str) -> Unit:
    """Of money, deals are opened."""
    return Unit(amount=currency)


MEETINGS = Unit(
    amount="meetings", one="meeting", several="meetings", make="hold", bring="hold", brings="held", done="held"
)
OPPORTUNITIES = Unit(amount="opportunities", one="opportunity", several="opportunities", make="open")
COUNTS = {"meetings_held": MEETINGS, "opportunities_opened": OPPORTUNITIES}
