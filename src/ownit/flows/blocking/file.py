"""Into which file does a week's calendar go, and what if something else is there?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ownit.errors import OwnitError
from ownit.flows.blocking.flow import calendar_of
from ownit.flows.blocking.said import present
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR


class CalendarFileError(OwnitError):
    """The file cannot be written, or holds what ownit did not write."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file} is not written: {problem}. Name another file that ends in .ics.")


class NothingPlannedError(OwnitError):
    """The week has no blocks to write."""

    def __init__(self, monday: object) -> None:
        super().__init__(f"No blocks are planned in the week of {monday}. Plan them first: ownit week.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """A calendar file that was written, and the one that takes blocks off, where there is one."""

    file: Path
    blocks: int
    cancel: Path | None

    @property
    def sentence(self) -> str:
        """What was written where, and what to do with it."""
        also = (
            ""
            if self.cancel is None
            else f" Blocks that were taken off: {self.cancel}, for calendars that keep them after the first."
        )
        n = "1 block" if self.blocks == 1 else f"{self.blocks} blocks"
        return f"{n} written to {self.file}: open it in your calendar.{also}"


def write_again(workspace: Workspace, file: Path, who: str | None = None, *, weeks: int = 0) -> CalendarFile:
    """Write the blocks of this week, or a later one, as they stand. Raises CalendarFileError, NothingPlannedError."""
    from ownit.flows.planning.blocks import next_names
    from ownit.promises.blocks import selectors

    check(file)
    here = present(workspace, who, weeks=weeks)
    week = selectors.week(OPERATOR, here.person.id, here.monday)
    if not week.blocks:
        raise NothingPlannedError(here.monday)
    minutes = {kind: sum(b.minutes for b in week.standing if b.kind == kind) for kind in {b.kind for b in week.blocks}}
    names = next_names(workspace, here.person.id, minutes, max(here.monday, here.today))
    texts = calendar_of(week, here.about.prefers, names, now=workspace.now(), email=here.about.email)
    return write(file, *texts, blocks=len(week.standing))


def write_planned(file: Path, calendar: str, cancel: str | None, monday: date, blocks: int) -> CalendarFile:
    """Write what was just planned. Raises CalendarFileError, NothingPlannedError."""
    if "BEGIN:VEVENT" not in calendar:
        raise NothingPlannedError(monday)
    return write(file, calendar, cancel, blocks=blocks)


def check(file: Path) -> None:
    """Before the work is done: raises CalendarFileError where the file could not be written after it."""
    if file.suffix.casefold() != ".ics":
        raise CalendarFileError(file, "its name does not end in .ics")
    if not file.parent.is_dir():
        raise CalendarFileError(file, f"there is no folder {file.parent}")
    _check_ours(file)


def write(file: Path, calendar: str, cancel: str | None = None, *, blocks: int) -> CalendarFile:
    """Write a week's calendar, and beside it, where blocks were taken off, NAME-cancel.ics.

    A file that is there is replaced if ownit wrote it, and left alone otherwise. Raises CalendarFileError.
    """
    check(file)
    beside = file.with_name(f"{file.stem}-cancel.ics")
    if cancel is not None:
        _check_ours(beside)
    _put(file, calendar)
    if cancel is not None:
        _put(beside, cancel)
    return CalendarFile(file=file, blocks=blocks, cancel=beside if cancel is not None else None)


def _put(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as e:
        raise CalendarFileError(file, e.strerror or str(e)) from e


def _check_ours(file: Path) -> None:
    from ownit.connectors.calendar.write import PRODUCT

    try:
        with file.open("rb") as there:
            start = there.read(1000)
    except FileNotFoundError:  # nothing to write over
        return
    except OSError as e:
        raise CalendarFileError(file, e.strerror or str(e)) from e
    if PRODUCT.encode() not in start:
        raise CalendarFileError(file, "there is a file of that name that ownit did not write")
