"""Which RFPs have a strategy, and what is it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ownit.promises.people.access import Viewer, whose_deals
from ownit.promises.strategies import models

Deal = tuple[str, str]
"""The connector and the id of an opportunity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """How ``person`` will change what an RFP asks for, said on a day."""

    connector: str
    opportunity_id: str
    person: int
    text: str
    said_on: date


def strategies(viewer: Viewer, on: date = date.max) -> Mapping[Deal, Strategy]:
    """The last strategy said of each deal by a day, those taken back left out; of deals the viewer may see."""
    scope = whose_deals(viewer)
    rows = models.Strategy.objects.filter(effective_on__lte=on).order_by("id")
    last = {
        (r.connector, r.opportunity_id): r for r in (rows if scope.everyone else rows.filter(person_id__in=scope.ids))
    }
    return {
        deal: Strategy(
            connector=r.connector,
            opportunity_id=r.opportunity_id,
            person=r.person_id,
            text=r.text,
            said_on=r.effective_on,
        )
        for deal, r in last.items()
        if r.text
    }
