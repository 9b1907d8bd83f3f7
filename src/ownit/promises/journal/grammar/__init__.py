"""What did a person mean by the line they wrote about their day?"""

from ownit.promises.journal.grammar.errors import (
    AmountDoubtError,
    BadAmountError,
    DayDoubtError,
    HowManyError,
    JournalLineError,
    NotUnderstoodError,
    WhichDealsError,
)
from ownit.promises.journal.grammar.line import parse
from ownit.promises.journal.grammar.record import Item, What

__all__ = [
    "AmountDoubtError",
    "BadAmountError",
    "DayDoubtError",
    "HowManyError",
    "Item",
    "JournalLineError",
    "NotUnderstoodError",
    "What",
    "WhichDealsError",
    "parse",
]
