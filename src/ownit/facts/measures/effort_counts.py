"""What did people do to hold meetings or to open opportunities, and which of it brought them?

As :func:`ownit.facts.measures.effort.effort` has it of own deals, for whose number is a count. A meeting held to create
business is put down to the channel whose answer set it, else spread by hours; an opportunity to what its opener did on
the account, whoever it is credited to. Meetings held on open deals or with customers come of no channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.measures.counts import RECENT_DAYS, done, meetings_held, opportunities_opened, traces
from ownit.facts.measures.deals import Roster, floats, integers, listed
from ownit.facts.measures.effort import closed, owned
from ownit.facts.measures.effort_acts import NOTHING_SAID, Said, acts
from ownit.facts.measures.effort_labels import LABELS, MEDIA
from ownit.facts.measures.effort_led import led_to, put_down
from ownit.facts.measures.effort_weeks import Weekly, spent
from ownit.facts.origin import LOOK_BACK_DAYS
from ownit.facts.queries import query
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Floats, Window
from ownit.method.plan.logged import CHANNELS, LATELY, WEEKS, EffortCells
from ownit.method.plan.week import Spent

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables

MEETINGS, OPENED = "meetings_held", "opportunities_opened"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CountEffort:
    """Everybody's effort for a count; ``cells.opened`` are meetings or opportunities. Arrays (people,).

    ``so_far``: counted in the period; ``recent``: in the last quarter, of which ``beside`` came of no channel;
    ``days``: those of the last quarter since the person's first trace on record.
    """

    cells: EffortCells
    spent: Spent
    so_far: Floats
    recent: Floats
    days: Floats
    beside: Floats


def count_effort(
    tables: Tables,
    deals: Relation,
    roster: Roster,
    start: date,
    as_of: date,
    *,
    measure: str,
    said: Said = NOTHING_SAID,
) -> CountEffort:
    """The effort of the WEEKS up to ``as_of`` for ``measure``, MEETINGS or OPENED, of a period from ``start`` on."""
    first = as_of - timedelta(days=7 * WEEKS - 1)
    since = first - timedelta(days=LOOK_BACK_DAYS)
    did = acts(tables, deals, roster, as_of, since=since, said=said)
    with did.kept() as there:
        weekly = Weekly.of(there, roster.people, as_of)
        if measure == MEETINGS:
            brought, unexplained, lately = _met(there, roster.people, as_of)
            events = meetings_held(activity=tables["activity"])
        else:
            led = led_to(there, _opened_by(deals=deals, roster=roster.table(), first=first, as_of=as_of), as_of)
            brought, unexplained, lately = put_down(led, weekly.done)
            events = opportunities_opened(deals=deals)
    trace = traces(activity=tables["activity"], deals=deals)
    so_far, recent, days = _counted(events, trace, roster, start, as_of)
    counts = [kind is not Kind.MEETINGS or measure != MEETINGS for kind in CHANNELS]  # a meeting brings no meeting
    cells = EffortCells(
        done=weekly.done * counts,
        lately=weekly.by_week[:, : len(CHANNELS), :LATELY].sum(axis=2) * counts,
        minutes=weekly.hours[:, : len(CHANNELS)].sum(axis=2) * 60.0 * counts,
        best=weekly.good_week * np.array(counts),
        opened=brought,
        unexplained=unexplained,
        opened_lately=lately,
        customers=owned(tables, deals, roster, as_of),
        weeks_lately=weekly.weeks_lately,
        group=roster.groups,
    )
    return CountEffort(
        cells=cells,
        spent=spent(weekly, closed(deals, roster, first)),
        so_far=so_far,
        recent=recent,
        days=days,
        beside=np.maximum(recent - lately, 0.0),
    )


def _met(there: Relation, people: int, as_of: date) -> tuple[Floats, Floats, Floats]:
    """Meetings held to create business by channel, those that none set, and all of lately.

    What an answer on a target account or a customer set bears that label, and is of that channel.
    """
    table = _meetings(there=there, as_of=as_of).to_pyarrow()
    by_label, lately = np.zeros((people, len(LABELS))), np.zeros(people)
    np.add.at(by_label, (integers(table, "person"), integers(table, "label")), floats(table, "n"))
    np.add.at(lately, integers(table, "person"), floats(table, "lately"))
    brought, own = by_label[:, : len(CHANNELS)].copy(), CHANNELS.index(Kind.MEETINGS)
    unexplained = brought[:, own].copy()
    brought[:, own] = 0.0
    return brought, unexplained, lately


@query
def _meetings(there: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Meetings by person and label."""
    ago = as_of.delta(there["on"], unit="day").cast("int64")
    met = there.filter(
        there["medium"] == MEDIA.index("meeting"), there["label"] < len(CHANNELS), ago < 7 * WEEKS
    ).mutate(recent=ago < 7 * LATELY)
    return (
        met.group_by("person", "label")
        .aggregate(n=met["times"].sum(), lately=met["times"].sum(where=met["recent"]).fill_null(0))
        .order_by("person", "label")
    )


@query
def _opened_by(deals: ir.Table, roster: ir.Table, first: ir.DateValue, as_of: ir.DateValue) -> ir.Table:
    """Deals by who opened them, wherever they are credited now, once each."""
    import ibis

    there = deals.filter(deals["opened_by"].notnull(), deals["created_on"] >= first, deals["created_on"] <= as_of)
    one = there.group_by("connector", "id").aggregate(
        opened_by=there["opened_by"].max(),
        created_on=there["created_on"].min(),
        source_class=there["source_class"].max(),
        account_id=there["account_id"].max(),
    )
    who = listed(roster, "person")
    own = one.inner_join(who, [one["connector"] == who["person_connector"], one["opened_by"] == who["person_id"]])
    return own.select(
        "connector",
        "id",
        "person",
        "created_on",
        "source_class",
        share=ibis.literal(1.0),
        account=ibis.coalesce(own["account_id"], ibis.literal("deal ") + own["id"]),
    )


def _counted(
    events: Relation, trace: Relation, roster: Roster, start: date, as_of: date
) -> tuple[Floats, Floats, Floats]:
    """What standing counts: in the period so far, and lately, in so many days; (people,) each."""
    at = dict(zip(zip(roster.connector, roster.person_id, strict=True), roster.person, strict=True))
    so_far, recent, days = np.zeros(roster.people), np.zeros(roster.people), np.zeros(roster.people)
    window = Window(as_of=as_of, start=start, end=max(start, as_of))  # a plan is of a period that is not over
    for row in done(events, trace, window).to_pylist():
        person = at.get((row["connector"], row["person_id"]))
        if person is not None:
            so_far[person] += row["so_far"]
            recent[person] += row["recent"]
            days[person] = max(days[person], row["days"])
    return so_far, recent, np.where(days > 0, days, float(RECENT_DAYS))
