"""To which of somebody's numbers is a plan, and to what else are they held?"""

from __future__ import annotations

from collections.abc import Sequence

from ownit.answers.plan.unit import COUNTS
from ownit.answers.words import amount
from ownit.promises.goals.record import Terms

RENEWAL = ("renewal",)
RENEWALS = "renewals fall due and are kept by serving customers, so no plan of opening business is made of them"
_MEASURES = {"bookings": "", "new_recurring": "new recurring", "margin": "margin", **dict.fromkeys(COUNTS, "")}


def falls_due(terms: Terms) -> bool:
    """Whether a goal is of renewals alone: they are scheduled, and never own."""
    return terms.kinds == RENEWAL


def kind(terms: Terms) -> str:
    """Which of several goals in one unit it is: ``expansion``, ``margin, new``; empty for all bookings."""
    return ", ".join(part for part in (_MEASURES[terms.measure], *sorted(terms.kinds)) if part)


def beside(mine: Sequence[Terms], chosen: Terms, currency: str) -> tuple[str, ...]:
    """What is said of a plan that is to one of several numbers; ``currency``: of goals that name none."""
    others = [_told(terms, currency) for terms in mine if terms is not chosen]
    if not others:
        return ()
    return (f"This plan is for {_told(chosen, currency)}; beside it there is a goal of {' and one of '.join(others)}.",)


def _told(terms: Terms, currency: str) -> str:
    unit = COUNTS[terms.measure].amount if terms.measure in COUNTS else terms.currency or currency
    of = kind(terms)
    return f"{amount(terms.amount, unit)}{f' in {of}' if of else ''}"
