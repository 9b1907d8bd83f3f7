"""What did a person undertake to keep of a week, and how did it go, as the viewer may see it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime

from ownit.promises.blocks import models
from ownit.promises.blocks.preferences import DEFINITIONS, Preferences, made_of
from ownit.promises.blocks.record import Block, Kept, Unplaced, Week
from ownit.promises.people.access import Viewer, check_see_blocks, whose_kept_blocks


def preferences(viewer: Viewer, person: int, on: date) -> Preferences:
    """What a person prefers as it holds on a day, defaults where nothing was said. Raises NotAllowedError."""
    return made_of(preferred(viewer, person, on))


def preferred(viewer: Viewer, person: int, on: date) -> dict[str, str]:
    """What a person said, as text, as it holds on a day. Raises NotAllowedError."""
    check_see_blocks(viewer, person)
    rows = models.Preference.objects.filter(person_id=person, effective_on__lte=on).order_by("effective_on", "id")
    return {row.name: row.value for row in rows if row.name in DEFINITIONS}


def calendars(viewer: Viewer, person: int, on: date) -> tuple[str, ...]:
    """The calendars a person gave and did not take back, in the order given. Raises NotAllowedError."""
    check_see_blocks(viewer, person)
    rows = models.CalendarSource.objects.filter(person_id=person, effective_on__lte=on).order_by("id")
    last = {row.source: row.given for row in rows}
    return tuple(source for source, given in last.items() if given)


def week(viewer: Viewer, person: int, monday: date, version: int | None = None) -> Week:
    """A version of a person's week, the last if none is named. Raises NotAllowedError."""
    check_see_blocks(viewer, person)
    rows = models.WeekVersion.objects.filter(person_id=person, week=monday)
    row = (rows if version is None else rows.filter(version=version)).order_by("-version").first()
    if row is None:
        return Week(person=person, week=monday, version=0)
    said = _outcomes([person], monday)
    return Week(
        person=person,
        week=monday,
        version=row.version,
        blocks=tuple(
            Block(
                uid=b.uid,
                kind=b.kind,
                start=b.start.astimezone(UTC),
                zone=b.zone,
                minutes=b.minutes,
                sequence=b.sequence,
                cancelled=b.cancelled,
                outcome=said.get((person, b.uid), ""),
            )
            for b in row.blocks.order_by("start", "id")
        ),
        unplaced=tuple(
            Unplaced(kind=u.kind, minutes=u.minutes, missed=u.missed, why=u.why) for u in row.unplaced.order_by("id")
        ),
    )


def kept(viewer: Viewer, monday: date, at: datetime) -> tuple[Kept, ...]:
    """How the blocks of one week went by a moment for each person whose work the viewer may see in sums; never the
    blocks. One that was moved is done at another time, of which only that is known: once its first time has come.
    """
    on = at.date()
    scope = whose_kept_blocks(viewer, on)
    versions: dict[int, models.WeekVersion] = {}
    for row in models.WeekVersion.objects.filter(week=monday).order_by("version"):
        if row.person_id in scope:
            versions[row.person_id] = row
    said = _outcomes(versions, monday)
    blocks: dict[int, list[models.Block]] = {row.id: [] for row in versions.values()}
    for block in models.Block.objects.filter(version_id__in=list(blocks), cancelled=False):
        blocks[block.version_id].append(block)
    return tuple(_kept(person, monday, blocks[row.id], said, at) for person, row in sorted(versions.items()))


def _kept(
    person: int, monday: date, blocks: Iterable[models.Block], said: dict[tuple[int, str], str], at: datetime
) -> Kept:
    outcomes = {block: said.get((person, block.uid), "") for block in blocks}
    n = Counter(outcomes.values())
    return Kept(
        person=person,
        week=monday,
        planned=len(outcomes),
        kept=n["kept"],
        missed=n["missed"],
        moved=n["moved"],
        made_up=n["made_up"],
        unsaid=n[""],
        minutes_planned=sum(b.minutes for b in outcomes),
        minutes_kept=sum(
            b.minutes for b, what in outcomes.items() if what == "kept" or (what == "moved" and b.start <= at)
        ),
    )


def _outcomes(people: Iterable[int], monday: date) -> dict[tuple[int, str], str]:
    """What was last said of each block of a week; what was taken back is not there."""
    rows = models.Outcome.objects.filter(person_id__in=list(people), week=monday).order_by("id")
    last = {(row.person_id, row.uid): row.what for row in rows}
    return {key: what for key, what in last.items() if what != models.Outcome.What.UNSAID}
