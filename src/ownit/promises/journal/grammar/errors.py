"""Why can a line not be taken into the journal? Each error asks back in one sentence; nothing was kept."""

from __future__ import annotations

from datetime import date

from ownit.errors import OwnitError
from ownit.method.written import AmountError

SHOWN, MANY = 60, 5  # characters of a phrase, and phrases, that a question repeats
EXAMPLE = "14 dials, 3 conversations, 1 meeting, opened Acme 30k"


class JournalLineError(OwnitError):
    """A line says something that cannot be taken as it stands."""


class NotUnderstoodError(JournalLineError):
    """Some words mean nothing here."""

    def __init__(self, words: tuple[str, ...]) -> None:
        named = " and ".join(f'"{w if len(w) <= SHOWN else w[:SHOWN] + "..."}"' for w in words[:MANY])
        super().__init__(f"What do you mean by {named}? Nothing was kept; say it like: {EXAMPLE}.")
        self.words = words


class HowManyError(JournalLineError):
    """Something is named without a number."""

    def __init__(self, words: str) -> None:
        super().__init__(f'How many, in "{words}"? Nothing was kept; put a number before it, like 3 calls.')


class AmountDoubtError(JournalLineError):
    """A small number behind a name may be an amount or part of the name."""

    def __init__(self, number: str, words: str) -> None:
        super().__init__(
            f'Is {number} in "{words}" an amount? Nothing was kept; write {number}k for {number} thousand, or "for '
            f'{number}" if it is just that.'
        )


class WhichDealsError(JournalLineError):
    """An amount stands behind a number of deals without names, or is of each of several."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f'Which deals are these, in "{words}"? Nothing was kept; where there is an amount, name each: '
            "won Acme 20k, won Bolt 20k."
        )


class BadAmountError(JournalLineError):
    """An amount that cannot be meant."""

    def __init__(self, error: AmountError) -> None:
        super().__init__(f"{error.what} Nothing was kept. {error.instead}")


class DayDoubtError(JournalLineError):
    """A day that cannot be meant."""

    def __init__(self, on: date, today: date) -> None:
        why = "has not come yet" if on > today else "is more than two years ago"
        super().__init__(f"{on} {why}; today is {today}. Nothing was kept; name the day again.")
