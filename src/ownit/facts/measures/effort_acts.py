"""Which of the things people did open deals, win them, or serve customers, by which means, and on which account?

One row per activity: person, connector, account (its deal's, else the deal itself), on, label (index in LABELS), medium
(index in MEDIA), times (how often), n (how often it counts as an activity of its channel), minutes (recorded), weight
(how much it says about what opened a deal: 3 a meeting, 2 an answer, 1 anything else).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.bound import Bound, Relation
from ownit.facts.known.joining import sure
from ownit.facts.measures.deals import Roster, listed
from ownit.facts.measures.effort_accounts import beside_account, customers, on_account
from ownit.facts.measures.effort_labels import label_of, medium_of
from ownit.facts.measures.effort_set import set_by, telling
from ownit.facts.origin import WRITTEN_CHANNELS
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from ownit.facts.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people said that their record does not, and by which it is read.

    ``farmers`` (indices of the roster) look after customers: what they do there of their own accord is keeping in
    touch, and winning renewals is serving. ``targets`` are (connector, account id) of target accounts. ``unworked``
    are (connector, id) of deals on which no more time is to go: what was done about them is left out.
    """

    farmers: Sequence[int] = ()
    targets: Collection[tuple[str, str]] = ()
    unworked: Collection[tuple[str, str]] = ()


NOTHING_SAID = Said()


def acts(
    tables: Tables, deals: Relation, roster: Roster, as_of: date, *, since: date, said: Said = NOTHING_SAID
) -> Bound:
    """What everybody on the roster did from ``since`` to ``as_of``, as far as it was written down by then."""
    done = _done(
        activity=tables["activity"],
        opportunity=tables["opportunity"],
        account=tables["account"],
        deals=deals,
        roster=roster.table(),
        farmers=_farmers(said.farmers),
        targets=_keys(said.targets),
        unworked=_keys(said.unworked),
        since=since,
        as_of=as_of,
    )
    return set_by(done=done, telling=telling(done=done).to_pyarrow())


def _farmers(people: Sequence[int]) -> pa.Table:
    import pyarrow as pa

    return pa.table({"person": pa.array(people, pa.int64())})


def _keys(of: Collection[tuple[str, str]]) -> pa.Table:
    """What is named by connector and id: target accounts, deals."""
    import pyarrow as pa

    keys = sorted(of)
    columns = {"connector": [connector for connector, _ in keys], "id": [id_ for _, id_ in keys]}
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


@query
def _done(
    activity: ir.Table,
    opportunity: ir.Table,
    account: ir.Table,
    deals: ir.Table,
    roster: ir.Table,
    farmers: ir.Table,
    targets: ir.Table,
    unworked: ir.Table,
    since: ir.DateValue,
    as_of: ir.DateValue,
) -> ir.Table:
    """What sells, with what it was for and by which means; a meeting that something set stands as one of its own."""
    by_hand = _not_about(_by_hand(activity, roster, since, as_of), unworked)
    done = on_account(by_hand, opportunity)
    done = beside_account(done, customers(account, deals, as_of), targets)
    done = done.mutate(medium=medium_of(done))
    done = done.mutate(label=label_of(done, farmers))
    return done.filter(done["label"] >= 0, done["medium"] >= 0)


def _by_hand(activity: ir.Table, roster: ir.Table, since: ir.DateValue, day: ir.DateValue) -> ir.Table:
    """What people on the roster did themselves, known by the day."""
    import ibis

    who = listed(roster, "person")
    mine = activity.filter(
        activity["on"] >= since,
        activity["on"] <= day,
        activity["logged_at"].isnull() | (activity["logged_at"].date() <= day),
        ~sure(activity["automated"]),
    )
    joined = mine.inner_join(who, [mine["connector"] == who["person_connector"], mine["person_id"] == who["person_id"]])
    unsaid = ibis.ifelse(mine["opportunity_id"].isnull(), "create", "win")
    return joined.select(
        "person",
        "connector",
        "account_id",
        "opportunity_id",
        "on",
        "channel",
        "result",
        "minutes",
        direction=joined["direction"].fill_null(ibis.ifelse(joined["channel"].isin(WRITTEN_CHANNELS), "", "outbound")),
        purpose=joined["purpose"].fill_null(unsaid),
        times=joined["count"].fill_null(1),
    )


def _not_about(done: ir.Table, deals: ir.Table) -> ir.Table:
    """Without what was done about some deals."""
    about = deals.select(u_connector="connector", u_id="id")
    return done.anti_join(about, [done["connector"] == about["u_connector"], done["opportunity_id"] == about["u_id"]])
