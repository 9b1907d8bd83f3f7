"""How is an answer about an origin recorded, and undone?"""

from __future__ import annotations

from datetime import datetime

from ownit.errors import OwnitError
from ownit.promises.origins import models
from ownit.promises.people.access import Viewer, check_answer_origin
from ownit.promises.proposals import one_at_a_time

ANSWERS = ("opened", "given", "unknown")


class NoAnswerError(OwnitError):
    """What was given is no answer, or there is none to undo."""


def answer(viewer: Viewer, connector: str, opportunity_id: str, person: int, says: str, *, at: datetime) -> bool:
    """Record that a person opened an opportunity, was given it, or does not know; False if it was already said.

    Raises NotAllowedError, NoAnswerError.
    """
    if says not in ANSWERS:
        raise NoAnswerError(f"{says!r} is no answer about {opportunity_id}; it is one of {', '.join(ANSWERS)}.")
    return _record(viewer, connector, opportunity_id, person, says, at)


def undo(viewer: Viewer, connector: str, opportunity_id: str, person: int, *, at: datetime) -> None:
    """Take a person's answer back, by a new row. Raises NotAllowedError, NoAnswerError."""
    if not _record(viewer, connector, opportunity_id, person, models.OriginAnswer.Answer.UNDONE, at):
        raise NoAnswerError(f"Nothing was answered about {opportunity_id} that could be undone.")


def _record(viewer: Viewer, connector: str, opportunity_id: str, person: int, says: str, at: datetime) -> bool:
    """Add a row unless it would say what already holds."""
    undone = models.OriginAnswer.Answer.UNDONE
    about = {"connector": connector, "opportunity_id": opportunity_id, "person_id": person}
    with one_at_a_time():
        check_answer_origin(viewer, person)
        last = models.OriginAnswer.objects.filter(**about).order_by("-id").first()
        if (undone if last is None else last.answer) == says:
            return False
        models.OriginAnswer.objects.create(
            **about, answer=says, recorded_at=at, by=viewer.signature, effective_on=at.date()
        )
        return True
