"""How is a strategy for an RFP kept, and taken back?"""

from __future__ import annotations

from datetime import datetime

from ownit.errors import OwnitError
from ownit.promises.people.access import Viewer, check_say
from ownit.promises.proposals import one_at_a_time
from ownit.promises.strategies import models

WORDS = 3
"""A strategy says who is to be won for what: fewer words name a hope."""


class NoStrategyError(OwnitError):
    """What was said changes nothing about what the RFP asks for, or there is nothing to take back."""


def keep(viewer: Viewer, connector: str, opportunity_id: str, person: int, text: str, *, at: datetime) -> bool:
    """Record how a person will change what an RFP asks for; False if just that was said already.

    Raises NotAllowedError, NoStrategyError.
    """
    said = " ".join(text.split())
    if len(said.split()) < WORDS:
        raise NoStrategyError(
            f"{said!r} says nothing of how the request is to be changed. Say it in a few words, such as: "
            "meet the plant manager and have service time asked for"
        )
    return _record(viewer, connector, opportunity_id, person, said, at)


def take_back(viewer: Viewer, connector: str, opportunity_id: str, person: int, *, at: datetime) -> None:
    """Take a strategy back, by a new row. Raises NotAllowedError, NoStrategyError."""
    if not _record(viewer, connector, opportunity_id, person, "", at):
        raise NoStrategyError(f"No strategy was said for {opportunity_id} that could be taken back.")


def _record(viewer: Viewer, connector: str, opportunity_id: str, person: int, text: str, at: datetime) -> bool:
    """Add a row unless it would say what already holds."""
    with one_at_a_time():
        check_say(viewer, person)
        rows = models.Strategy.objects.filter(connector=connector, opportunity_id=opportunity_id)
        last = rows.order_by("-id").first()
        if ("" if last is None else last.text) == text:
            return False
        models.Strategy.objects.create(
            connector=connector,
            opportunity_id=opportunity_id,
            person_id=person,
            text=text,
            recorded_at=at,
            by=viewer.signature,
            effective_on=at.date(),
        )
        return True
