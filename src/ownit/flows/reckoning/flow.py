"""In what order is a period reckoned, and when is what was reckoned still good?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ownit.answers.measure import BOOKINGS, base_of
from ownit.connectors.base import Progress, silent
from ownit.facts import looked_back, reckoned
from ownit.flows.reckoning.goals import Held, held
from ownit.flows.reckoning.people import folk
from ownit.flows.workspace import Workspace
from ownit.method.calendar import Period
from ownit.method.written import counted
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    import pyarrow as pa

    from ownit.facts.bound import Relation
    from ownit.facts.store import Snapshot
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning import bookings
    from ownit.flows.reckoning.past import Past
    from ownit.method.recalibration import Recalibration
    from ownit.promises.organisation.choices import Choices
    from ownit.promises.people.hierarchy import Hierarchy

VERSION = 17
"""Raised when the same facts and promises would be reckoned differently, so that what was kept is reckoned anew."""

QUARTER = timedelta(days=91)
"""How long before the day the amounts are taken that closed amounts are compared with."""

LATELY = timedelta(days=730)
"""The history the method looks at: whoever has no deal in it is not reckoned for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckoningRequest:
    """What is to be reckoned; ``now`` says that ``as_of`` is the day as of which things are told at present.

    Then everything people have answered counts; for an earlier day only what they had answered by then.
    """

    snapshot: Snapshot
    as_of: date
    now: bool
    period: Period
    choices: Choices


def made_with(asked: ReckoningRequest, held_to: Held | None = None) -> str:
    """A digest of the promises a reckoning leans on: choices, teams, who is who, origins answered, measures asked.

    The amounts of goals are not in it: a law answers for any goal. ``held_to`` where it has been read already.
    """
    from ownit.promises.people import selectors as people

    leaders = sorted(people.leaders(OPERATOR, asked.as_of).leader.items())
    then = [(day, sorted(tree.leader.items())) for day, tree in trees(asked)]
    return _digest(_looked_with(asked), leaders, then, (held_to or _held(asked)).keys)


def trees(asked: ReckoningRequest) -> tuple[tuple[date, Hierarchy], ...]:
    """Who reported to whom in each stretch of the period so far; none of a period to come."""
    from ownit.promises.people import selectors as people

    start, end = asked.period.start, min(asked.period.end, asked.as_of)
    return people.trees(OPERATOR, start, end, asked.as_of) if start <= end else ()


def _held(asked: ReckoningRequest) -> Held:
    from ownit.promises.goals import selectors as goals

    return held(goals.goals(OPERATOR, asked.period.start, asked.period.end, asked.as_of))


def _looked_with(asked: ReckoningRequest) -> str:
    """The same of what was expected on past days, which no goal and no team changes."""
    from ownit.promises.origins import selectors as origins
    from ownit.promises.people import selectors as people

    roles = [(p.id, p.role) for p in people.people(OPERATOR)]
    return _digest(VERSION, spelt_out(asked.choices), people.identities(OPERATOR), roles, origins.answers(OPERATOR))


def spelt_out(choices: Choices) -> object:
    """Choices as a digest takes them: the same in every run, which a set's order is not."""
    return sorted(
        (name, sorted(value) if isinstance(value, frozenset) else value) for name, value in asdict(choices).items()
    )


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def is_kept(workspace: Workspace, asked: ReckoningRequest) -> bool:
    """Whether the period is reckoned already, and nothing that it leans on has changed."""
    about = reckoned.about(workspace.facts, asked.snapshot.id, asked.as_of, asked.period.name)
    return about is not None and about.made_with == made_with(asked)


def reckon(
    workspace: Workspace,
    asked: ReckoningRequest,
    progress: Progress = silent,
    beside: Callable[[Tables, bookings.Ground], None] | None = None,
) -> None:
    """Reckon everyone's period and keep it beside the snapshot; ``beside`` is given what it was reckoned from."""
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.basis import basis

    progress("reckoning", 0.0)
    held_to = _held(asked)
    digest = made_with(asked, held_to)
    with Tables(asked.snapshot, workspace.engine, older=older(workspace)) as tables:
        with past_of(workspace, asked, tables) as past:
            ground = ground_of(past, held_to, progress)
        known = past.known(asked.as_of)
        rows = tuple(_rows(past.tables, ground))
        notes = _notes(known, asked.choices.currency, ground.factors)
        warnings = () if asked.now else _warnings(tables, asked)
        if beside is not None:
            beside(past.tables, ground)
    about = reckoned.About(
        snapshot=asked.snapshot.id,
        as_of=asked.as_of,
        period=asked.period.name,
        start=asked.period.start,
        end=asked.period.end,
        currency=asked.choices.currency,
        made_with=digest,
        notes=notes,
        basis=basis(ground.day),
        warnings=warnings,
    )
    reckoned.write(workspace.facts, about, rows)
    progress("reckoning", 1.0)


@contextmanager
def past_of(workspace: Workspace, asked: ReckoningRequest, tables: Tables) -> Iterator[Past]:
    """The past days of a snapshot, with what they were found to say before; what is found now is kept as well."""
    from ownit.flows.reckoning.past import Past, sample

    leaned_on = _looked_with(asked)
    looked = looked_back.read(workspace.facts, asked.snapshot.id, leaned_on)
    past = Past(tables=tables, asked=asked, looked=dict(looked), some=sample(tables), brief=True)
    yield past
    if past.looked.keys() - looked.keys():
        looked_back.write(workspace.facts, asked.snapshot.id, leaned_on, past.looked)


def older(workspace: Workspace) -> list[Snapshot]:
    """The earlier snapshots, whose values date what they say."""
    from ownit.facts.store import Store

    store = Store(workspace.facts)
    return [store.snapshot(kept.manifest.id) for kept in store.snapshots() if kept.state == "earlier"]


def opened_by(asked: ReckoningRequest, person: Mapping[tuple[str, str], int]) -> pa.Table | None:
    """What people (by connector and external id) have answered about origins, as far as it counts on the day."""
    from ownit.flows.origins import answers_table

    return answers_table(person, said_by=date.max if asked.now else asked.as_of)


def _notes(known: Relation, currency: str, factors: Recalibration) -> tuple[str, ...]:
    """What to say of the figures as a whole: what the record corrects, and amounts without a rate."""
    from ownit.answers.trust.correction import correction
    from ownit.facts.known.amounts import without_rate

    corrected = correction(factors)
    said = () if corrected is None else (corrected,)
    unconverted = without_rate(known)
    if not unconverted:
        return said
    return (
        *said,
        f"{counted(unconverted, 'deal is', 'deals are')} in a currency for which there is no rate to {currency}: their "
        "amounts are not in any figure here. Choose the currency they are in: ownit set currency CODE.",
    )


def _warnings(tables: Tables, asked: ReckoningRequest) -> tuple[Mapping[str, Any], ...]:
    """What was wrong with the facts on an earlier day; what is wrong with them now the import has said."""
    from ownit.facts.quality import look_back

    found = look_back(tables, asked.as_of, currency=asked.choices.currency)
    return tuple({"code": w.code, "count": w.count, "text": w.text} for w in found)


def ground_of(past: Past, held_to: Held, progress: Progress) -> bookings.Ground:
    """The statistics of the day, and what the record of past windows says of the coming one."""
    from ownit.flows.reckoning import bookings
    from ownit.flows.reckoning.day import look
    from ownit.flows.reckoning.record import first_origin, recalibrate
    from ownit.method.deals import Window
    from ownit.promises.people import selectors as people

    asked = past.asked
    known, before = past.known(asked.as_of), past.a_quarter_before(asked.as_of)
    over = people.leaders(OPERATOR, asked.as_of)
    who = folk(credited_lately(known, asked.as_of), held_to.people, past.register, over, trees(asked))
    day = look(known, before, who, asked.as_of, past=past.history(past.tables))
    window = Window(as_of=asked.as_of, start=asked.period.start, end=asked.period.end)
    won = past.won(asked.as_of)
    progress("looking at earlier forecasts", 0.3)
    factors = recalibrate(day, asked.period, window, won, past.look_back, first_origin(won))
    progress("reckoning", 0.7)
    return bookings.Ground(
        deals=known,
        before=before,
        history=past.history(past.tables),
        day=day,
        held=held_to,
        window=window,
        factors=factors,
    )


def _rows(tables: Tables, ground: bookings.Ground) -> Iterator[reckoned.Reckoning]:
    from ownit.flows.reckoning import bookings, counts

    held_to = ground.held
    for key in held_to.keys:
        if base_of(key) == BOOKINGS:
            yield from bookings.reckonings(ground, key)
        elif base_of(key) in ("meetings_held", "opportunities_opened"):
            yield from counts.reckonings(ground, tables, key)
        else:
            yield from counts.unavailable(ground, key)


def credited_lately(known: Relation, as_of: date) -> frozenset[tuple[str, str]]:
    """Who is credited with a deal that is open, or was opened or closed in the last two years."""
    from ownit.facts.measures.deals import credited

    rows = credited(known, as_of - LATELY).to_pylist()
    return frozenset((row["connector"], row["person_id"]) for row in rows)


def gated(known: Relation, choices: Choices) -> Relation:
    """With the gate switched off every open deal counts."""
    from ownit.facts.known.gate import ungated

    return known if choices.gate else ungated(deals=known)
