"""Are answers about origins kept, replaced and undone, and only one's own?"""

from __future__ import annotations

import pytest

from ownit.promises.origins import selectors
from ownit.promises.origins.models import OriginAnswer
from ownit.promises.origins.services import NoAnswerError, answer, undo
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import NotAllowedError

from .conftest import AT, Company


def test_the_last_answer_counts_and_every_one_is_kept(company: Company) -> None:
    viewer = company.viewer("viktor")
    assert answer(viewer, "crm", "o1", company.viktor, "opened", at=AT)
    assert not answer(viewer, "crm", "o1", company.viktor, "opened", at=AT)
    assert answer(viewer, "crm", "o1", company.viktor, "given", at=AT)
    assert [(a.opportunity_id, a.answer) for a in selectors.answers(viewer)] == [("o1", "given")]
    assert selectors.opened_by(OPERATOR) == {}
    assert OriginAnswer.objects.count() == 2


def test_undoing_is_a_row_too(company: Company) -> None:
    answer(OPERATOR, "crm", "o1", company.viktor, "opened", at=AT)
    assert selectors.opened_by(OPERATOR) == {("crm", "o1"): company.viktor}
    undo(OPERATOR, "crm", "o1", company.viktor, at=AT)
    assert selectors.answers(OPERATOR) == ()
    assert OriginAnswer.objects.count() == 2
    with pytest.raises(NoAnswerError, match="undone"):
        undo(OPERATOR, "crm", "o1", company.viktor, at=AT)


def test_two_who_both_opened_it_leave_it_open(company: Company) -> None:
    answer(OPERATOR, "crm", "o1", company.viktor, "opened", at=AT)
    answer(OPERATOR, "crm", "o1", company.priya, "opened", at=AT)
    answer(OPERATOR, "files", "o1", company.priya, "opened", at=AT)
    assert selectors.opened_by(OPERATOR) == {("files", "o1"): company.priya}
    assert selectors.contested(OPERATOR) == (("crm", "o1"),)
    answer(OPERATOR, "crm", "o1", company.priya, "unknown", at=AT)
    assert selectors.opened_by(OPERATOR)["crm", "o1"] == company.viktor


def test_nobody_answers_for_another_or_sees_their_answers(company: Company) -> None:
    with pytest.raises(NotAllowedError):
        answer(company.viewer("dana"), "crm", "o1", company.viktor, "opened", at=AT)
    answer(OPERATOR, "crm", "o1", company.viktor, "opened", at=AT)
    assert selectors.answers(company.viewer("dana")) == ()
    assert len(selectors.answers(company.viewer("viktor"))) == 1


def test_only_the_three_answers_are_taken(company: Company) -> None:
    with pytest.raises(NoAnswerError, match="one of opened, given, unknown"):
        answer(OPERATOR, "crm", "o1", company.viktor, "undone", at=AT)
