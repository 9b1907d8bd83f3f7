"""At which hours of their own day did a person dial, and reach somebody, in the last year?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from ownit.facts.origin import CONVERSATIONS
from ownit.flows.journal import reading

if TYPE_CHECKING:
    from ownit.facts.store import Snapshot
    from ownit.method.blocks.connecting import Connecting

LOOK_BACK = 365  # days: habits of customers change, and so do sellers'
_REACHED = frozenset({*CONVERSATIONS, "meeting set"})


def connecting_of(
    snapshot: Snapshot | None, ids: Iterable[tuple[str, str]], zone: tzinfo, on: date
) -> Connecting | None:
    """How well each hour suits this person's calls; None where no dial with its time is known.

    ``ids`` are (connector, id) of one person. Calls that came in, and those a machine made, are not dials.
    """
    from ownit.method.blocks.connecting import connecting

    dials, connected = [0] * 24, [0] * 24
    for at, result, count in _calls(snapshot, set(ids), on):
        hour = at.astimezone(zone).hour
        dials[hour] += count
        connected[hour] += count if result in _REACHED else 0
    return connecting(dials, connected) if any(dials) else None


def _calls(
    snapshot: Snapshot | None, ids: set[tuple[str, str]], on: date
) -> Iterable[tuple[datetime, str | None, int]]:
    """The instant, result and number of each call out of the last year."""
    first = on - timedelta(days=LOOK_BACK)
    files = [] if snapshot is None or not ids else reading.months(snapshot, _days(first, on))
    if not files:
        return
    import duckdb

    # The instant as a number: DuckDB hands times with zones over only with a package more.
    with duckdb.connect() as con:
        found = con.execute(
            'SELECT connector, person_id, epoch_us("at"), result, "count" FROM read_parquet(?) '
            "WHERE person_id IN (SELECT unnest(?)) AND channel = 'call' AND \"at\" IS NOT NULL "
            "AND direction IS DISTINCT FROM 'inbound' AND automated IS NOT TRUE AND \"on\" BETWEEN ? AND ?",
            [files, sorted({id_ for _, id_ in ids}), first, on],
        ).fetchall()
    for connector, person, microseconds, result, count in found:
        if (connector, person) in ids:
            at = datetime.fromtimestamp(microseconds // 1_000_000, UTC)
            yield at, result, 1 if count is None else count


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
