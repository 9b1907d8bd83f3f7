"""How is a standing put together from what was reckoned and what was promised?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ownit.answers import basis
from ownit.answers.goals import not_compared
from ownit.answers.limits import Limit, at_best, limits
from ownit.answers.measure import BOOKINGS, base_of, measure_key
from ownit.answers.standing import headline
from ownit.answers.standing.record import Goal, Period, Standing, SubjectStanding
from ownit.answers.standing.remarks import Remark, remarks
from ownit.answers.standing.remarks import told as told_of
from ownit.answers.standing.sentence import compose
from ownit.answers.standing.together import Together, together
from ownit.answers.standing.unknown import unknown_share
from ownit.facts import reckoned
from ownit.facts.reckoned import About, Reckoning
from ownit.method.law import Law
from ownit.promises.goals import selectors as goals
from ownit.promises.goals.record import MEASURES, MONEY, Goals, Terms
from ownit.promises.goals.record import Remark as OfGoal
from ownit.promises.people import selectors as people
from ownit.promises.people.access import Scope, Viewer, whose_standing
from ownit.promises.people.record import told_apart

COMPANY = "company"
TEAM = "team:"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """How subjects are called."""

    people: Mapping[int, str]

    def of(self, subject: str) -> str:
        if subject == COMPANY:
            return "Everyone together"
        if subject.startswith(TEAM):
            return f"{self._person(subject.removeprefix(TEAM))}'s team"
        return self._person(subject)

    def _person(self, id_: str) -> str:
        return self.people.get(int(id_)) or f"person {id_}"


def standing(
    viewer: Viewer,
    root: Path,
    snapshot: str,
    as_of: date,
    period: str,
    warnings: Sequence[Mapping[str, Any]] | None = None,
) -> Standing | None:
    """What the viewer may see of the standing reckoned for a snapshot, a day and a period; None if it was not reckoned.

    ``root`` is the fact store's, ``warnings`` are what the import found wrong with the facts; None: what was wrong with
    them on the day, as reckoned. A person is told in the
    measure of their goal: bookings where they have one in it.
    """
    kept = reckoned.read(root, snapshot, as_of, period)
    if kept is None:
        return None
    about, rows = kept
    scope = whose_standing(viewer, as_of)
    held = goals.goals(viewer, about.start, about.end, as_of)
    known = people.people(viewer, as_of)
    names = _Names(people=told_apart(known))
    asked = Period(name=about.period, start=about.start, end=about.end)
    by_whom = _by_whom(held)
    elsewhere = {str(r.person) for r in held.lacking if r.code == "not_made_up" and r.scope == "person"}
    by_subject = _by_subject(rows, scope)
    told = [
        replace(
            _told(subject, of, _goals_of(subject, by_whom), about, names),
            held_elsewhere=subject in elsewhere,
        )
        for subject, of in by_subject.items()
    ]
    left = {str(p.id) for p in known if p.active is False}
    sellers = [int(s.id) for s in told if s.id.isdigit() and not s.idle and s.id not in left]
    summed = together(held, people.leaders(viewer, as_of), sellers)
    told = [_held_together(s, summed, by_subject[COMPANY], about, names) if s.id == COMPANY else s for s in told]
    limited = limits(about.warnings if warnings is None else warnings, "standing")
    said = (*_other_currencies(told, about), *remarks(held, _whose, names.of))
    answer = _answer(about, asked, [_spoken(s, asked, as_of, at_best(limited)) for s in told], said, limited)
    return _noted(answer, summed.note)


def _noted(answer: Standing, partly: str) -> Standing:
    """With what keeps the company from being held to a goal, where it is told and has none."""
    if answer.company is None or answer.company.goals or not partly:
        return answer
    return replace(answer, partly=partly, notes=(partly, *answer.notes))


def _by_subject(rows: Sequence[Reckoning], scope: Scope) -> dict[str, list[Reckoning]]:
    """The rows the viewer may see, by subject: the company's with everyone's, a team's with its leader's."""
    seen: dict[str, list[Reckoning]] = {}
    for row in rows:
        person = row.subject.removeprefix(TEAM)
        if scope.everyone or (person != COMPANY and int(person) in scope):
            seen.setdefault(row.subject, []).append(row)
    return seen


def _spoken(s: SubjectStanding, asked: Period, as_of: date, at_best: str) -> SubjectStanding:
    """With its sentence, and those of its other measures; a chance that the record makes too hopeful says so."""
    chance = isinstance(s.help.as_going, Law) and as_of < asked.end
    sentence = compose(s, asked, as_of) + (at_best if chance else "")
    return replace(s, sentence=sentence, also=tuple(_spoken(other, asked, as_of, at_best) for other in s.also))


def _told(
    subject: str, rows: Sequence[Reckoning], own: tuple[Goal, ...], about: About, names: _Names
) -> SubjectStanding:
    """One subject in the measure of its first goal, and beside it in the others it is held to."""
    by_measure = {r.measure: r for r in rows}
    held_to = [by_measure[g.measure] for g in own if g.measure in by_measure]
    first, *others = held_to or [by_measure.get(BOOKINGS, rows[0])]
    one = _in_measure(subject, first, own, about, names)
    return replace(one, also=tuple(_in_measure(subject, other, own, about, names) for other in others))


def _in_measure(subject: str, row: Reckoning, own: tuple[Goal, ...], about: About, names: _Names) -> SubjectStanding:
    money = MEASURES[base_of(row.measure)] == MONEY
    return SubjectStanding(
        id=subject,
        name=names.of(subject),
        measure=row.measure,
        currency=about.currency if money else None,
        goals=own,
        won=row.won,
        registered=row.registered,
        counted=row.counted,
        low=row.alone_if_none_mine,
        high=row.alone_if_all_mine,
        help=row.with_help,
        unknown_share=unknown_share(row),
        evidence=row.evidence,
        decisive=row.decisive,
    )


def _by_whom(held: Goals) -> Mapping[tuple[str, int | None], list[Terms]]:
    """The goals of each person, team and of the company."""
    found: dict[tuple[str, int | None], list[Terms]] = {}
    for goal in held.goals:
        whose = None if goal.terms.scope == "company" else goal.terms.person
        found.setdefault((goal.terms.scope, whose), []).append(goal.terms)
    return found


def _goals_of(subject: str, by_whom: Mapping[tuple[str, int | None], list[Terms]]) -> tuple[Goal, ...]:
    """The goals set for a subject itself, bookings first."""
    scope = COMPANY if subject == COMPANY else "team" if subject.startswith(TEAM) else "person"
    own = by_whom.get((scope, None if subject == COMPANY else int(subject.removeprefix(TEAM))), [])
    ordered = sorted(own, key=lambda t: (measure_key(t) != BOOKINGS, measure_key(t)))
    return tuple(Goal(measure=measure_key(t), amount=t.amount, currency=t.currency or None) for t in ordered)


def _held_together(
    company: SubjectStanding, summed: Together, rows: Sequence[Reckoning], about: About, names: _Names
) -> SubjectStanding:
    """The company held to its own goal in bookings, else to what its people's add up to; and to its others."""
    if not summed.goals or any(g.measure == BOOKINGS for g in company.goals):
        return company
    return _told(COMPANY, rows, (*summed.goals, *company.goals), about, names)


def _answer(
    about: About, asked: Period, told: Sequence[SubjectStanding], said: tuple[Remark, ...], limited: tuple[Limit, ...]
) -> Standing:
    by_name = sorted(told, key=lambda s: (s.name.casefold(), s.id))
    folk = tuple(s for s in by_name if s.id != COMPANY and not s.id.startswith(TEAM) and not s.idle)
    teams = tuple(s for s in by_name if s.id.startswith(TEAM))
    company = next((s for s in told if s.id == COMPANY), None)
    return Standing(
        as_of=about.as_of,
        snapshot=about.snapshot,
        period=asked,
        people=folk,
        teams=teams,
        company=company,
        headline=headline.headline(company, folk, asked, about.as_of),
        next_step=headline.next_step(folk, asked, about.as_of),
        limits=limited,
        basis=about.basis,
        learned=basis.told(about.basis),
        notes=(*about.notes, *told_of(said)),
        remarks=said,
    )


def _whose(remark: OfGoal) -> str:
    """The subject that a remark is about."""
    return COMPANY if remark.scope == COMPANY else f"{TEAM if remark.scope == 'team' else ''}{remark.person}"


def _other_currencies(told: Sequence[SubjectStanding], about: About) -> Iterator[Remark]:
    """Goals that are not in the reporting currency are told of, and not compared with what is."""
    for s in told:
        others = sorted({g.currency or about.currency for g in s.goals} - {about.currency})
        if others:
            yield Remark(subject=s.id, name=s.name, text=not_compared(others, about.currency))


def only(answer: Standing, person: int, led: Sequence[int] = ()) -> Standing:
    """The same answer for one person, and the team that person leads with those ``led`` directly, and their teams."""
    folk = tuple(s for s in answer.people if s.id == str(person))
    teams = tuple(s for s in answer.teams if s.id == f"{TEAM}{person}")
    told = folk or teams
    below = {called for one in led for called in (str(one), f"{TEAM}{one}")} if teams else set()
    members = tuple(s for s in (*answer.people, *answer.teams) if s.id in below)
    mine = tuple(r for r in answer.remarks if r.subject in {s.id for s in (*folk, *teams)})
    return replace(
        answer,
        people=folk,
        teams=teams,
        company=None,
        members=tuple(sorted(members, key=lambda s: (s.name.casefold(), s.id))),
        headline=headline.headline(None, told, answer.period, answer.as_of),
        next_step=headline.next_step(told, answer.period, answer.as_of, () if folk else members),
        notes=_notes_of(answer, mine),
        remarks=mine,
        partly="",
    )


def _notes_of(answer: Standing, mine: Sequence[Remark]) -> tuple[str, ...]:
    """The notes without what is said of others, and of what keeps the company from a goal."""
    of_all, of_mine = told_of(answer.remarks), told_of(mine)
    first = next((at for at, note in enumerate(answer.notes) if note in of_all), len(answer.notes))
    before, after = answer.notes[:first], answer.notes[first:]
    kept = (*before, *of_mine, *(note for note in after if note not in of_all))
    return tuple(note for note in kept if note != answer.partly)
