"""Can each template of a trade be accepted as it is, and does it say what it rests on?"""

from __future__ import annotations

from datetime import date

import pytest

from ownit.flows.starting import questions, trades
from ownit.flows.starting.questions import SIX, Setting
from ownit.flows.starting.trades import EXAMPLE, UnknownTradeError
from ownit.method.calendar import FiscalCalendar

TODAY = date(2026, 8, 12)


def setting(trade: trades.Trade | None) -> Setting:
    return Setting(today=TODAY, calendar=FiscalCalendar(), currency="EUR", trade=trade)


def test_there_are_ten() -> None:
    assert len(trades.names()) == 10
    assert len({t.title for t in trades.trades()}) == 10


@pytest.mark.parametrize("name", [None, *trades.names()])
def test_all_of_its_answers_can_be_accepted(name: str | None) -> None:
    chosen = setting(None if name is None else trades.trade(name))
    given: dict[str, object] = {}
    for question in SIX:
        given[question.name] = questions.read(chosen, question.name, "", given)
        assert questions.understood(question.name, given[question.name])
    found = questions.answers(chosen, given)
    assert found.trade == (name or "")
    if chosen.trade is not None:
        assert (found.winning_hours, found.serving) == (chosen.trade.winning_hours, chosen.trade.serving)
        assert set(chosen.trade.basis) <= set(chosen.trade.answers)
        assert chosen.trade.resting_on("network") == EXAMPLE
        assert set(chosen.trade.answers) == {q.name for q in SIX}


def test_a_trade_is_found_by_how_its_name_or_title_begins() -> None:
    assert trades.trade("Real estate").name == "property"
    assert trades.trade("medical").name == "medical"
    with pytest.raises(UnknownTradeError, match="There are: construction, consulting"):
        trades.trade("astrology")
    with pytest.raises(UnknownTradeError):
        trades.trade("")
