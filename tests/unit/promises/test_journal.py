"""Is a line kept whole, taken back by a row of its own, and nobody else's to see?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ownit.promises.journal import models, selectors, services
from ownit.promises.journal.grammar import parse
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import NotAllowedError

from .conftest import AT, TODAY, Company

TEXT = "14 dials, opened Acme 30k from a referral"


def keep(company: Company, text: str = TEXT) -> int:
    return services.keep(company.viewer("viktor"), company.viktor, text, parse(text, TODAY), at=AT)


def test_a_line_is_kept_as_it_was_understood(company: Company) -> None:
    line = keep(company)
    found = selectors.entries(OPERATOR)
    assert [e.item for e in found] == list(parse(TEXT, TODAY))
    assert {(e.line, e.person, e.recorded_at) for e in found} == {(line, company.viktor, AT)}
    assert found[1].item.amount == Decimal(30000)
    assert models.Line.objects.get().by == f"person:{company.viktor}"


def test_undoing_takes_the_last_line_back_and_then_the_one_before(company: Company) -> None:
    keep(company, "1 visit")
    keep(company)
    assert services.undo(OPERATOR, company.viktor, at=AT).text == TEXT
    assert [e.item.channel for e in selectors.entries(OPERATOR)] == ["visit"]
    assert services.undo(OPERATOR, company.viktor, at=AT).text == "1 visit"
    assert selectors.entries(OPERATOR) == ()
    with pytest.raises(services.NothingToUndoError, match="no line that could be undone"):
        services.undo(OPERATOR, company.viktor, at=AT)
    assert models.Line.objects.count() == 4


def test_entries_come_by_day_and_can_begin_on_one(company: Company) -> None:
    keep(company, "2026-08-11: 2 visits")
    keep(company, "2026-08-03: 1 visit")
    assert [e.item.count for e in selectors.entries(OPERATOR, company.viktor)] == [1, 2]
    assert [e.item.count for e in selectors.entries(OPERATOR, start=date(2026, 8, 4))] == [2]


def test_a_journal_is_its_writers_alone(company: Company) -> None:
    keep(company)
    with pytest.raises(NotAllowedError):
        services.keep(company.viewer("dana"), company.viktor, TEXT, parse(TEXT, TODAY), at=AT)
    with pytest.raises(NotAllowedError):
        services.undo(company.viewer("dana"), company.viktor, at=AT)
    for other in ("dana", "tom", "rosa"):
        assert selectors.entries(company.viewer(other)) == ()
        assert selectors.kept_by(company.viewer(other)) == ()
        assert selectors.last_line(company.viewer(other), company.viktor) is None
    assert len(selectors.entries(company.viewer("viktor"))) == 2
    assert selectors.kept_by(OPERATOR) == (company.viktor,)
