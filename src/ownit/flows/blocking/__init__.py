"""From wanted hours to a kept version of the week's blocks and its calendar file."""

from ownit.flows.blocking.flow import Blocked, Request, Wanted, block_week, calendar_of, give_calendar

__all__ = ["Blocked", "Request", "Wanted", "block_week", "calendar_of", "give_calendar"]
