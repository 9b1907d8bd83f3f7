"""What is wrong with the deals?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ownit.facts.known.joining import Other, beside, sure
from ownit.facts.known.state import deleted_open
from ownit.facts.origin import BROUGHT_AS_SHOWN, CHANGED, OWN_SOURCES
from ownit.facts.quality.codes import CODES, QualityWarning
from ownit.facts.quality.then import Facts
from ownit.facts.queries import query

if TYPE_CHECKING:
    import ibis.expr.types as ir

Rows = list[dict[str, Any]]

NO_AGE = 10**9
"""What no open deal is older than, where no closed one tells how old they become."""
OUTLIERS = 5000
"""The longest age is that beyond which at most one closed deal in this many closed."""
LATE_LOSSES_DAYS = 90
FEW_LEAST, FEW_SHARE = 20, 0.2
"""From so many won deals on, losses that are fewer than this share of the closed ones are few: published records have
two to four losses to a win (19 to 29 % won), so four wins to a loss is a record that lacks some."""
CONTRADICTED_LEAST, CONTRADICTED_SHARE = 10, 0.05
SOURCES_SHOWN = 5
BULK_LEAST, BULK_TIMES = 20, 5
"""A day of clearing up has at least this many losses, and this many times as many as the median day with losses."""


def check(tables: Facts, as_of: date, currency: str) -> Iterator[QualityWarning]:
    """The warnings about deals, in the order of the codes; gone deals are looked at only as gone."""
    deals = tables["opportunity"]
    longest = _longest_age(_ages(deals=deals).to_pyarrow().to_pylist())
    counted = _counted(
        deals=deals,
        people=tables["person"],
        accounts=tables["account"],
        shares=tables["credit"],
        as_of=as_of,
        longest=NO_AGE if longest is None else longest,
    )
    found: dict[str, int] = counted.to_pyarrow().to_pylist()[0]
    closings = _closings(deals=deals).to_pyarrow().to_pylist()
    yield from _survivorship(found, closings)
    if len({row["connector"] for row in closings}) > 1:
        yield from _twice(_in_several(deals=deals).to_pyarrow().to_pylist())
    if found["stale_open"]:
        yield CODES["stale_open"].warning(found["stale_open"], of=found["n_open"], age=longest)
    contradicted, of = found["source_contradicted"], found["brought"]
    if contradicted >= max(CONTRADICTED_LEAST, CONTRADICTED_SHARE * of):
        yield CODES["source_contradicted"].warning(contradicted, of=of)
    yield from _plain(found, as_of)
    yield from _no_meaning(_unknown_sources(deals=deals).to_pyarrow().to_pylist(), found["unknown_origin"])
    yield from _bulk(closings)
    without = _without_rate(deals=deals, rates=tables["rate"], as_of=as_of, currency=currency).to_pyarrow().to_pylist()
    if n := sum(row["n"] for row in without):
        names = ", ".join(row["currency"] for row in without)
        yield CODES["no_rate"].warning(n, currencies=names, currency=currency)


@query
def _ages(deals: ir.Table) -> ir.Table:
    """How many closed deals took how many days, the shortest first."""
    closed = deals.filter(deals["outcome"] != "open", deals["closed_on"] >= deals["created_on"])
    age = closed["closed_on"].delta(closed["created_on"], unit="day")
    return closed.group_by(age=age).aggregate(n=closed.count()).order_by("age")


def _longest_age(ages: Rows) -> int | None:
    """The longest that closed deals took, but for 1 in OUTLIERS; None where none has both dates."""
    spare = sum(row["n"] for row in ages) // OUTLIERS
    for row in reversed(ages):
        if spare < row["n"]:
            return int(row["age"])
        spare -= row["n"]
    return None


@query
def _counted(deals: ir.Table, as_of: ir.DateValue, longest: ir.IntegerValue, **others: ir.Table) -> ir.Table:
    """Every count of single deals in one pass; ``others`` as :func:`_with_others` takes them."""
    deals = _with_others(deals, **others)
    here, outcome, amount = deals["here"], deals["outcome"], deals["amount"]
    is_open, won, lost = here & (outcome == "open"), here & (outcome == "won"), here & (outcome == "lost")
    closed, counts = won | lost, is_open | won
    created, closed_on = deals["created_on"], deals["closed_on"]
    took = closed_on.delta(created, unit="day")
    brought = sure(deals["origin_reason"].isin(BROUGHT_AS_SHOWN))
    flags = {
        "n": here,
        "n_open": is_open,
        "n_won": won,
        "n_lost": lost,
        "n_closed": closed,
        "n_counts": counts,
        "overdue_open": is_open & (deals["expected_close"] < as_of),
        "next_step_past": is_open & (deals["next_step_on"] < as_of),
        "unknown_owner": here & deals["owner_there"].isnull(),
        "unknown_origin": counts & (deals["origin"].fill_null("unknown") == "unknown"),
        "origin_changed": here & deals["origin_reason"].endswith(CHANGED),
        "no_created": here & created.isnull(),
        "no_account": here & deals["account_id"].isnull(),
        "unknown_account": here
        & deals["account_id"].notnull()
        & deals["account_there"].isnull()
        & deals["has_accounts"].notnull(),
        "no_close_date": closed & closed_on.isnull(),
        "future_created": here & (created > as_of),
        "future_closed": closed & (closed_on > as_of),
        "closed_before_created": closed & (closed_on < created),
        "closed_at_once": closed & (took >= 0) & (took <= 2),
        "back_dated": here & (deals["created_at"].date().delta(created, unit="day") > 1),
        "no_amount": counts & amount.isnull(),
        "zero_amount": counts & (amount == 0),
        "lost_zero_amount": lost & (amount.fill_null(0) == 0),
        "negative_amount": here & (amount < 0),
        "credit_not_whole": here & deals["not_whole"].notnull(),
        "won_gone": ~here & (outcome == "won"),
        "open_gone": deleted_open(deals),
        "brought": counts & brought & deals["source_class"].notnull(),
        "source_contradicted": counts & brought & deals["source_class"].isin(OWN_SOURCES),
        "stale_open": is_open & (as_of.delta(created, unit="day") > longest),
    }
    return deals.aggregate(**{name: deals.count(where=flag) for name, flag in flags.items()})


def _with_others(deals: ir.Table, people: ir.Table, accounts: ir.Table, shares: ir.Table) -> ir.Table:
    """The deals with what other tables say of them: is it here, is the owner, the account known, the shares whole."""
    import ibis

    yes = ibis.literal(value=True)
    revenue = shares.filter(shares["kind"].fill_null("revenue") == "revenue", shares["share"].notnull())
    whole = revenue.group_by("connector", "opportunity_id", "from").aggregate(share=revenue["share"].sum())
    off = whole.filter((whole["share"] - 1.0).abs() > 1e-6).select("connector", "opportunity_id", yes=yes).distinct()
    kept = accounts.select("connector", yes=yes).distinct()
    return beside(
        deals.mutate(here=deals["gone_on"].isnull()),
        Other(table=_keys(people), on=["connector", ("owner_id", "id")], columns={"owner_there": "yes"}),
        Other(table=_keys(accounts), on=["connector", ("account_id", "id")], columns={"account_there": "yes"}),
        Other(table=off, on=["connector", ("id", "opportunity_id")], columns={"not_whole": "yes"}),
        Other(table=kept, on=["connector"], columns={"has_accounts": "yes"}),
    )


def _keys(table: ir.Table) -> ir.Table:
    import ibis

    return table.select("connector", "id", yes=ibis.literal(value=True))


@query
def _closings(deals: ir.Table) -> ir.Table:
    """How many deals that are here were won or lost on each day: connector, outcome, closed_on, n."""
    closed = deals.filter(deals["gone_on"].isnull(), deals["outcome"] != "open", deals["closed_on"].notnull())
    return closed.group_by("connector", "outcome", "closed_on").aggregate(n=closed.count())


@query
def _in_several(deals: ir.Table) -> ir.Table:
    """How many deals of each connector are in another's too: connector, n.

    The same deal is one of the same id or name that was created on the same day and is worth the same: ids alone are
    counted from 1 in many a CRM.
    """
    import ibis

    here = deals.filter(deals["gone_on"].isnull(), deals["created_on"].notnull(), deals["amount"].notnull())
    columns = ("connector", "id", "created_on", "amount")
    by_id = here.select(*columns, what=ibis.literal("id"), called=here["id"])
    by_name = here.filter(here["name"].notnull()).select(
        *columns, what=ibis.literal("name"), called=here["name"].lower()
    )
    each = ibis.union(by_id, by_name)
    alike = ["what", "called", "created_on", "amount"]
    several = each.group_by(alike).aggregate(first=each["connector"].min(), last=each["connector"].max())
    several = several.filter(several["first"] != several["last"])
    found = each.semi_join(several, alike).select("connector", "id").distinct()
    return found.group_by("connector").aggregate(n=found.count()).order_by("connector")


def _twice(several: Rows) -> Iterator[QualityWarning]:
    """Deals that came in under several keys: all but one of each count once too often."""
    if several:
        n = sum(row["n"] for row in several) - max(row["n"] for row in several)
        yield CODES["deals_twice"].warning(n, names=" and ".join(row["connector"] for row in several))


@query
def _without_rate(deals: ir.Table, rates: ir.Table, as_of: ir.DateValue, currency: ir.StringValue) -> ir.Table:
    """How many deals that are here have an amount in each other currency without a rate: currency, n."""
    here = deals.filter(deals["gone_on"].isnull(), deals["currency"] != currency, deals["amount"].notnull())
    without = here.anti_join(rates.filter(rates["on"] <= as_of), "currency")
    return without.group_by("currency").aggregate(n=without.count()).order_by("currency")


@query
def _unknown_sources(deals: ir.Table) -> ir.Table:
    """Of deals that count and of which nobody can tell who opened them, the sources without a meaning: source, n."""
    counts = deals["gone_on"].isnull() & deals["outcome"].isin(("open", "won"))
    unknown = deals["origin"].fill_null("unknown") == "unknown"
    meant = deals.filter(counts, unknown, deals["source"].notnull(), deals["source_class"].isnull())
    found = meant.group_by("source").aggregate(n=meant.count())
    return found.order_by(found["n"].desc(), found["source"])


def _no_meaning(sources: Rows, of: int) -> Iterator[QualityWarning]:
    """The sources that a person has to give a meaning, the first few by name."""
    if n := sum(row["n"] for row in sources):
        named = [f'"{row["source"]}" ({row["n"]:,})' for row in sources[:SOURCES_SHOWN]]
        more = [f"{len(sources) - SOURCES_SHOWN:,} more"] if len(sources) > SOURCES_SHOWN else []
        yield CODES["unknown_source"].warning(n, of=of, words=", ".join((*named, *more)))


def _survivorship(found: Mapping[str, int], closings: Rows) -> Iterator[QualityWarning]:
    if found["n_won"] and not found["n_lost"]:
        yield CODES["no_losses"].warning(found["n_won"])
    elif found["n_won"] >= FEW_LEAST and found["n_lost"] < FEW_SHARE * found["n_closed"]:
        yield CODES["few_losses"].warning(found["n_lost"], of=found["n_closed"])
    yield from _losses_kept_late(closings)
    if found["n"] and not found["n_open"]:
        yield CODES["no_open"].warning(found["n"])


def _losses_kept_late(closings: Rows) -> Iterator[QualityWarning]:
    won = [row for row in closings if row["outcome"] == "won"]
    lost = [row["closed_on"] for row in closings if row["outcome"] == "lost"]
    if not won or not lost:
        return
    since = min(lost)
    if (since - min(row["closed_on"] for row in won)).days > LATE_LOSSES_DAYS:
        before = sum(row["n"] for row in won if row["closed_on"] < since)
        yield CODES["losses_kept_late"].warning(before, since=since)


_OF = {
    "overdue_open": "n_open",
    "unknown_origin": "n_counts",
    "no_amount": "n_counts",
    "closed_at_once": "n_closed",
    "lost_zero_amount": "n_lost",
}
_PLAIN = (
    "overdue_open",
    "next_step_past",
    "unknown_owner",
    "unknown_origin",
    "origin_changed",
    "no_created",
    "no_account",
    "unknown_account",
    "no_close_date",
    "future_created",
    "future_closed",
    "closed_before_created",
    "closed_at_once",
    "back_dated",
    "no_amount",
    "zero_amount",
    "lost_zero_amount",
    "negative_amount",
    "credit_not_whole",
    "won_gone",
    "open_gone",
)


def _plain(found: Mapping[str, int], as_of: date) -> Iterator[QualityWarning]:
    for name in _PLAIN:
        if found[name]:
            yield CODES[name].warning(found[name], of=found[_OF.get(name, "n")], as_of=as_of)


def _bulk(closings: Rows) -> Iterator[QualityWarning]:
    daily = [row["n"] for row in closings if row["outcome"] == "lost"]
    if not daily:
        return
    median = sorted(daily)[len(daily) // 2]
    bulk = [n for n in daily if n >= max(BULK_LEAST, BULK_TIMES * median)]
    if bulk:
        yield CODES["losses_in_bulk"].warning(sum(bulk), of=sum(daily), days=len(bulk))
