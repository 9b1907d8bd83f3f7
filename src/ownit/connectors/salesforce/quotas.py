"""Who is held to what, in which period?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.connectors.base import Note, ReadOptions
from ownit.connectors.reading import FILE, ident, literal
from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.knowledge import Knowledge
from ownit.connectors.salesforce.names import named, owner
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.repeated import in_file_order
from ownit.connectors.salesforce.said import Fed, Spoken, as_said
from ownit.connectors.salesforce.words import meanings
from ownit.facts.schema import QUOTA
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb


def quota(
    con: duckdb.DuckDBPyConnection,
    quotas: Typed,
    types: Typed,
    periods: Typed,
    knowledge: Knowledge,
    options: ReadOptions,
) -> Canonical:
    """One quota per record of ForecastingQuota; those for product families or territories are added up.

    What it counts is told by the words of its forecast type (dictionary ``measure``); without words an amount is of
    bookings and a quantity of opportunities opened. Its period ends as its record in Period says; else the day before
    the next period of the same forecast type begins, but never later than the usual length of those periods.
    """
    _lay_types(con, types)
    _lay_periods(con, quotas, periods)
    name = "coalesce(t.name, q.ForecastingTypeName)"
    con.execute(
        f"""CREATE OR REPLACE TABLE quota_types AS
        SELECT DISTINCT {name} AS name FROM {quotas.relation} q LEFT JOIN forecast_types t ON t.id = q.ForecastingTypeId
        WHERE {name} IS NOT NULL"""
    ).fetchall()
    words = knowledge.dictionaries
    wanted = {"measure": ("name", words["measure"]), "kinds": ("name", words["quota_kinds"])}
    meant_by = meanings(con, "quotas", "quota_types", wanted)
    units = "coalesce(q.IsQuantity, NOT q.IsAmount, t.units, q.QuotaAmount IS NULL)"
    currency = f"coalesce(q.CurrencyIsoCode, {literal(options.currency)})" if options.currency else "q.CurrencyIsoCode"
    digest = (
        "'r' || left(md5(concat_ws(chr(31), coalesce(q.QuotaOwnerId, q.QuotaOwnerName), q.StartDate, "
        "coalesce(q.ForecastingTypeId, q.ForecastingTypeName), q.ProductFamily, q.Territory2Id)), 17)"
    )
    parts = [column for column in _PARTS if column in quotas.has]
    whole = Canonical(
        table=QUOTA,
        select={
            "id": f"coalesce(q.Id, {digest})",
            "person_id": owner(quotas.has, "q", "u", "QuotaOwner"),
            "measure": f"CASE WHEN {units} THEN CASE WHEN m.measure IN ('meetings_held', 'opportunities_opened') "
            f"THEN m.measure ELSE 'opportunities_opened' END ELSE coalesce(m.measure, 'bookings') END",
            "kinds": "m.kinds",
            "period_start": "q.StartDate",
            "period_end": "coalesce(p.last, e.last)",
            "amount": f"CASE WHEN {units} THEN coalesce(q.QuotaQuantity, q.QuotaAmount) "
            "ELSE coalesce(q.QuotaAmount, q.QuotaQuantity) END",
            "currency": f"CASE WHEN NOT {units} THEN {currency} END",
        },
        source=f"""{quotas.relation} q LEFT JOIN forecast_types t ON t.id = q.ForecastingTypeId
        LEFT JOIN {meant_by} m ON m.name = {name}
        {named(quotas.has, "QuotaOwner", "user_by_name", "u", "q")}
        LEFT JOIN period_ends p ON p.id = q.PeriodId
        LEFT JOIN quota_ends e ON e.type = {_type("q")} AND e.first = q.StartDate
        WHERE q.__left IS NULL {in_file_order("q", quotas.has)}""",
        objects=(quotas,),
        reports=(types, periods),
        notes=tuple(_notes(con, quotas)),
    )
    each = _added_up(con, whole, parts) if parts else whole
    spoken = Spoken(object_=quotas, fed=_fed(con, types, periods, options))
    return as_said(each, [spoken], file=FILE if parts else f"q.{FILE}", worked_out=frozenset({"measure"}))


def _fed(con: duckdb.DuckDBPyConnection, types: Typed, periods: Typed, options: ReadOptions) -> Fed:
    """What a quota's columns are read from; the id of a forecast type or period says nothing without its file.

    Where no end of a period can be worked out from when the others begin, nobody says it.
    """
    named_type = ("ForecastingTypeName", *(("ForecastingTypeId",) if types else ()))
    fed = {"measure": named_type, "kinds": named_type}
    if not options.currency:
        fed["currency"] = ("CurrencyIsoCode",)
    if not con.execute("SELECT 1 FROM quota_ends WHERE last IS NOT NULL LIMIT 1").fetchall():
        fed["period_end"] = ("PeriodId",) if periods else ()
    return MappingProxyType(fed)


_PARTS = ("ProductFamily", "Territory2Id")


def _added_up(con: duckdb.DuckDBPyConnection, each: Canonical, parts: Sequence[str]) -> Canonical:
    """The quotas of one person, forecast type and period that are for product families or territories: their sum.

    Of one family or territory there may still be two records; only different ones are parts of one whole. One that
    names no family and no territory is the whole itself, and no part of it.
    """
    columns = ", ".join(f"{by} AS {ident(name)}" for name, by in each.select.items())
    of = "||chr(31)||".join(f"coalesce(q.{part}, '')" for part in parts)
    whole = " AND ".join(f"q.{part} IS NULL" for part in parts)
    held = ", ".join(ident(name) for name in each.select if name not in ("id", "amount"))
    con.execute(
        f"""CREATE OR REPLACE TABLE quotas_added_up AS
        WITH each_ AS (SELECT {columns}, q.{FILE}, {_type("q")} AS type, {of} AS part, {whole} AS whole
            FROM {each.source}),
        numbered AS (SELECT *, row_number() OVER (PARTITION BY {held}, type, part ORDER BY id) AS again FROM each_)
        SELECT min(id) AS id, sum(amount) AS amount, {held}, min({FILE}) AS {FILE}, count(*) AS parts
        FROM numbered GROUP BY {held}, type, again, whole ORDER BY id"""
    ).fetchall()
    records, quotas = con.execute(
        "SELECT coalesce(sum(parts), 0), count(*) FROM quotas_added_up WHERE parts > 1"
    ).fetchall()[0]
    text = (
        f"ForecastingQuota: {records:,} quotas by product family or territory are added up to "
        f"{counted(quotas, 'quota', 'quotas')} of a person and period."
    )
    note = Note(code="salesforce.quotas_added_up", count=int(records), text=text, limits=False)
    return replace(
        each,
        select={name: ident(name) for name in each.select},
        source="quotas_added_up",
        worked_out=True,
        notes=(*each.notes, *([note] if records else ())),
    )


def _type(record: str) -> str:
    return f"coalesce({record}.ForecastingTypeId, {record}.ForecastingTypeName, '')"


def _lay_types(con: duckdb.DuckDBPyConnection, types: Typed) -> None:
    con.execute(
        f"""CREATE OR REPLACE TABLE forecast_types AS
        SELECT Id AS id, any_value(concat_ws(' ', DeveloperName, MasterLabel)) AS name, any_value(IsQuantity) AS units
        FROM {types.relation} WHERE __left IS NULL GROUP BY Id"""
    ).fetchall()


def _lay_periods(con: duckdb.DuckDBPyConnection, quotas: Typed, periods: Typed) -> None:
    """``quota_ends``: the last day of each period of a forecast type, from the days on which its periods begin.

    The usual length is the most frequent distance between two of them, in months if all begin on one day of the
    month, else in days; a single beginning says nothing.
    """
    con.execute(
        f"""CREATE OR REPLACE TABLE period_ends AS
        SELECT Id AS id, any_value(EndDate) AS last FROM {periods.relation} WHERE __left IS NULL GROUP BY Id"""
    ).fetchall()
    con.execute(
        f"""CREATE OR REPLACE TABLE quota_ends AS
        WITH starts AS (
            SELECT DISTINCT {_type("q")} AS type, q.StartDate AS first FROM {quotas.relation} q WHERE q.__left IS NULL),
        paired AS (SELECT *, lead(first) OVER (PARTITION BY type ORDER BY first) AS next FROM starts),
        usual AS (
            SELECT type, count(DISTINCT day(first)) = 1 AS monthly, mode(date_diff('month', first, next)) AS months,
                   mode(date_diff('day', first, next)) AS days
            FROM paired GROUP BY type)
        SELECT p.type, p.first,
               CAST(least(p.next, p.first + CASE WHEN u.monthly THEN to_months(CAST(u.months AS INTEGER))
                                                 ELSE to_days(CAST(u.days AS INTEGER)) END)
                    - INTERVAL 1 DAY AS DATE) AS last
        FROM paired p JOIN usual u ON u.type = p.type"""
    ).fetchall()


def _notes(con: duckdb.DuckDBPyConnection, quotas: Typed) -> list[Note]:
    found = con.execute(
        f"""SELECT count(*) FROM {quotas.relation} q LEFT JOIN period_ends p ON p.id = q.PeriodId
        LEFT JOIN quota_ends e ON e.type = {_type("q")} AND e.first = q.StartDate
        WHERE q.__left IS NULL AND coalesce(p.last, e.last) IS NULL"""
    ).fetchall()[0][0]
    if not found:
        return []
    these = counted(found, "quota is", "quotas are")
    text = (
        f"ForecastingQuota: {these} of a period whose length nothing tells, since it is the only one of its forecast "
        "type. Export Period, or the quotas of the period before."
    )
    return [Note(code="salesforce.period_unknown", count=found, text=text)]
