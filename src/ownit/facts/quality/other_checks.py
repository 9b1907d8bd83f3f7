"""What is wrong with activities, reporting lines and quotas?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ownit.facts.quality.codes import CODES, QualityWarning

if TYPE_CHECKING:
    from ownit.facts.tables import Tables

LATE_DAYS = 3
SHOWN = 5


def logged_late(tables: Tables) -> Iterator[QualityWarning]:
    """Activities whose entry was made more than LATE_DAYS after they happened, of those that tell both days."""
    activities = tables["activity"]
    told = activities.filter(activities["logged_at"].notnull(), activities["on"].notnull())
    late = told["logged_at"].date().delta(told["on"], unit="day") > LATE_DAYS
    row = told.aggregate(n=told.count(where=late), of=told.count()).to_pyarrow().to_pylist()[0]
    if row["n"]:
        yield CODES["logged_late"].warning(row["n"], of=row["of"])


def manager_cycles(tables: Tables) -> Iterator[QualityWarning]:
    """People who are, however far up, their own manager, by each one's latest position."""
    import ibis

    positions = tables["position"]
    newest = ibis.row_number().over(
        ibis.window(
            group_by=["connector", "person_id"],
            order_by=[ibis.desc(positions["from"], nulls_first=False), positions["manager_id"]],
        )
    )
    latest = positions.mutate(place=newest)
    latest = latest.filter(latest["place"] == 0, latest["manager_id"].notnull())
    rows = latest.select("connector", "person_id", "manager_id").to_pyarrow().to_pylist()
    managers = {(r["connector"], r["person_id"]): (r["connector"], r["manager_id"]) for r in rows}
    circular = sorted(_in_cycles(managers))
    if circular:
        who = ", ".join(person for _, person in circular[:SHOWN]) + (", ..." if len(circular) > SHOWN else "")
        yield CODES["manager_cycle"].warning(len(circular), who=who)


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


def overlapping_quotas(tables: Tables) -> Iterator[QualityWarning]:
    """Quotas that begin before an earlier one of the same person, measure and kinds has ended."""
    import ibis

    quotas = tables["quota"]
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
    n = with_before.count(where=with_before["before"] >= with_before["period_start"]).to_pyarrow().as_py()
    if n:
        yield CODES["quotas_overlap"].warning(n)
