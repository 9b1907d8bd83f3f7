"""How are a week's changes, and what did not fit, said to a person?"""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from ownit.answers.words import hours, moment
from ownit.method.blocks.kinds import titled

if TYPE_CHECKING:
    from ownit.connectors.calendar.busy import Busy
    from ownit.promises.blocks.record import Unplaced, Week

_WHY = {
    "short": "it is less than the shortest block ({shortest} minutes) or than a quarter hour",
    "no_time": "no working time is left this week",
    "full": "every free quarter hour is taken",
    "pieces": "what is still free is in pieces too short for a block, or the pause between two",
}


def when(start: datetime, zone: tzinfo) -> str:
    """``Tue 09:00`` by the clock of a zone."""
    return moment(start.astimezone(zone))


def difference(last: Week, week: Week, zone: tzinfo) -> tuple[str, ...]:
    """What differs between two versions, a sentence each, in order of time; none where nothing does."""
    before = {b.uid: b for b in last.standing}
    said = []
    for block in week.blocks:
        old, name = before.get(block.uid), titled(block.kind)
        if block.cancelled:
            if old is not None:
                said.append(f"Taken off: {name}, {when(block.start, zone)}, {hours(block.minutes)}.")
        elif old is None:
            said.append(f"New: {name}, {when(block.start, zone)}, {hours(block.minutes)}.")
        elif old.start != block.start:
            length = "" if old.minutes == block.minutes else f", now {hours(block.minutes)}"
            said.append(f"Moved: {name}, from {when(old.start, zone)} to {when(block.start, zone)}{length}.")
        elif old.minutes != block.minutes:
            lengths = f"{hours(block.minutes)} instead of {hours(old.minutes)}"
            said.append(f"Changed: {name}, {when(block.start, zone)}, {lengths}.")
    return tuple(said)


def unplaced(u: Unplaced, shortest: int) -> str:
    """What of one kind did not fit, and why."""
    missed = f", {hours(u.missed)} of it to make up for what was missed" if u.missed else ""
    return f"{titled(u.kind)}: {hours(u.minutes)} did not fit{missed}; {_WHY[u.why].format(shortest=shortest)}."


def skipped(read: Busy) -> tuple[str, ...]:
    """What of a calendar could not be read; that time may be planned over."""
    return tuple(
        f"{s.count} calendar event{'' if s.count == 1 else 's'} could not be read and may be planned over: {s.reason}."
        for s in read.skipped
    )
