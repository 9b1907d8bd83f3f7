"""What did people do to open deals, how long did it take, and which deals came of it?

Counted as opening business, by hand and not by a sequence (rules in docs/method/yields.md): referral asks; and with the
purpose *create*, on target accounts anything; on accounts that are customers, keeping in touch; else calls, e-mails and
messages sent, meetings and visits held, events. A meeting that a call or an e-mail set is not counted itself: its time
is part of what calls or e-mails cost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ownit.facts.known.joining import sure
from ownit.facts.measures.deals import Roster, floats, integers, on_roster
from ownit.facts.measures.effort_acts import LABELS, acts, customers
from ownit.facts.measures.keeping import kept
from ownit.facts.origin import LOOK_BACK_DAYS
from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Flags, Floats, Origin
from ownit.method.plan.usual import MEETING, MINUTES
from ownit.method.plan.week import Spent
from ownit.method.plan.yields import CHANNELS, LATELY, WEEKS, EffortCells

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from ownit.facts.tables import Tables

WITHOUT_A_RECORD = (
    MINUTES[Kind.CALLS],
    MINUTES[Kind.EMAILS],
    MEETING,
    MINUTES[Kind.REFERRALS],
    MINUTES[Kind.EVENTS],
    0.0,
)  # minutes in all of an activity whose length nobody recorded, by MEDIA
BESIDE = (3.0, 2.0, 15.0, 5.0, 60.0, 0.0)  # minutes of preparing, travelling and writing down beside a recorded length
GOOD_WEEK, GOOD_WEEKS = 0.9, 3  # the quantile of weeks with any, if there are so many
SOURCES = {
    "referral": Kind.REFERRALS,
    "network": Kind.TOUCH,
    "hand_raiser": Kind.TOUCH,
    "existing_customer": Kind.TOUCH,
    "target_account": Kind.TARGETS,
}
"""What a deal's own source says of the channel; *cold* leaves it to the activities."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effort:
    """Everybody's effort to open deals, and what their weeks went to."""

    cells: EffortCells
    spent: Spent


def effort(
    tables: Tables,
    deals: ir.Table,
    roster: Roster,
    as_of: date,
    *,
    farmers: Sequence[int] = (),
    targets: Collection[tuple[str, str]] = (),
    unworked: Collection[tuple[str, str]] = (),
) -> Effort:
    """The effort of the WEEKS up to ``as_of``; ``deals`` of :func:`ownit.facts.known.deals` as of that day.

    ``farmers`` (indices of the roster) look after customers: what they do there of their own accord is keeping in
    touch, and winning renewals is serving. ``targets`` are (connector, account id) of target accounts,
    ``unworked`` (connector, id) of deals on which no more time is to go.
    """
    first = as_of - timedelta(days=7 * WEEKS - 1)
    since = first - timedelta(days=LOOK_BACK_DAYS)
    done = acts(tables, deals, roster, as_of, since=since, farmers=farmers, targets=targets, unworked=unworked)
    with kept(done) as there:
        weekly = Weekly.of(there, roster.people, as_of)
        led = led_to(there, _own(deals, roster, first, as_of), as_of)
    opened, unexplained, lately = put_down(led, weekly.done)
    return Effort(
        cells=EffortCells(
            done=weekly.done,
            lately=weekly.by_week[:, : len(CHANNELS), :LATELY].sum(axis=2),
            minutes=weekly.hours[:, : len(CHANNELS)].sum(axis=2) * 60.0,
            best=good_week(weekly.by_week[:, : len(CHANNELS)]),
            opened=opened,
            unexplained=unexplained,
            opened_lately=lately,
            customers=owned(customers(tables, deals, as_of), roster),
            weeks_lately=weekly.weeks_lately,
            group=roster.groups,
        ),
        spent=spent(weekly, closed(deals, roster, first)),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weekly:
    """Activities counted and hours spent, (people, LABELS, WEEKS) each, week 0 the latest."""

    by_week: Floats
    hours: Floats

    @classmethod
    def of(cls, there: ir.Table, people: int, as_of: date) -> Weekly:
        """By week; an activity without a length takes the usual time, unless the time of such was told as a whole."""
        import ibis

        ago = ibis.literal(as_of).delta(there["on"], unit="day").cast("int64")
        rows = there.filter(ago < 7 * WEEKS).mutate(week=lambda t: ibis.literal(as_of).delta(t["on"], unit="day") // 7)
        rows = rows.mutate(week=rows["week"].cast("int64"))
        timed, counted = rows["minutes"].notnull(), rows["times"] > 0
        keys = ("person", "label", "medium", "week")
        table = (
            rows.group_by(keys)
            .aggregate(
                n=rows["n"].sum(),
                timed=rows["times"].sum(where=timed).fill_null(0),
                untimed=rows["times"].sum(where=~timed).fill_null(0),
                recorded=rows["minutes"].sum(where=counted).fill_null(0),
                told=rows["minutes"].sum(where=~counted).fill_null(0),
            )
            .order_by(keys)
            .to_pyarrow()
        )
        at = tuple(integers(table, name) for name in ("person", "label", "week"))
        medium = integers(table, "medium")
        told = floats(table, "told")
        untimed = np.where(told > 0, told, floats(table, "untimed") * np.array(WITHOUT_A_RECORD)[medium])
        spent = floats(table, "recorded") + floats(table, "timed") * np.array(BESIDE)[medium] + untimed
        by_week, hours = np.zeros((2, people, len(LABELS), WEEKS))
        np.add.at(by_week, at, floats(table, "n"))
        np.add.at(hours, at, spent / 60.0)
        return cls(by_week=by_week, hours=hours)

    @property
    def done(self) -> Floats:
        """Activities in all, (people, CHANNELS)."""
        return np.asarray(self.by_week[:, : len(CHANNELS)].sum(axis=2))

    @property
    def weeks_lately(self) -> Floats:
        """Of LATELY, the weeks since the first thing on record, (people,)."""
        some = np.any(self.hours > 0, axis=1)
        first = np.where(np.any(some, axis=1), WEEKS - np.argmax(some[:, ::-1], axis=1), 0)
        return np.minimum(first, LATELY).astype(np.float64)


def good_week(by_week: Floats) -> Floats:
    """The GOOD_WEEK quantile of the weeks in which there was any, 0 where there were fewer than GOOD_WEEKS."""
    weeks = np.count_nonzero(by_week > 0, axis=2)
    place = np.maximum(np.ceil(GOOD_WEEK * weeks).astype(np.int64), 1)
    ranked = np.sort(by_week, axis=2)
    at = WEEKS - weeks + place - 1  # weeks without any stand first
    found = np.take_along_axis(ranked, np.minimum(at, WEEKS - 1)[:, :, None], axis=2)[:, :, 0]
    return np.where(weeks >= GOOD_WEEKS, found, 0.0)


def _own(deals: ir.Table, roster: Roster, first: date, as_of: date) -> ir.Table:
    """Own deals opened from ``first`` on: connector, id, person, created_on, source_class, share, account."""
    import ibis

    revenue = deals.filter(
        deals["credit_kind"].fill_null("revenue") != "overlay",
        deals["created_on"] >= ibis.literal(first),
        deals["created_on"] <= ibis.literal(as_of),
    )
    own = on_roster(revenue, roster).filter(lambda t: t["origin_code"] == int(Origin.OWN))
    return own.select(
        "connector",
        "id",
        "person",
        "created_on",
        "source_class",
        share=own["share"].fill_null(1.0),
        account=ibis.coalesce(own["account_id"], ibis.literal("deal ") + own["id"]),
    )


def led_to(there: ir.Table, own: ir.Table, as_of: date) -> pa.Table:
    """Deals that people opened, by person, source_class and label (-1: no activity before): n, lately.

    Of what the opener did on the account in the LOOK_BACK_DAYS before, the last meeting decides, else the last answer,
    else the last thing done.
    """
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
    day = joined["on"].delta(ibis.literal(date(1970, 1, 1)), unit="day").cast("int64")
    decides = (joined["weight"] * _FAR + day) * len(LABELS) + joined["label"]
    keys = ("connector", "id", "person", "created_on", "source_class", "share")
    each = joined.group_by(keys).aggregate(last=decides.max())
    each = each.mutate(
        label=ibis.ifelse(each["last"].isnull(), -1, each["last"] % len(LABELS)).cast("int64"),
        lately=each["created_on"] > ibis.literal(as_of - timedelta(days=7 * LATELY)),
    )
    by = ("person", "source_class", "label")
    told = each.group_by(by).aggregate(
        n=each["share"].sum(), lately=each["share"].sum(where=each["lately"]).fill_null(0.0)
    )
    table: pa.Table = told.order_by(by).to_pyarrow()
    return table


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


def owned(customer: ir.Table, roster: Roster) -> Floats:
    """How many customers each person has, (people,)."""
    who = roster.table("person")
    mine = customer.inner_join(
        who, [customer["connector"] == who["person_connector"], customer["owner_id"] == who["person_id"]]
    )
    table = mine.group_by("person").aggregate(n=mine.count()).order_by("person").to_pyarrow()
    return _by_person(table, roster.people)


def closed(deals: ir.Table, roster: Roster, first: date) -> Floats:
    """Deals won or lost from ``first`` on, renewals left out, (people,)."""
    import ibis

    over = deals.filter(
        deals["outcome"] != "open",
        deals["closed_on"] >= ibis.literal(first),
        ~sure(deals["kind"] == "renewal"),
        deals["credit_kind"].fill_null("revenue") != "overlay",
    )
    there = on_roster(over, roster)
    table = there.group_by("person").aggregate(n=there["share"].fill_null(1.0).sum()).order_by("person").to_pyarrow()
    return _by_person(table, roster.people)


def _by_person(table: pa.Table, people: int) -> Floats:
    out = np.zeros(people)
    out[integers(table, "person")] = floats(table, "n")
    return out


def spent(weekly: Weekly, closed: Floats) -> Spent:
    """Hours by motion, of lately and of all the weeks."""
    lately = weekly.hours[:, :, :LATELY].sum(axis=2) / np.maximum(weekly.weeks_lately, 1.0)[:, None]
    win = LABELS.index(Kind.WIN)
    return Spent(
        creating=lately[:, : len(CHANNELS)].sum(axis=1),
        winning=lately[:, win],
        serving=lately[:, LABELS.index(Kind.SERVE)],
        won_hours=weekly.hours[:, win].sum(axis=1),
        closed=closed,
    )
