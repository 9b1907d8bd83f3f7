"""What do people currently say about who opened an opportunity?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ownit.promises.origins import models
from ownit.promises.people.access import Viewer, whose_deals


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginAnswer:
    """What one person says: ``answer`` is opened, given or unknown."""

    connector: str
    opportunity_id: str
    person: int
    answer: str
    effective_on: date
    recorded_at: datetime
    by: str


def answers(viewer: Viewer) -> tuple[OriginAnswer, ...]:
    """The last answer of each person about each opportunity, undone ones left out, in the order recorded."""
    scope = whose_deals(viewer)
    rows = models.OriginAnswer.objects.order_by("id")
    last = {
        (r.connector, r.opportunity_id, r.person_id): r
        for r in (rows if scope.everyone else rows.filter(person_id__in=scope.ids))
    }
    return tuple(
        OriginAnswer(
            connector=r.connector,
            opportunity_id=r.opportunity_id,
            person=r.person_id,
            answer=r.answer,
            effective_on=r.effective_on,
            recorded_at=r.recorded_at,
            by=r.by,
        )
        for r in sorted(last.values(), key=lambda r: r.id)
        if r.answer != models.OriginAnswer.Answer.UNDONE
    )


def opened_by(viewer: Viewer) -> dict[tuple[str, str], int]:
    """For each (connector, opportunity id) that exactly one person says to have opened, that person.

    Where two people both say so it is contested, and so left out: the origin stays unknown.
    """
    claims: dict[tuple[str, str], set[int]] = {}
    for a in answers(viewer):
        if a.answer == models.OriginAnswer.Answer.OPENED:
            claims.setdefault((a.connector, a.opportunity_id), set()).add(a.person)
    return {key: next(iter(people)) for key, people in claims.items() if len(people) == 1}


def contested(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """The opportunities that more than one person says to have opened."""
    claims: dict[tuple[str, str], int] = {}
    for a in answers(viewer):
        if a.answer == models.OriginAnswer.Answer.OPENED:
            claims[a.connector, a.opportunity_id] = claims.get((a.connector, a.opportunity_id), 0) + 1
    return tuple(sorted(key for key, n in claims.items() if n > 1))
