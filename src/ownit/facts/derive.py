"""What do the facts say that no file says: local days, who opened a deal, whose own it is?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb

from ownit.facts import local_dates, origin_evidence
from ownit.facts.local_dates import ZONES, local_day
from ownit.facts.origin import CHANGED, RULES, SOURCE_CLASSES, Rule
from ownit.facts.tables import literal

PREVIOUS = "previous_opportunity"
"""The view of the snapshot this one follows, if there is one: its opportunity table."""


def derive(con: duckdb.DuckDBPyConnection, *, zone: str) -> Mapping[str, str]:
    """Fill the derived columns of the merged tables, by SQL alone; returns {table: the relation to store instead}.

    ``con`` has every canonical table as a view of its name. Filled where null: created_on, closed_on, activity.on,
    lead.on (the day in the person's zone, else ``zone``) and activity.count (1). Worked out anew: opened_by, origin,
    origin_basis, origin_reason of a deal and origin of a lead, by the rules of :mod:`ownit.facts.origin`. If the view
    ``previous_opportunity`` is there, the first recorded origin stands: see :func:`_first_recorded`, and a local day
    once written is not shifted. Raises UnknownZoneError.
    """
    local_dates.prepare(con, zone)
    previous = _has(con, PREVIOUS)
    _dated_activities(con, zone)
    _dated_leads(con, zone)
    _dated_deals(con, zone, previous=previous)
    evidence = origin_evidence.gather(
        con, deals="derive_dated_deal", activities="derived_activity", leads="derive_dated_lead"
    )
    _origins(con, evidence, previous=previous)
    _lead_origins(con)
    return {"opportunity": "derived_opportunity", "activity": "derived_activity", "lead": "derived_lead"}


def _has(con: duckdb.DuckDBPyConnection, view: str) -> bool:
    found = con.execute("SELECT count(*) FROM duckdb_columns() WHERE table_name = ?", [view]).fetchone()
    return bool(found and found[0])


def _dated_activities(con: duckdb.DuckDBPyConnection, zone: str) -> None:
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW derived_activity AS
        SELECT a.* REPLACE (
            coalesce(a."on", {local_day('a."at"', "z.zone", zone)}) AS "on", coalesce(a.count, 1) AS count)
        FROM activity a LEFT JOIN {ZONES} z ON z.connector = a.connector AND z.person_id = a.person_id"""
    )


def _dated_leads(con: duckdb.DuckDBPyConnection, zone: str) -> None:
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW derive_dated_lead AS
        SELECT l.* REPLACE (coalesce(l."on", {local_day("l.created_at", "z.zone", zone)}) AS "on")
        FROM lead l LEFT JOIN {ZONES} z ON z.connector = l.connector AND z.person_id = l.owner_id"""
    )


def _dated_deals(con: duckdb.DuckDBPyConnection, zone: str, *, previous: bool) -> None:
    """The days of deals; where the instant is the one the previous snapshot had, its day stays as it was written."""
    before_created = "if(b.created_at = o.created_at, b.created_on, NULL)," if previous else ""
    before_closed = "if(b.closed_at = o.closed_at, b.closed_on, NULL)," if previous else ""
    join = f"LEFT JOIN {PREVIOUS} b ON b.connector = o.connector AND b.id = o.id" if previous else ""
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW derive_dated_deal AS
        SELECT o.* REPLACE (
            coalesce(o.created_on, {before_created} {local_day("o.created_at", "z.zone", zone)}) AS created_on,
            coalesce(o.closed_on, {before_closed} {local_day("o.closed_at", "z.zone", zone)}) AS closed_on)
        FROM opportunity o LEFT JOIN {ZONES} z ON z.connector = o.connector AND z.person_id = o.owner_id {join}"""
    )


def _origins(con: duckdb.DuckDBPyConnection, evidence: str, *, previous: bool) -> None:
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE derive_origin AS
        WITH ruled AS (SELECT *, {_case(lambda rule: literal(rule.code))} AS reason FROM {evidence}),
        opened AS (SELECT *, {_by_code(_opener)} AS opener, {_by_code(lambda r: literal(r.basis))} AS basis FROM ruled)
        SELECT connector, id, opener AS opened_by, reason AS origin_reason, basis AS origin_basis,
               CASE WHEN opener = first_owner THEN 'own' WHEN opener IS NOT NULL THEN 'others'
                    ELSE {_by_code(lambda r: literal("others" if r.by_others else "unknown"))} END AS origin
        FROM opened"""
    )
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW derived_opportunity AS
        SELECT o.* REPLACE ({_first_recorded() if previous else _as_ruled()})
        FROM derive_dated_deal o JOIN derive_origin n ON n.connector = o.connector AND n.id = o.id
        {f"LEFT JOIN {PREVIOUS} b ON b.connector = o.connector AND b.id = o.id" if previous else ""}"""
    )


ORIGIN = ("opened_by", "origin", "origin_basis", "origin_reason")


def _as_ruled() -> str:
    return ", ".join(f"n.{name} AS {name}" for name in ORIGIN)


def _first_recorded() -> str:
    """The first recorded origin counts; a later change of source is noted in the reason, and counts for nothing.

    What was recorded gives way only where it was unknown, or a mere claim where activities now show something.
    """
    known = "coalesce(b.origin, 'unknown') <> 'unknown'"
    better = "(n.origin_basis = 'shown' AND b.origin_basis <> 'shown')"
    same = "(n.origin = b.origin AND n.opened_by IS NOT DISTINCT FROM b.opened_by)"
    kept = f"({known} AND NOT {better})"
    reason = f"replace(b.origin_reason, {literal(CHANGED)}, '') || if({same}, '', {literal(CHANGED)})"
    columns = [f"if({kept}, b.{name}, n.{name}) AS {name}" for name in ORIGIN[:3]]
    return ", ".join([*columns, f"if({kept}, {reason}, n.origin_reason) AS origin_reason"])


def _lead_origins(con: duckdb.DuckDBPyConnection) -> None:
    """A lead's origin by its source class alone; a raised hand is unknown until a deal shows who knew the customer."""
    means = {"own": "own", "others": "others", "never own": "others", "conditional": "unknown"}
    cases = " ".join(f"WHEN {literal(source)} THEN {literal(means[kind])}" for source, kind in SOURCE_CLASSES.items())
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW derived_lead AS
        SELECT * REPLACE (CASE source_class {cases} ELSE 'unknown' END AS origin) FROM derive_dated_lead"""
    )


def _case(value: Callable[[Rule], str]) -> str:
    return "CASE " + " ".join(f"WHEN {rule.when} THEN {value(rule)}" for rule in RULES) + " END"


def _by_code(value: Callable[[Rule], str]) -> str:
    return "CASE reason " + " ".join(f"WHEN {literal(rule.code)} THEN {value(rule)}" for rule in RULES) + " END"


def _opener(rule: Rule) -> str:
    return {"first owner": "first_owner", "first to touch": "first_by", "nobody": "NULL"}[rule.opener]
