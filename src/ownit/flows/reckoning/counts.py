"""What will counted goals be: meetings held, opportunities opened; and which measures the facts cannot give?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ownit.answers.measure import base_of
from ownit.facts.reckoned import Reckoning, Won
from ownit.flows.reckoning.bookings import Ground
from ownit.method.law import Missing, Outlook

if TYPE_CHECKING:
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.people import Folk
    from ownit.method.deals import Ints, Window

NOTHING = Decimal(0)


def reckonings(ground: Ground, tables: Tables, key: str) -> Iterator[Reckoning]:
    """The law of each person, team and company held to a count: of several the sum of theirs. What a person did is the
    person's own, so help adds nothing.
    """
    from ownit.answers.measure import kinds_of
    from ownit.facts.measures import counts
    from ownit.facts.measures.kinds import of_kinds

    base, window = base_of(key), ground.window
    if base == "meetings_held":
        events = counts.meetings_held(activity=tables["activity"])
    else:
        events = counts.opportunities_opened(deals=of_kinds(ground.deals, kinds_of(key)))
    there = counts.traces(activity=tables["activity"], deals=ground.deals)
    found = _by_person(counts.done(events, there, window).to_pylist(), ground.folk)
    held, moved = ground.held.amounts.get(key, {}), ground.folk.moved
    then = _by_stretch(counts.by_stretch(events, window, ground.folk.changes).to_pylist(), ground.folk) if moved else {}
    for subject, members in _subjects(ground):
        if subject not in held:
            continue
        row = _together([found[n] for n in members if n in found])
        if stretches := moved.get(subject):
            row = {**row, "so_far": _so_far(then, stretches)}
        evidence = {"recent": row["recent"], "recent_days": round(row["days"]), "unknown_share": 0.0}
        outlook = _outlook(row, window, counts.MEASURES[base])
        yield _reckoning(subject, key, Decimal(int(row["so_far"])), outlook, evidence)


def _by_stretch(done: Sequence[Mapping[str, Any]], folk: Folk) -> Mapping[tuple[int, int], int]:
    """What each person did in each stretch, whichever connectors know of it."""
    found: dict[tuple[int, int], int] = {}
    for row in done:
        person = folk.by_external.get((row["connector"], row["person_id"]))
        if person is not None:
            found[row["stretch"], person] = found.get((row["stretch"], person), 0) + row["so_far"]
    return found


def _so_far(then: Mapping[tuple[int, int], int], stretches: Sequence[Ints]) -> int:
    """What was done by those who were in the team on the day."""
    return sum(then.get((n, person), 0) for n, members in enumerate(stretches) for person in members.tolist())


def _by_person(done: Sequence[Mapping[str, Any]], folk: Folk) -> Mapping[int, Mapping[str, int]]:
    """What each person did, whichever connectors know of it."""
    found: dict[int, dict[str, int]] = {}
    for row in done:
        person = folk.by_external.get((row["connector"], row["person_id"]))
        if person is not None:
            so_far = found.setdefault(person, {"so_far": 0, "recent": 0, "days": 0})
            for name in ("so_far", "recent"):
                so_far[name] += row[name]
            so_far["days"] = max(so_far["days"], row["days"])
    return found


def _together(rows: Sequence[Mapping[str, int]]) -> Mapping[str, float]:
    """Counts added up; ``days`` are those in which so many at once come to the sum of everyone's pace."""
    from ownit.facts.measures.counts import RECENT_DAYS

    recent, pace = sum(row["recent"] for row in rows), sum(row["recent"] / row["days"] for row in rows)
    return {
        "so_far": sum(row["so_far"] for row in rows),
        "recent": recent,
        "days": recent / pace if pace else float(max((row["days"] for row in rows), default=RECENT_DAYS)),
    }


def _subjects(ground: Ground) -> Iterator[tuple[str, Sequence[int]]]:
    """Each person, team and the company, and whose counts are added up for it."""
    for n, person in enumerate(ground.folk.ids):
        yield str(person), (n,)
    for name, members in ground.day.groups.items():
        yield name, members.tolist()


def _outlook(row: Mapping[str, float], window: Window, noun: str) -> Outlook:
    """The law of what is counted within the window."""
    from ownit.method.counts import count_outlook

    return count_outlook(
        so_far=int(row["so_far"]),
        recent=int(row["recent"]),
        recent_days=row["days"],
        days_left=window.days_left,
        noun=noun,
    )


def unavailable(ground: Ground, key: str) -> Iterator[Reckoning]:
    """For a measure that no column of the facts carries: what is missing, never a guess."""
    noun = base_of(key).replace("_", " ")
    text = f"The facts have no {noun} for each deal; import a column for it, or hold the goal in bookings."
    missing = Missing(code="measure_not_in_facts", n=0, needed=1, text=text)
    outlook = Outlook(nothing_more=missing, as_going=missing, plan=missing)
    for subject in ground.held.amounts.get(key, {}):
        yield _reckoning(subject, key, NOTHING, outlook, {"unknown_share": 0.0})


def _reckoning(subject: str, key: str, own: Decimal, outlook: Outlook, evidence: dict[str, float]) -> Reckoning:
    return Reckoning(
        subject=subject,
        measure=key,
        won=Won(own=own, others=NOTHING, unknown=NOTHING),
        registered=NOTHING,
        counted=NOTHING,
        evidence=evidence,
        alone_if_none_mine=outlook,
        alone_if_all_mine=outlook,
        with_help=outlook,
    )
