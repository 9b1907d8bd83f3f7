"""How is a choice of the organisation recorded?"""

from __future__ import annotations

from datetime import date, datetime

from ownit.promises.organisation import models
from ownit.promises.organisation.choices import parse_choice
from ownit.promises.people.access import Viewer, check_choose
from ownit.promises.proposals import one_at_a_time
from ownit.promises.recorded import BEGINNING


def choose(viewer: Viewer, name: str, value: str, *, at: datetime, since: date | None = None, reason: str = "") -> date:
    """Record a choice and return the day from which it holds.

    Without ``since`` the first choice of a name holds from the beginning, since it tells how things have been all
    along; a later one holds from today. Choosing what holds already records nothing. Raises NotAllowedError,
    UnknownChoiceError, ChoiceValueError.
    """
    wanted = parse_choice(name, value)
    with one_at_a_time():
        check_choose(viewer, at.date())
        made = list(models.Choice.objects.filter(name=name).order_by("effective_on", "id"))
        day = since or (at.date() if made else BEGINNING)
        before = [row for row in made if row.effective_on <= day]
        if before and parse_choice(name, before[-1].value) == wanted:
            return before[-1].effective_on
        models.Choice.objects.create(
            name=name,
            value=value.strip(),
            reason=reason,
            recorded_at=at,
            by=viewer.signature,
            effective_on=day,
        )
        return day
