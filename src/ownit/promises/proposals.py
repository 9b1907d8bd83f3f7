"""What did a snapshot of facts propose, and how is it taken back?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

from ownit.promises.many import add_columns
from ownit.promises.opening import said_plainly
from ownit.promises.recorded import Proposed

_ADVISORY_LOCK = 0x70726F6D697365  # "promise": any fixed number, the same in every process


class Mark(NamedTuple):
    """What each row of one proposal is signed with."""

    snapshot: str
    at: datetime

    def columns(self, effective_on: date) -> dict[str, Any]:
        """The columns every proposed row shares."""
        return {"recorded_at": self.at, "by": "facts", "effective_on": effective_on}


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction that reads, decides and writes without another doing so in between.

    SQLite's transactions are immediate and so already take turns; PostgreSQL is asked to. Raises
    DatabaseUnreachableError when the database gives up.
    """
    from django.db import connection, transaction

    with said_plainly(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
        yield


def withdraw(model: type[Proposed], mark: Mark, copied: Sequence[str]) -> int:
    """Withdraw every live row, and every live withdrawal, that a snapshot brought; returns how many.

    A withdrawal carries the ``copied`` columns of what it withdraws, so that it is found wherever that is.
    """
    fields = ("id", "effective_on", "source", "connector", "snapshot", "withdraws_id", *copied)
    gone: set[int] = set()
    standing: list[Any] = []
    for row in model.objects.order_by("-id").values_list(*fields, named=True):
        if row.id in gone:
            continue
        if row.withdraws_id is not None:
            gone.add(row.withdraws_id)
        if row.snapshot == mark.snapshot:
            standing.append(row)
    withdrawals = [
        {
            "withdraws_id": row.id,
            "source": row.source,
            "connector": row.connector,
            "reason": f"snapshot {mark.snapshot} was undone",
            **{name: getattr(row, name) for name in copied},
            **mark.columns(row.effective_on),
        }
        for row in reversed(standing)
    ]
    add_columns(model, withdrawals)
    return len(withdrawals)
