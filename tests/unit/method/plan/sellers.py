"""Sellers to plan for, by their word."""

from __future__ import annotations

from datetime import date

from ownit.method.deals import Window
from ownit.method.plan.book import Seller
from ownit.method.plan.said import seller
from ownit.method.plan.word import Word

EXAMPLE = Word(amounts=(25e3,), cycle_days=60.0, win=0.2, meetings=4.0, hours=8.0, network=20)
YEAR = Window(as_of=date(2026, 12, 31), start=date(2027, 1, 1), end=date(2027, 12, 31))


def example(*, won: float = 0.0, window: Window = YEAR, present: float = 0.9, word: Word = EXAMPLE) -> Seller:
    """The seller of the six questions' examples."""
    return seller(word, won=won, window=window, present=present)
