"""Which of the things people did opened each deal?

The source of a deal first, where it names a channel that can have opened it; else the last meeting of its opener on the
account in the LOOK_BACK_DAYS before, else the last answer, else the last thing done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.joining import day_number
from ownit.facts.measures.effort_labels import LABELS
from ownit.facts.origin import LOOK_BACK_DAYS
from ownit.facts.queries import query
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Flags, Floats
from ownit.method.plan.logged import CHANNELS, LATELY

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

SOURCES = {
    "referral": Kind.REFERRALS,
    "network": Kind.TOUCH,
    "hand_raiser": Kind.TOUCH,
    "existing_customer": Kind.TOUCH,
    "target_account": Kind.TARGETS,
}
"""What a deal's own source says of the channel; *cold* leaves it to the activities."""


def led_to(there: Relation, own: Relation, as_of: date) -> pa.Table:
    """Deals that people opened, by person, source_class and label (-1: no activity before): n, lately.

    Of what the opener did on the account in the LOOK_BACK_DAYS before, the last meeting decides, else the last answer,
    else the last thing done.
    """
    return _led_to(there=there, own=own, before=as_of - timedelta(days=7 * LATELY)).to_pyarrow()


@query
def _led_to(there: ir.Table, own: ir.Table, before: ir.DateValue) -> ir.Table:
    """``before``: the day after which is lately."""
    import ibis

    create = there.filter(there["label"] < len(CHANNELS)).rename(
        a_connector="connector", a_person="person", a_of="account"
    )
    joined = own.left_join(
        create,
        [
            own["connector"] == create["a_connector"],
            own["person"] == create["a_person"],
            own["account"] == create["a_of"],
            create["on"] <= own["created_on"],
            create["on"] >= own["created_on"] - ibis.interval(days=LOOK_BACK_DAYS),
        ],
    )
    day = day_number(joined["on"])
    decides = (joined["weight"] * _FAR + day) * len(LABELS) + joined["label"]
    keys = ("connector", "id", "person", "created_on", "source_class", "share")
    each = joined.group_by(keys).aggregate(last=decides.max())
    each = each.mutate(
        label=ibis.ifelse(each["last"].isnull(), -1, each["last"] % len(LABELS)).cast("int64"),
        lately=each["created_on"] > before,
    )
    by = ("person", "source_class", "label")
    told = each.group_by(by).aggregate(
        n=each["share"].sum(), lately=each["share"].sum(where=each["lately"]).fill_null(0.0)
    )
    return told.order_by(by)


_FAR = 1_000_000  # more than any day since 1970


def put_down(led: pa.Table, done: Floats) -> tuple[Floats, Floats, Floats]:
    """Own deals by channel (people, CHANNELS), those nothing explains, and all of lately, (people,) each.

    What the source names is the channel, where its activities are on record; else what the activities show.
    """
    opened, unexplained, lately = np.zeros(done.shape), np.zeros(len(done)), np.zeros(len(done))
    rows = led.to_pylist()
    believed = _believed(rows, done)
    for row in rows:
        person, named = row["person"], _named(row)
        lately[person] += row["lately"]
        label = row["label"] if named is None or not believed[person, named] else named
        if label < 0:
            unexplained[person] += row["n"]
        else:
            opened[person, label] += row["n"]
    return opened, unexplained, lately


def _believed(rows: Sequence[Mapping[str, Any]], done: Floats) -> Flags:
    """Whether a source says by which channel a person opened deals, (people, CHANNELS).

    An activity opens one deal at most: where sources name a channel more often than it was used, by the person or by
    all of them, they tell of something else than what is on record.
    """
    named = np.zeros(done.shape)
    for row in rows:
        if (channel := _named(row)) is not None:
            named[row["person"], channel] += row["n"]
    return np.asarray((done > 0) & (named <= done) & (named.sum(axis=0) <= done.sum(axis=0)))


def _named(row: Mapping[str, Any]) -> int | None:
    """The channel that a row's source names."""
    channel = SOURCES.get(row["source_class"] or "")
    return None if channel is None else CHANNELS.index(channel)
