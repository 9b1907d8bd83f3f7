"""How many meetings did each person hold, and how many opportunities open, in a period and lately?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.measures.stretches import stretches, within
from ownit.facts.queries import query
from ownit.method.deals import Window

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

RECENT_DAYS = 91
"""A quarter: the window from which a pace is told."""

HELD_CHANNELS = ("meeting", "visit")
HELD_RESULTS = ("held",)


@query
def meetings_held(activity: ir.Table) -> ir.Table:
    """Meetings and visits held with an account: columns connector, person_id, on, n (the activity's count).

    One without an account is a meeting among colleagues.
    """
    held = activity.filter(
        activity["channel"].isin(HELD_CHANNELS), activity["result"].isin(HELD_RESULTS), activity["account_id"].notnull()
    )
    return held.select("connector", "person_id", "on", n=held["count"].fill_null(1))


@query
def opportunities_opened(deals: ir.Table) -> ir.Table:
    """Deals each person opened, wherever they are credited now: connector, person_id, on, n."""
    opened = deals.filter(deals["opened_by"].notnull(), deals["created_on"].notnull())
    one = opened.group_by("connector", "id").aggregate(
        person_id=opened["opened_by"].max(), on=opened["created_on"].min()
    )
    return one.select("connector", "person_id", "on", n=one["on"].notnull().cast("int64"))


@query
def traces(activity: ir.Table, deals: ir.Table) -> ir.Table:
    """The days on which each person did anything that is on record: connector, person_id, on."""
    opened = deals.select("connector", person_id=deals["opened_by"], on=deals["created_on"])
    return activity.select("connector", "person_id", "on").union(opened)


def done(events: Relation, there: Relation, window: Window) -> pa.Table:
    """Per connector and person: ``so_far`` within the window by its day, and ``recent`` in the last RECENT_DAYS.

    ``days`` are those of RECENT_DAYS since the first of the person's :func:`traces`: a record of five weeks tells the
    pace of five weeks.
    """
    as_of = window.as_of
    before, last = as_of - timedelta(days=RECENT_DAYS), min(window.end, as_of)
    asked = _done(events=events, there=there, start=window.start, last=last, as_of=as_of, before=before)
    return asked.to_pyarrow()


def by_stretch(events: Relation, window: Window, changes: Sequence[date]) -> pa.Table:
    """Per connector, person and stretch of the window so far: ``so_far`` in it."""
    return _by_stretch(events=events, of=stretches(window.start, min(window.end, window.as_of), changes)).to_pyarrow()


@query
def _by_stretch(events: ir.Table, of: ir.Table) -> ir.Table:
    known = within(events.filter(events["person_id"].notnull()), "on", of)
    keys = ("connector", "person_id", "stretch")
    return known.group_by(keys).aggregate(so_far=known["n"].sum().cast("int64"))


@query
def _done(
    events: ir.Table,
    there: ir.Table,
    start: ir.DateValue,
    last: ir.DateValue,
    as_of: ir.DateValue,
    before: ir.DateValue,
) -> ir.Table:
    import ibis

    keys = ("connector", "person_id")
    known = events.filter(events["on"] <= as_of, events["person_id"].notnull())
    within = {"so_far": (known["on"] >= start) & (known["on"] <= last), "recent": known["on"] > before}
    figures = {name: known["n"].sum(where=of).fill_null(0).cast("int64") for name, of in within.items()}
    counted = known.group_by(keys).aggregate(**figures)
    first = there.filter(there["on"] <= as_of).group_by(keys).aggregate(first=there["on"].min())
    since = as_of.delta(first["first"], unit="day").cast("int64") + 1
    days = first.select(*keys, days=ibis.least(since, RECENT_DAYS))
    return counted.inner_join(days, keys).select(*keys, *figures, "days").order_by(keys)


MEASURES: Mapping[str, str] = {"meetings_held": "meetings held", "opportunities_opened": "opportunities opened"}
"""The count measures and what they are called."""
