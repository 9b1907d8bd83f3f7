"""What is asked, with which example, and what is each answer read as?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ownit.flows.starting import deal, meetings, number, protected, share
from ownit.flows.starting.answers import Answers
from ownit.flows.starting.days import said
from ownit.flows.starting.errors import AnswerError
from ownit.flows.starting.recorded import Recorded
from ownit.flows.starting.trades import Trade
from ownit.method.calendar import FiscalCalendar, Kind

LONGEST_TEXT = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; ``note`` stands under it, ``skip`` says that an empty answer is one."""

    name: str
    text: str
    note: str = ""
    skip: bool = False


SIX = (
    Question(name="number", text="Your number, by when, and won so far?"),
    Question(name="deal", text="A typical deal: how much, and how long from first meeting to signature?"),
    Question(name="win", text="Of ten real opportunities, how many do you win?"),
    Question(
        name="meetings",
        text="First meetings you get yourself in a normal week, in how many hours?",
        note="The line to correct first: all hours follow from it.",
    ),
    Question(name="network", text="Who would take your call tomorrow: customers, past customers, people who know you?"),
    Question(name="protected", text="Hours a week you can really protect for opening business, and when?"),
)
TWO = (
    Question(name="why", text="Why does this number matter to you?", skip=True),
    Question(name="buddy", text="Who should ask you about it on Friday?", skip=True),
)
_EXAMPLES = {
    "deal": deal.EXAMPLE,
    "win": share.EXAMPLE,
    "meetings": meetings.EXAMPLE,
    "network": meetings.NETWORK_EXAMPLE,
    "protected": protected.EXAMPLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What answers are read against: the day, the calendar, the currency (``chosen`` by the organisation or not), the
    kind of period people are ``held_to`` where that is chosen, the template of a trade, what was said before, and what
    a CRM has ``recorded`` of what is won and open."""

    today: date
    calendar: FiscalCalendar
    currency: str
    chosen: bool = False
    held_to: Kind | None = None
    trade: Trade | None = None
    before: Answers | None = None
    recorded: Recorded | None = None


def example(setting: Setting, name: str) -> str:
    """What Enter accepts: what was said before, while it can be; else the trade's; else the shipped one."""
    if setting.before is not None and repeats(setting, name):
        return setting.before.said()[name]
    answers = setting.trade.answers if setting.trade else {}
    if name == "number":
        days = deal.parse(answers.get("deal", deal.EXAMPLE), currency="").days
        shown = number.default(setting.today, answers.get("number", "600k"), setting.currency, days)
        return shown if setting.recorded is None else number.offered(_number(setting, shown), setting.recorded)
    return answers.get(name, _EXAMPLES.get(name, ""))


def repeats(setting: Setting, name: str) -> bool:
    """Whether what is offered is what was said before: a template comes first, and a number must not be over."""
    before = setting.before
    return before is not None and setting.trade is None and (name != "number" or before.number.end > setting.today)


def read(setting: Setting, name: str, text: str, given: Mapping[str, Any]) -> Any:
    """The answer of a text, of an empty one the example's; ``given`` are the answers before. Raises AnswerError."""
    text = " ".join(text.split())
    if len(text) > LONGEST_TEXT:
        raise AnswerError(f"That is {len(text)} letters long: say it shorter.", example(setting, name) or "a sentence")
    shown = example(setting, name)
    if name in ("why", "buddy"):
        return text or shown
    text = text or shown
    match name:
        case "number":
            return _number(setting, text, None if text == shown else setting.recorded)
        case "deal":
            return deal.parse(text, currency=given["number"].currency, example=shown)
        case "win":
            return share.parse(text, example=shown)
        case "meetings":
            return meetings.parse(text, example=shown)
        case "network":
            return meetings.network(text, example=shown)
        case _:
            return protected.parse(text, example=shown)


def _number(setting: Setting, text: str, recorded: Recorded | None = None) -> number.Number:
    """What is shown says all of itself; of what is typed, what is left out is as ``recorded``."""
    return number.parse(
        text,
        today=setting.today,
        calendar=setting.calendar,
        currency=setting.currency,
        chosen=setting.chosen,
        recorded=recorded,
        held_to=setting.held_to,
    )


def understood(name: str, answer: Any, recorded: Recorded | None = None) -> str:
    """How an answer was read, in a line, where that is not plain from what was written; else empty."""
    if name == "number":
        won = f"{answer.won:,.0f} won" if answer.won else "nothing won yet"
        opened = f", {answer.open:,.0f} open" if answer.open else ""
        same = () if recorded is None else number.same(answer, recorded)
        whence = f" ({' and '.join(same)} as the CRM has it)" if same else ""
        return f"{answer.amount:,.0f} {answer.currency} by {said(answer.end)}, {won}{opened}{whence}"
    if name == "deal":
        mean = sum(answer.amounts) / len(answer.amounts)
        several = f" on average, {len(answer.amounts)} given" if len(answer.amounts) > 1 else ""
        return f"{mean:,.0f}{several}, {answer.days} days"
    if name == "network":
        return f"{answer} people"
    return str(getattr(answer, "text", answer))


def answers(setting: Setting, given: Mapping[str, Any]) -> Answers:
    """All of them together, with what the trade adds."""
    found = Answers(**given)
    if setting.trade is not None:
        trade = setting.trade
        return replace(found, trade=trade.name, winning_hours=trade.winning_hours, serving=trade.serving)
    if setting.before is not None:
        before = setting.before
        return replace(found, trade=before.trade, winning_hours=before.winning_hours, serving=before.serving)
    return found
