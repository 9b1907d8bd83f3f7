"""Where does everyone stand: looked up if it was reckoned, reckoned first if not?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, silent
from ownit.errors import OwnitError
from ownit.flows import proposing
from ownit.flows.people import in_crm
from ownit.flows.periods import meant, told_as_of
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.standing import Standing
    from ownit.flows.reckoning import ReckoningRequest


class FutureDayError(OwnitError):
    """Nothing is known as of a day that has not come."""

    def __init__(self, as_of: date, today: date) -> None:
        super().__init__(f"{as_of} has not come yet; today is {today}. Ask as of a day that has passed.")


def standing(
    workspace: Workspace,
    *,
    as_of: date | None = None,
    period: str | None = None,
    who: str | None = None,
    progress: Progress = silent,
) -> Standing:
    """Everyone's standing, or one person's; raises NoSnapshot, UnknownPeriodError, UnknownPersonError.

    Of sellers of whom no CRM and no deal is on record it is told what they undertook.

    Without ``as_of`` it is told as of today, or as of the last day of data that ended long ago; without ``period`` for
    the one people are held to, or, where such data ends with it, for the one that follows.
    """
    from ownit.answers.standing import standing as tell
    from ownit.answers.standing.headline import nothing_yet
    from ownit.facts import tested
    from ownit.facts.store import Store
    from ownit.flows.planned import by_plans, by_word, without_facts
    from ownit.flows.reckoning import is_kept, reckon
    from ownit.promises.people import selectors as people

    if as_of is None and Store(workspace.facts).current() is None:
        bare = without_facts(workspace, period, who)
        if bare is not None:
            return bare
    asked, notes = ask(workspace, as_of, period)
    notes = tuple(f"{note} Any day before it: --as-of DATE." for note in notes)
    if not is_kept(workspace, asked):
        proposing.propose(asked.snapshot, workspace.now())  # an import that was not settled is settled now
        reckon(workspace, asked, progress)
    # What the import found wrong is told of the record as it is now; of an earlier day it would be hindsight, and what
    # was wrong then is kept with what was reckoned.
    warnings = asked.snapshot.manifest.report.get("warnings", ()) if asked.now else None
    answer = tell(OPERATOR, workspace.facts, asked.snapshot.id, asked.as_of, asked.period.name, warnings)
    assert answer is not None, "it was reckoned a moment ago"
    trust = tested.said(workspace.facts, asked.snapshot.id, asked.as_of)  # where it is kept; it is not made for this
    answer = replace(answer, notes=(*notes, *answer.notes, *([trust] if trust else [])))
    answer = by_word(answer, asked.as_of) if asked.now else answer
    told = answer if who is None else _about(answer, people.find(OPERATOR, who).id)
    if told.people or told.teams:
        return told
    recorded = bool(in_crm())
    if asked.now and not recorded:
        return by_plans(workspace, told, who)
    there = {} if answer.company is None else answer.company.evidence
    deals = bool(there.get("open_deals") or there.get("won_on_record"))
    if who is not None:
        told = replace(told, headline=f"{people.find(OPERATOR, who).name}. {told.headline}")
    return replace(told, next_step=nothing_yet(past=not asked.now, recorded=recorded, who=who, deals=deals))


def _about(answer: Standing, person: int) -> Standing:
    """One person's, and that of the team they lead with those who reported to them on the day."""
    from ownit.answers.standing import only
    from ownit.promises.people import selectors as people

    return only(answer, person, people.leaders(OPERATOR, answer.as_of).led_by(person))


def ask(
    workspace: Workspace, as_of: date | None = None, period: str | None = None
) -> tuple[ReckoningRequest, tuple[str, ...]]:
    """What is to be told, and what to say about that."""
    from ownit.facts.store import Store
    from ownit.flows.reckoning import ReckoningRequest
    from ownit.promises.organisation import selectors as organisation

    snapshot = Store(workspace.facts).require()
    today = workspace.now().date()
    if as_of is not None and as_of > today:
        raise FutureDayError(as_of, today)
    present = told_as_of(snapshot.manifest, today)
    day = as_of or present
    choices = organisation.choices(OPERATOR, today)
    notes: tuple[str, ...] = ()
    ended = as_of is None and day != today
    asked = meant(choices.calendar(), period, choices.held_to, day, ended=ended)
    if ended:
        notes = (f"The data ends on {day}, so this is told as of then.",)
        if period is None and asked.start > day:
            closed = asked.previous.name
            notes = (f"{notes[0]} How {closed} closed: --period {closed!r}.",)
    return ReckoningRequest(snapshot=snapshot, as_of=day, now=day >= present, period=asked, choices=choices), notes
