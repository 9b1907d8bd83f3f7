"""What is wrong with activities, reporting lines and quotas?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ownit.facts.bound import Relation
from ownit.facts.quality.codes import CODES, QualityWarning
from ownit.facts.quality.then import Facts
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

LATE_DAYS = 3
MISSING_LEAST, MISSING_SHARE = 5, 0.02
"""So many deals, and this share of those there, must be named and not there to be told of."""
SHOWN = 5


def logged_late(tables: Facts) -> Iterator[QualityWarning]:
    """Activities whose entry was made more than LATE_DAYS after they happened, of those that tell both days."""
    row = _late(activities=tables["activity"]).to_pyarrow().to_pylist()[0]
    if row["n"]:
        yield CODES["logged_late"].warning(row["n"], of=row["of"])


@query
def _late(activities: ir.Table) -> ir.Table:
    told = activities.filter(activities["logged_at"].notnull(), activities["on"].notnull())
    late = told["logged_at"].date().delta(told["on"], unit="day") > LATE_DAYS
    return told.aggregate(n=told.count(where=late), of=told.count())


def deals_not_there(tables: Facts, ever: Relation) -> Iterator[QualityWarning]:
    """Deals that leads and activities name and that are in no export: deleted, or left out.

    Only those first named after the first deal of their connector was created, and by somebody who has deals there:
    what is older, or others' business, was left out on purpose. ``ever`` are the deals of the record on any day: one
    that activities name before it was created is no missing one.
    """
    asked = _missing(deals=tables["opportunity"], ever=ever, activities=tables["activity"], leads=tables["lead"])
    row = asked.to_pyarrow().to_pylist()[0]
    if row["n"] >= max(MISSING_LEAST, MISSING_SHARE * row["of"]):
        yield CODES["deals_not_there"].warning(row["n"], of=row["of"])


@query
def _missing(deals: ir.Table, ever: ir.Table, activities: ir.Table, leads: ir.Table) -> ir.Table:
    """How many are named and not there, beside how many are."""
    missing = _named(activities, leads).anti_join(ever, ["connector", "id"])
    since = deals.group_by("connector").aggregate(first=deals["created_on"].min())
    sellers = deals.select("connector", person_id="owner_id").distinct()
    missing = missing.semi_join(sellers, ["connector", "person_id"])
    once = missing.group_by("connector", "id").aggregate(on=missing["on"].min())
    there = once.inner_join(since, "connector")
    counted = there.aggregate(n=there.count(where=there["on"] >= there["first"]))
    return counted.cross_join(deals.aggregate(of=deals.count()))


def _named(activities: ir.Table, leads: ir.Table) -> ir.Table:
    """Each mention of a deal by an activity or a lead: connector, id, person_id, on."""
    import ibis

    done = activities.filter(activities["opportunity_id"].notnull(), activities["on"].notnull())
    converted = leads.filter(leads["converted_opportunity_id"].notnull(), leads["converted_on"].notnull())
    return ibis.union(
        done.select("connector", "person_id", "on", id="opportunity_id"),
        converted.select("connector", person_id="owner_id", on="converted_on", id="converted_opportunity_id"),
    )


def manager_cycles(tables: Facts) -> Iterator[QualityWarning]:
    """People who are, however far up, their own manager, by each one's latest position."""
    rows = _latest(positions=tables["position"]).to_pyarrow().to_pylist()
    managers = {(r["connector"], r["person_id"]): (r["connector"], r["manager_id"]) for r in rows}
    circular = sorted(_in_cycles(managers))
    if circular:
        who = ", ".join(person for _, person in circular[:SHOWN]) + (", ..." if len(circular) > SHOWN else "")
        yield CODES["manager_cycle"].warning(len(circular), who=who)


@query
def _latest(positions: ir.Table) -> ir.Table:
    """Whom each person reports to by the latest position: connector, person_id, manager_id."""
    import ibis

    newest = ibis.row_number().over(
        ibis.window(
            group_by=["connector", "person_id"],
            order_by=[ibis.desc(positions["from"], nulls_first=False), positions["manager_id"]],
        )
    )
    latest = positions.mutate(place=newest)
    latest = latest.filter(latest["place"] == 0, latest["manager_id"].notnull())
    return latest.select("connector", "person_id", "manager_id")


Key = tuple[str, str]


def _in_cycles(managers: dict[Key, Key]) -> set[Key]:
    """Everyone on a cycle; each person is walked through once."""
    cyclic: set[Key] = set()
    done: set[Key] = set()
    for start in managers:
        path: list[Key] = []
        place: dict[Key, int] = {}
        at: Key | None = start
        while at is not None and at not in done and at not in place:
            place[at] = len(path)
            path.append(at)
            at = managers.get(at)
        if at is not None and at in place:
            cyclic.update(path[place[at] :])
        done.update(path)
    return cyclic


def overlapping_quotas(tables: Facts) -> Iterator[QualityWarning]:
    """Quotas that begin before an earlier one of the same person, measure and kinds has ended."""
    row = _overlapping(quotas=tables["quota"]).to_pyarrow().to_pylist()[0]
    if row["n"]:
        yield CODES["quotas_overlap"].warning(row["n"])


@query
def _overlapping(quotas: ir.Table) -> ir.Table:
    import ibis

    told = quotas.mutate(
        measure=quotas["measure"].fill_null("bookings"),
        kinds=quotas["kinds"].fill_null(""),
        until=ibis.coalesce(quotas["period_end"], quotas["period_start"]),
    )
    before = ibis.window(
        group_by=["connector", "person_id", "measure", "kinds"],
        order_by=["period_start", ibis.desc("until"), "id"],
        preceding=(None, 1),
    )
    with_before = told.mutate(before=told["until"].max().over(before))
    return with_before.aggregate(n=with_before.count(where=with_before["before"] >= with_before["period_start"]))
