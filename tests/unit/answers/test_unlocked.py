"""Is what an import unlocks told by verbs there are, and in a salesperson's words?"""

from __future__ import annotations

from dataclasses import asdict

from ownit.answers.unlocked import NEEDS, TITLES, WITHOUT, askable, locked
from ownit.cli.app import VERBS
from ownit.facts.unlocks import QUESTIONS, Unlock

NOTHING = [asdict(Unlock(question=q, yes=False, needs=needs)) for q, needs in QUESTIONS.items()]


def test_every_question_names_a_verb_there_is() -> None:
    verbs = set(VERBS)
    assert list(TITLES) == list(QUESTIONS)
    assert {title.replace(",", "").split()[1] for title in TITLES.values()} <= verbs
    assert {instead.split(": ownit ")[1].split()[0] for instead in WITHOUT.values()} <= verbs


def test_no_table_or_column_is_named_on_a_screen() -> None:
    assert set(NEEDS) == {need for needs in QUESTIONS.values() for need in needs}
    assert not [text for text in locked(NOTHING) if "opportunity." in text or "activity." in text or "_" in text]


def test_what_is_there_can_be_asked_and_the_rest_says_what_it_needs() -> None:
    told = [
        {"question": "standing", "yes": True, "needs": ()},
        {"question": "week", "yes": False, "needs": ("activity.on",)},
        {"question": "pipeline", "yes": True, "needs": ()},  # of an import by an older ownit
    ]
    assert askable(told) == ("ownit standing",)
    assert locked(told) == (
        "ownit week, with what was done counted from the CRM (needs calls, meetings and e-mails with their day; "
        "or your own word: ownit log)",
    )
