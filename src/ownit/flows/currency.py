"""In which currency is everything told, where nobody has chosen one and no deal is in the usual one?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ownit.connectors.base import Note

if TYPE_CHECKING:
    from ownit.facts.tables import Tables

CODE = "currency_found"
REASON = "the currency of the deals that were imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldIn:
    """The currency that everything is told in; ``found`` of how many amounts, and in all, where it was not chosen."""

    code: str
    found: tuple[int, int] | None = None

    @property
    def note(self) -> Note | None:
        """What the reader of an import is told of it."""
        if self.found is None:
            return None
        n, of = self.found
        text = (
            f"Nobody has chosen a currency, so everything is told in {self.code}, which {n:,} of {of:,} amounts of "
            "deals are in. Another one: ownit set currency CODE."
        )
        return Note(code=CODE, count=n, text=text, limits=False)


def told_in(tables: Tables, at: datetime) -> ToldIn:
    """The currency chosen; else the one most amounts are in, where none is in the usual one and no rate is known.

    Without it every amount of an organisation that is not in the usual currency would be left out at first.
    """
    from ownit.facts.currencies import amounts_in, has_rates
    from ownit.promises.organisation import selectors
    from ownit.promises.people.access import OPERATOR

    usual = selectors.choices(OPERATOR, at.date()).currency
    if selectors.in_force(OPERATOR, at.date())["currency"] is not None:
        return ToldIn(code=usual)
    amounts = amounts_in(tables)
    most = next(iter(amounts), None)
    if most is None or usual in amounts or has_rates(tables):
        return ToldIn(code=usual)
    return ToldIn(code=most, found=(amounts[most], sum(amounts.values())))


def keep(told: ToldIn, at: datetime) -> None:
    """Choose for the organisation what was found; the first choice holds from the beginning on."""
    from ownit.promises.organisation import services
    from ownit.promises.people.access import OPERATOR

    if told.found is not None:
        services.choose(OPERATOR, "currency", told.code, at=at, reason=REASON)
