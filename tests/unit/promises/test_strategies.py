"""Is a strategy for an RFP kept, replaced, taken back, and only said by whose deal it is?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import NotAllowedError
from ownit.promises.strategies.models import Strategy
from ownit.promises.strategies.selectors import strategies
from ownit.promises.strategies.services import NoStrategyError, keep, take_back

from .conftest import AT, TODAY, Company

DEAL = ("crm", "o1")
FIRST, SECOND = "meet the plant manager first", "have service time asked for"


def test_the_last_one_counts_and_every_one_is_kept(company: Company) -> None:
    viewer = company.viewer("viktor")
    assert keep(viewer, *DEAL, company.viktor, FIRST, at=AT)
    assert not keep(viewer, *DEAL, company.viktor, f"  {FIRST.replace(' ', '  ')} ", at=AT)
    assert keep(viewer, *DEAL, company.viktor, SECOND, at=AT + timedelta(days=3))
    assert strategies(viewer)[DEAL].text == SECOND
    assert strategies(viewer, TODAY)[DEAL].text == FIRST
    assert Strategy.objects.count() == 2


def test_taken_back_it_is_none(company: Company) -> None:
    keep(OPERATOR, *DEAL, company.viktor, FIRST, at=AT)
    take_back(OPERATOR, *DEAL, company.viktor, at=AT)
    assert strategies(OPERATOR) == {}
    with pytest.raises(NoStrategyError, match="taken back"):
        take_back(OPERATOR, *DEAL, company.viktor, at=AT)


@pytest.mark.parametrize("hope", ["", "  ", "try hard"])
def test_a_hope_is_no_strategy(company: Company, hope: str) -> None:
    with pytest.raises(NoStrategyError, match="such as: meet the plant manager"):
        keep(OPERATOR, *DEAL, company.viktor, hope, at=AT)


def test_nobody_says_it_for_another_or_reads_theirs(company: Company) -> None:
    with pytest.raises(NotAllowedError):
        keep(company.viewer("dana"), *DEAL, company.viktor, FIRST, at=AT)
    keep(OPERATOR, *DEAL, company.viktor, FIRST, at=AT)
    assert strategies(company.viewer("dana")) == {}
