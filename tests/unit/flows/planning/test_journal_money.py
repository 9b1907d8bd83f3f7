"""Is money of a journal added to a number only where it is in its currency?"""

from __future__ import annotations

from datetime import UTC, date, datetime

from ownit.flows.planning.journal import foreign, told
from ownit.promises.journal.grammar import parse
from ownit.promises.journal.record import Entry

TODAY = date(2026, 6, 30)
AT = datetime(2026, 6, 30, 12, tzinfo=UTC)


def test_money_in_another_currency_is_no_money_of_the_number() -> None:
    won = "opened Acme, won Acme 30k, opened Beta, won Beta 10k GBP, opened Gamma, won Gamma 5k EUR"
    items = parse(f"{won}, opened Delta 7k GBP, opened Eta 6k", TODAY)
    entries = [Entry(id=n, line=1, person=1, recorded_at=AT, item=item) for n, item in enumerate(items)]
    found = told(entries, date(2026, 1, 1), TODAY, currency="EUR")
    assert found.won == 35e3
    assert (found.heard.won, found.heard.amounts) == (3, (30e3, 5e3))
    assert [a for a in found.heard.open_amounts if a == a] == [6e3]
    assert len(found.heard.open_amounts) == 2  # it is open, though what it is worth is not known
    assert foreign(entries, "EUR") == 2
