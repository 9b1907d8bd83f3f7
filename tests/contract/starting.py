"""Beginning by six answers, as tests of it do."""

from __future__ import annotations

from typing import Any

from ownit.flows.starting import beginning, questions, trades, whose
from ownit.flows.starting.questions import SIX
from ownit.flows.workspace import Workspace


def begun(workspace: Workspace, trade: str | None = None, name: str | None = "Ada", **lines: str) -> beginning.Started:
    """Begin with these lines and the examples."""
    setting = whose.setting(workspace, whose.known(workspace, name), None if trade is None else trades.trade(trade))
    given: dict[str, Any] = {}
    for question in (*SIX, *questions.TWO):
        given[question.name] = questions.read(setting, question.name, lines.get(question.name, ""), given)
    calendar = workspace.home.parent / "plan.ics"
    given_all = questions.answers(setting, given)
    return beginning.start(workspace, given_all, name, setting.today, calendar, setting.recorded)
