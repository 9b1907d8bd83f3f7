"""What is wrong with the deals?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from ownit.facts.known.joining import Other, beside, sure
from ownit.facts.known.state import deleted_open
from ownit.facts.origin import BROUGHT_AS_SHOWN, CHANGED, OWN_SOURCES
from ownit.facts.quality.codes import CODES, QualityWarning
from ownit.facts.quality.then import Facts

if TYPE_CHECKING:
    import ibis.expr.types as ir


OUTLIERS = 5000
"""The longest age is that beyond which at most one closed deal in this many closed."""
LATE_LOSSES_DAYS = 90
FEW_LEAST, FEW_SHARE = 20, 0.2
"""From so many won deals on, losses that are fewer than this share of the closed ones are few: published records have
two to four losses to a win (19 to 29 % won), so four wins to a loss is a record that lacks some."""
CONTRADICTED_LEAST, CONTRADICTED_SHARE = 10, 0.05
BULK_LEAST, BULK_TIMES = 20, 5
"""A day of clearing up has at least this many losses, and this many times as many as the median day with losses."""


def check(tables: Facts, as_of: date, currency: str) -> Iterator[QualityWarning]:
    """The warnings about deals, in the order of the codes; gone deals are looked at only as gone."""
    deals = _with_others(tables, currency, as_of)
    longest = _longest_age(deals)
    found = _counted(deals, as_of, longest)
    yield from _survivorship(found)
    if found["n_open"] and longest is not None and found["stale_open"]:
        yield CODES["stale_open"].warning(found["stale_open"], of=found["n_open"], age=longest)
    contradicted, of = found["source_contradicted"], found["brought"]
    if contradicted >= max(CONTRADICTED_LEAST, CONTRADICTED_SHARE * of):
        yield CODES["source_contradicted"].warning(contradicted, of=of)
    yield from _plain(found, as_of)
    yield from _bulk(deals)
    if found["no_rate"]:
        names = _currencies_without_rate(deals)
        yield CODES["no_rate"].warning(found["no_rate"], currencies=names, currency=currency)


def _with_others(tables: Facts, currency: str, as_of: date) -> ir.Table:
    """The deals with what other tables say of them: is the owner, the account known, is there a rate, shares."""
    import ibis

    yes = ibis.literal(value=True)
    credit = tables["credit"]
    revenue = credit.filter(credit["kind"].fill_null("revenue") == "revenue", credit["share"].notnull())
    whole = revenue.group_by("connector", "opportunity_id", "from").aggregate(share=revenue["share"].sum())
    off = whole.filter((whole["share"] - 1.0).abs() > 1e-6).select("connector", "opportunity_id", yes=yes).distinct()
    rates = tables["rate"]
    rated = rates.filter(rates["on"] <= ibis.literal(as_of)).select("currency", yes=yes).distinct()
    accounts = tables["account"].select("connector", yes=yes).distinct()
    deals = beside(
        tables["opportunity"],
        Other(table=_keys(tables["person"]), on=["connector", ("owner_id", "id")], columns={"owner_there": "yes"}),
        Other(table=_keys(tables["account"]), on=["connector", ("account_id", "id")], columns={"account_there": "yes"}),
        Other(table=rated, on=["currency"], columns={"rate": "yes"}),
        Other(table=off, on=["connector", ("id", "opportunity_id")], columns={"not_whole": "yes"}),
        Other(table=accounts, on=["connector"], columns={"has_accounts": "yes"}),
    )
    foreign = sure(deals["currency"] != currency)
    return deals.mutate(no_rate=foreign & deals["rate"].isnull() & deals["amount"].notnull())


def _keys(table: ir.Table) -> ir.Table:
    import ibis

    return table.select("connector", "id", yes=ibis.literal(value=True))


def _longest_age(deals: ir.Table) -> int | None:
    """The longest that closed deals took, but for 1 in OUTLIERS; None where none has both dates."""
    closed = deals.filter(deals["outcome"] != "open", deals["closed_on"] >= deals["created_on"])
    age = closed["closed_on"].delta(closed["created_on"], unit="day")
    ages = closed.group_by(age=age).aggregate(n=closed.count()).order_by("age").to_pyarrow().to_pylist()
    spare = sum(row["n"] for row in ages) // OUTLIERS
    for row in reversed(ages):
        if spare < row["n"]:
            return int(row["age"])
        spare -= row["n"]
    return None


def _counted(all_deals: ir.Table, as_of: date, longest: int | None) -> dict[str, Any]:
    """Every count in one pass."""
    import ibis

    gone = all_deals["gone_on"].notnull()
    deals = all_deals.mutate(here=~gone)
    day = ibis.literal(as_of)
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
        "overdue_open": is_open & (deals["expected_close"] < day),
        "next_step_past": is_open & (deals["next_step_on"] < day),
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
        "future_created": here & (created > day),
        "future_closed": closed & (closed_on > day),
        "closed_before_created": closed & (closed_on < created),
        "closed_at_once": closed & (took >= 0) & (took <= 2),
        "back_dated": here & (deals["created_at"].date().delta(created, unit="day") > 1),
        "no_amount": counts & amount.isnull(),
        "zero_amount": counts & (amount == 0),
        "lost_zero_amount": lost & (amount.fill_null(0) == 0),
        "negative_amount": here & (amount < 0),
        "no_rate": here & deals["no_rate"],
        "credit_not_whole": here & deals["not_whole"].notnull(),
        "won_gone": ~here & (outcome == "won"),
        "open_gone": deleted_open(deals),
        "brought": counts & brought & deals["source_class"].notnull(),
        "source_contradicted": counts & brought & deals["source_class"].isin(OWN_SOURCES),
        "stale_open": is_open & (day.delta(created, unit="day") > (10**9 if longest is None else longest)),
    }
    counted = {name: deals.count(where=flag) for name, flag in flags.items()}
    first_lost = closed_on.min(where=lost)
    found = deals.aggregate(**counted, first_won=closed_on.min(where=won), first_lost=first_lost)
    row: dict[str, Any] = found.to_pyarrow().to_pylist()[0]
    if row["first_won"] is None or row["first_lost"] is None:
        return {**row, "won_before_losses": 0}
    before = deals.aggregate(n=deals.count(where=won & (closed_on < ibis.literal(row["first_lost"]))))
    return {**row, "won_before_losses": before.to_pyarrow().to_pylist()[0]["n"]}


def _survivorship(found: dict[str, Any]) -> Iterator[QualityWarning]:
    if found["n_won"] and not found["n_lost"]:
        yield CODES["no_losses"].warning(found["n_won"])
    elif found["n_won"] >= FEW_LEAST and found["n_lost"] < FEW_SHARE * found["n_closed"]:
        yield CODES["few_losses"].warning(found["n_lost"], of=found["n_closed"])
    if found["won_before_losses"] and (found["first_lost"] - found["first_won"]).days > LATE_LOSSES_DAYS:
        yield CODES["losses_kept_late"].warning(found["won_before_losses"], since=found["first_lost"])
    if found["n"] and not found["n_open"]:
        yield CODES["no_open"].warning(found["n"])


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


def _plain(found: dict[str, Any], as_of: date) -> Iterator[QualityWarning]:
    for name in _PLAIN:
        if found[name]:
            yield CODES[name].warning(found[name], of=found[_OF.get(name, "n")], as_of=as_of)


def _bulk(deals: ir.Table) -> Iterator[QualityWarning]:
    lost = deals.filter(deals["outcome"] == "lost", deals["closed_on"].notnull(), deals["gone_on"].isnull())
    daily = lost.group_by("connector", "closed_on").aggregate(n=lost.count()).to_pyarrow()["n"].to_pylist()
    if not daily:
        return
    median = sorted(daily)[len(daily) // 2]
    bulk = [n for n in daily if n >= max(BULK_LEAST, BULK_TIMES * median)]
    if bulk:
        yield CODES["losses_in_bulk"].warning(sum(bulk), of=sum(daily), days=len(bulk))


def _currencies_without_rate(deals: ir.Table) -> str:
    names = deals.filter(deals["no_rate"]).select("currency").distinct().to_pyarrow()["currency"].to_pylist()
    return ", ".join(sorted(names))
