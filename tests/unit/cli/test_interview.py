"""Is each question asked until it is answered, and does an end of lines accept the rest but never hide a wrong one?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ownit.cli import interview
from ownit.cli.interview import Read
from ownit.flows.starting import AnswerError, Answers
from ownit.flows.starting.questions import Question, Setting
from ownit.method.calendar import FiscalCalendar

SETTING = Setting(today=date(2026, 8, 12), calendar=FiscalCalendar(), currency="EUR")


def reading(lines: Sequence[str], seen: list[tuple[str, bool]]) -> Read:
    """Reads these lines; notes which question each was read for, and whether the last was wrong."""
    rest = iter(lines)

    def read(question: Question, setting: Setting, wrong: AnswerError | None) -> str | None:
        seen.append((question.name, wrong is not None))
        return next(rest, None)

    return read


def asked(*lines: str) -> tuple[Answers, list[tuple[str, bool]], list[str]]:
    seen: list[tuple[str, bool]] = []
    echoed: list[str] = []
    return interview.interview(SETTING, reading(lines, seen), echoed.append), seen, echoed


def test_lines_are_answers_and_their_end_accepts_the_rest() -> None:
    answers, seen, echoed = asked("300k by 31 December, 10k won", "", "3")
    assert (int(answers.number.amount), int(answers.number.won), answers.deal.days) == (300_000, 10_000, 60)
    assert (answers.win.of_ten, answers.meetings.count, answers.network) == (3, 4, 20)
    assert [name for name, _ in seen] == [
        "number",
        "deal",
        "win",
        "meetings",
        "network",
        "protected",
        "why",
        "buddy",
    ]
    assert echoed == ["300,000 EUR by 31 December 2026, 10,000 won", "3 of 10"]


def test_a_wrong_answer_is_asked_again() -> None:
    answers, seen, _ = asked("lots", "300k by 31 December", "30k in 90 days")
    assert (int(answers.number.amount), answers.deal.days) == (300_000, 90)
    assert seen[:3] == [("number", False), ("number", True), ("deal", False)]


def test_a_wrong_last_line_is_not_replaced_by_an_example() -> None:
    with pytest.raises(AnswerError, match="names no amount"):
        asked("300k by 31 December", "lots")


def test_back_goes_one_question_up_and_no_further_than_the_first() -> None:
    answers, seen, _ = asked("back", "300k by 31 December", "<", "400k by 31 December", "30k in 90 days")
    assert (int(answers.number.amount), answers.deal.days) == (400_000, 90)
    assert [name for name, _ in seen[:5]] == ["number", "number", "deal", "number", "deal"]


def test_accepting_takes_every_example() -> None:
    answers = interview.interview(SETTING, interview.accepting)
    assert (answers.win.of_ten, answers.protected.text, answers.why) == (2, "8: tue-fri 9-11", "")
