"""Are deals asked about one by one, and is nothing lost of what was said?"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from ownit.cli.verb_facts import _answers
from ownit.flows.origins import OriginQuestion

ASKED = tuple(
    OriginQuestion(
        key=f"crm/{n}",
        name=f"Deal {n}",
        person=1,
        person_name="Ann",
        amount=1000.0,
        outcome="won",
        created_on=date(2026, 1, 2),
        reason="no_evidence",
    )
    for n in range(4)
)
CTRL_C = "^C"


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ("opened given skip unknown", {0: "opened", 1: "given", 2: "skip", 3: "unknown"}),
        ("opened given stop", {0: "opened", 1: "given"}),
        ("opened back given stop", {0: "given"}),  # back, and the other answer holds
        ("back back opened ^C", {0: "opened"}),  # stopped: what was said is there
    ],
)
def test_each_deal_is_asked_about_and_what_was_said_is_there_at_any_end(answers: str, kept: dict[int, str]) -> None:
    coming = iter(answers.split())

    def answer(_deal: str) -> str:
        if (word := next(coming)) == CTRL_C:
            raise KeyboardInterrupt
        return word

    said: dict[int, str] = {}
    with suppress(KeyboardInterrupt):
        _answers(ASKED, answer, said)
    assert said == kept


def test_a_deal_is_told_with_its_owner_and_when_it_was_created() -> None:
    asked: list[str] = []

    def answer(deal: str) -> str:
        asked.append(deal)
        return "stop"

    _answers(ASKED, answer, {})
    assert asked == ["1 of 4  Ann: Deal 0, 1 k, won, created 2 January 2026"]
