"""What is known of a person whose week is planned: their zone, what they prefer, on which days they do not work?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ownit.flows.days_off import days_off

if TYPE_CHECKING:
    from ownit.promises.blocks.preferences import Preferences
    from ownit.promises.people.access import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A person in one week; ``days_off`` are public holidays and the organisation's, ``prefers.away`` their own."""

    zone: ZoneInfo
    prefers: Preferences
    days_off: frozenset[date]
    email: str

    def works(self, day: date) -> bool:
        """Whether the person works on a day."""
        off = day in self.days_off or day in self.prefers.away
        return self.usually(day) and not off

    def usually(self, day: date) -> bool:
        """Whether such a day of the week is one of theirs."""
        return bool(self.prefers.hours.days[day.weekday()])


def about(viewer: Viewer, person: int, monday: date, now: datetime) -> About:
    """What holds in a week; the zone is the person's own, else their profile's, else everyone's.

    Raises NotAllowedError, UnknownCountryError.
    """
    from ownit.promises.blocks import selectors
    from ownit.promises.organisation import selectors as organisation
    from ownit.promises.people import selectors as people

    on = max(monday, now.date())
    prefers = selectors.preferences(viewer, person, on)
    choices = organisation.choices(viewer, on)
    known = next((p for p in people.people(viewer, on) if p.id == person), None)
    zone = prefers.zone or (known.timezone if known else "") or choices.zone
    return About(
        zone=_zone(zone, choices.zone),
        prefers=prefers,
        days_off=days_off(choices, monday, monday + timedelta(days=6)),
        email=known.email if known else "",
    )


def _zone(name: str, otherwise: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a profile's zone is as the CRM had it, and may be none of IANA's
        return ZoneInfo(otherwise)
