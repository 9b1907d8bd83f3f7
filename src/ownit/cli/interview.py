"""How are the questions of a beginning asked, at a terminal and in a pipe?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from ownit.cli import layout, telling
from ownit.flows.starting import questions
from ownit.flows.starting.answers import Answers
from ownit.flows.starting.errors import AnswerError
from ownit.flows.starting.questions import SIX, TWO, Question, Setting

BACK = frozenset({"back", "<"})
INDENT = 3

Read = Callable[[Question, Setting, AnswerError | None], str | None]
"""The next line of the person who answers; given why the last one was not taken. None: there are no more lines."""


def interview(setting: Setting, read: Read, echo: Callable[[str], None] | None = None) -> Answers:
    """Ask until every question has an answer; an end of lines accepts the rest, but never hides a wrong answer.

    ``echo`` is told how an answer was read that was not simply accepted. Raises the AnswerError of a wrong answer that
    was the last line.
    """
    asked, given, at = (*SIX, *TWO), dict[str, Any](), 0
    wrong: AnswerError | None = None
    while at < len(asked):
        text = read(asked[at], setting, wrong)
        if text is None and wrong is not None:
            raise wrong
        if text is not None and text.strip().casefold() in BACK:
            at, wrong = max(0, at - 1), None
            continue
        try:
            given[asked[at].name] = questions.read(setting, asked[at].name, text or "", given)
        except AnswerError as error:
            wrong = error
            continue
        if echo is not None and text and asked[at] in SIX:
            echo(questions.understood(asked[at].name, given[asked[at].name], setting.recorded))
        at, wrong = at + 1, None
    return questions.answers(setting, given)


def accepting(_question: Question, _setting: Setting, wrong: AnswerError | None) -> str | None:
    """Every example as it is."""
    return None if wrong else ""


def piped(_question: Question, _setting: Setting, wrong: AnswerError | None) -> str | None:
    """The lines of standard input, one for each question: one that is not taken ends it, since those that follow are
    answers to other questions.
    """
    line = "" if wrong else sys.stdin.readline()
    return line.rstrip("\r\n") if line else None


def at_terminal(question: Question, setting: Setting, wrong: AnswerError | None) -> str | None:
    """Show a question with its example and take a line. Ctrl-C and Ctrl-D stop it: KeyboardInterrupt, EOFError."""
    if wrong is not None:
        layout.paragraph(str(wrong), INDENT)
    else:
        _show(question, setting)
    sys.stdout.flush()
    return input(" > ")


def _show(question: Question, setting: Setting) -> None:
    number = f"{SIX.index(question) + 1}." if question in SIX else "  "
    telling.line()
    layout.paragraph(f"{number} {question.text}", 0, INDENT)
    if question.note:
        layout.paragraph(question.note, INDENT)
    shown = questions.example(setting, question.name)
    if question.skip:
        layout.paragraph(f"Last time: {shown}" if shown else "Enter skips.", INDENT)
    else:
        layout.paragraph(f"{whence(setting, question.name)}: {shown}", INDENT)


def whence(setting: Setting, name: str) -> str:
    """What the shown answer is: an example, whose, or what was said before."""
    if setting.trade is None and setting.before is not None and questions.repeats(setting, name):
        return "Last time"
    example = "Example" if setting.trade is None else f"Example, {setting.trade.title}"
    return f"{example}; what is won and open as the CRM has it" if name == "number" and setting.recorded else example


def opening(setting: Setting) -> None:
    """What is about to be asked, and which keys there are."""
    of = f" for {setting.trade.title}" if setting.trade else ""
    layout.paragraph(f"Six questions{of}, two minutes. Enter takes the example, back goes one up, Ctrl-C stops.")


def echoed(text: str) -> None:
    """How an answer was read, under it."""
    layout.paragraph(f"= {text}", INDENT)
