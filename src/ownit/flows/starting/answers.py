"""What has a seller answered, what is kept of it, and what does the method hear?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.flows.starting import deal, meetings, number, protected, share
from ownit.flows.starting.deal import Deal
from ownit.flows.starting.meetings import Meetings
from ownit.flows.starting.number import Number
from ownit.flows.starting.protected import Protected
from ownit.flows.starting.share import Share
from ownit.method.calendar import FiscalCalendar

if TYPE_CHECKING:
    from ownit.method.plan.word import Word

WINNING_HOURS = 3.0
SERVING = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The six answers, the two that may be skipped, and what the template of the trade adds."""

    number: Number
    deal: Deal
    win: Share
    meetings: Meetings
    network: int
    protected: Protected
    why: str = ""
    buddy: str = ""
    trade: str = ""
    winning_hours: float = WINNING_HOURS
    serving: float = SERVING

    def said(self) -> dict[str, str]:
        """The answers by name as they are kept, in the order asked; what was skipped is empty."""
        return {
            "number": self.number.text,
            "deal": self.deal.text,
            "win": self.win.text,
            "meetings": self.meetings.text,
            "network": str(self.network),
            "protected": self.protected.text,
            "why": self.why,
            "buddy": self.buddy,
            "trade": self.trade,
            "winning_hours": f"{self.winning_hours:g}",
            "serving": f"{self.serving:g}",
        }


def kept(said: Mapping[str, str]) -> Answers | None:
    """The answers that were kept; None where one of the six is not among them. Raises AnswerErrors."""
    if not {"number", "deal", "win", "meetings", "network", "protected"} <= {k for k, v in said.items() if v}:
        return None
    num = kept_number(said["number"])
    return Answers(
        number=num,
        deal=deal.parse(said["deal"], currency=num.currency),
        win=share.parse(said["win"]),
        meetings=meetings.parse(said["meetings"]),
        network=meetings.network(said["network"]),
        protected=protected.parse(said["protected"]),
        why=said.get("why", ""),
        buddy=said.get("buddy", ""),
        trade=said.get("trade", ""),
        winning_hours=float(said.get("winning_hours") or WINNING_HOURS),
        serving=float(said.get("serving") or SERVING),
    )


def kept_number(text: str) -> Number:
    """A number as it was kept, whatever day it is now. Raises AnswerError."""
    found = re.search(r"from (\d{4}-\d\d-\d\d) by", text)
    then = date.fromisoformat(found[1]) if found else date.min
    return number.parse(text, today=then, calendar=FiscalCalendar(), currency="")


def word_of(answers: Answers, week: float = 40.0) -> Word:
    """What the method hears; money in the number's currency."""
    from ownit.method.plan.word import Word

    return Word(
        amounts=tuple(float(a) for a in answers.deal.amounts),
        cycle_days=float(answers.deal.days),
        win=answers.win.of_ten / 10.0,
        meetings=answers.meetings.count,
        hours=answers.meetings.hours,
        network=answers.network,
        protected=answers.protected.hours,
        open_amount=float(answers.number.open),
        winning_hours=answers.winning_hours,
        serving=answers.serving,
        week=week,
    )
