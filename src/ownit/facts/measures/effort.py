"""What did people do to open deals, how long did it take, and which deals came of it?

Counted as opening business, by hand and not by a sequence (rules in docs/method/yields.md): referral asks; and with the
purpose *create*, on target accounts anything; on accounts that are customers, keeping in touch; else calls, e-mails and
messages sent, meetings and visits held, events. A meeting that a call or an e-mail set is not counted itself: its time
is part of what calls or e-mails cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from ownit.facts.bound import Relation
from ownit.facts.known.credited import is_revenue
from ownit.facts.known.joining import sure
from ownit.facts.measures.deals import Roster, floats, integers, listed, on_roster
from ownit.facts.measures.effort_accounts import customers
from ownit.facts.measures.effort_acts import NOTHING_SAID, Said, acts
from ownit.facts.measures.effort_led import led_to, put_down
from ownit.facts.measures.effort_weeks import Weekly, spent
from ownit.facts.origin import LOOK_BACK_DAYS
from ownit.facts.queries import query
from ownit.method.deals import Floats, Origin
from ownit.method.plan.logged import CHANNELS, LATELY, WEEKS, EffortCells
from ownit.method.plan.week import Spent

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from ownit.facts.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effort:
    """Everybody's effort to open deals, and what their weeks went to."""

    cells: EffortCells
    spent: Spent


def effort(tables: Tables, deals: Relation, roster: Roster, as_of: date, said: Said = NOTHING_SAID) -> Effort:
    """The effort of the WEEKS up to ``as_of``; ``deals`` of :func:`ownit.facts.known.deals` as of that day."""
    first = as_of - timedelta(days=7 * WEEKS - 1)
    since = first - timedelta(days=LOOK_BACK_DAYS)
    done = acts(tables, deals, roster, as_of, since=since, said=said)
    with done.kept() as there:
        weekly = Weekly.of(there, roster.people, as_of)
        led = led_to(there, _own(deals=deals, roster=roster.table(), first=first, as_of=as_of), as_of)
    opened, unexplained, lately = put_down(led, weekly.done)
    return Effort(
        cells=EffortCells(
            done=weekly.done,
            lately=weekly.by_week[:, : len(CHANNELS), :LATELY].sum(axis=2),
            minutes=weekly.hours[:, : len(CHANNELS)].sum(axis=2) * 60.0,
            best=weekly.good_week,
            opened=opened,
            unexplained=unexplained,
            opened_lately=lately,
            customers=owned(tables, deals, roster, as_of),
            weeks_lately=weekly.weeks_lately,
            group=roster.groups,
        ),
        spent=spent(weekly, closed(deals, roster, first)),
    )


@query
def _own(deals: ir.Table, roster: ir.Table, first: ir.DateValue, as_of: ir.DateValue) -> ir.Table:
    """Own deals opened from ``first`` on: connector, id, person, created_on, source_class, share, account."""
    import ibis

    revenue = deals.filter(
        is_revenue(deals),
        deals["created_on"] >= first,
        deals["created_on"] <= as_of,
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


def owned(tables: Tables, deals: Relation, roster: Roster, as_of: date) -> Floats:
    """How many customers each person has, (people,)."""
    asked = _owned(account=tables["account"], deals=deals, roster=roster.table(), as_of=as_of)
    return _by_person(asked.to_pyarrow(), roster.people)


@query
def _owned(account: ir.Table, deals: ir.Table, roster: ir.Table, as_of: ir.DateValue) -> ir.Table:
    customer, who = customers(account, deals, as_of), listed(roster, "person")
    mine = customer.inner_join(
        who, [customer["connector"] == who["person_connector"], customer["owner_id"] == who["person_id"]]
    )
    return mine.group_by("person").aggregate(n=mine.count()).order_by("person")


def closed(deals: Relation, roster: Roster, first: date) -> Floats:
    """Deals won or lost from ``first`` on, renewals left out, (people,)."""
    return _by_person(_closed(deals=deals, roster=roster.table(), first=first).to_pyarrow(), roster.people)


@query
def _closed(deals: ir.Table, roster: ir.Table, first: ir.DateValue) -> ir.Table:
    over = deals.filter(
        deals["outcome"] != "open",
        deals["closed_on"] >= first,
        ~sure(deals["kind"] == "renewal"),
        is_revenue(deals),
    )
    there = on_roster(over, roster)
    return there.group_by("person").aggregate(n=there["share"].fill_null(1.0).sum()).order_by("person")


def _by_person(table: pa.Table, people: int) -> Floats:
    out = np.zeros(people)
    out[integers(table, "person")] = floats(table, "n")
    return out
