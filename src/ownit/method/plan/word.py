"""What does a seller say of their own selling, where there is no record to go by?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The answers of a person without a record; money in the goal's currency. Each gives way to the record.

    ``amounts``: of typical deals; several give the spread. ``cycle_days``: from first meeting to signature.
    ``win``: of real opportunities, the share won, 0 to 1. ``meetings``: first meetings got by oneself in a normal
    week, in ``hours``. ``network``: how many people would take a call tomorrow. ``protected``: hours a week that can
    be kept for opening business. ``open_amount``: what is open now, in all. ``winning_hours``: what an opportunity
    takes until it is won or lost; ``serving``: hours a week for the customers there are.
    """

    amounts: tuple[float, ...]
    cycle_days: float
    win: float
    meetings: float
    hours: float
    network: int = 0
    protected: float = 8.0
    open_amount: float = 0.0
    winning_hours: float = 2.0
    serving: float = 4.0
    week: float = 40.0
