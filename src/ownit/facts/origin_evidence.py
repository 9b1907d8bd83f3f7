"""What do the facts say about how each deal came to be?

Columnar and without fan-out: whatever the number of activities on one account, each deal meets two of them (the last
before it was created, and the first within the 90 days before), found by ASOF joins on sorted touches.
"""

from __future__ import annotations

import duckdb

from ownit.facts.origin import (
    BROUGHT_SOURCES,
    CONVERSATIONS,
    HELPED_SOURCES,
    LOOK_BACK_DAYS,
    REFERRAL_ASK,
    SDR_ROLES,
    TOUCH_CHANNELS,
    WRITTEN_CHANNELS,
)
from ownit.facts.tables import literal

SEVERAL = 0
"""Stands for the person when several touched an account at one instant: nobody came first."""
BROUGHT = -1
"""Stands for the person when marketing's or a partner's lead touched an account."""


def gather(con: duckdb.DuckDBPyConnection, *, deals: str, activities: str, leads: str) -> str:
    """Make the temporary table ``origin_evidence``, one row per deal, and return its name.

    ``deals``, ``activities`` and ``leads`` are relations whose local dates are filled. Columns: connector, id,
    first_owner, created_by_id, source_class, kind, is_rfp; first_by (the person whose touch came first in the window,
    null if marketing's or several), first_by_sdr, alone (nobody else touched in the window), touched, spoke_before (the
    first owner and the account spoke before it was created or its hand went up), lead_brought, lead_helped, lead_hand,
    creator_sells.
    """
    _number_people(con, activities)
    _converted_leads(con, leads)
    _number_deals(con, deals)
    _touches(con, activities, leads)
    _conversations(con, activities)
    con.execute(_EVIDENCE)
    for table in ("origin_touch", "origin_spoke", "origin_key", "origin_lead"):
        con.execute(f"DROP TABLE {table}")
    return "origin_evidence"


def _number_people(con: duckdb.DuckDBPyConnection, activities: str) -> None:
    """Numbers for people, whether they open deals for others (and when), and whether they sell at all."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_person AS
        WITH sdr AS (
            SELECT connector, person_id, min(coalesce("from", DATE '0001-01-01')) AS sdr_from,
                   max(coalesce("to", DATE '9999-12-31')) AS sdr_to
            FROM position WHERE regexp_matches(lower(role), {literal(SDR_ROLES)}) GROUP BY ALL),
        seen AS (
            SELECT connector, owner_id AS person_id, true AS sells FROM opportunity
            UNION ALL SELECT connector, person_id, true FROM {activities} WHERE {_is_touch()}
            UNION ALL SELECT connector, person_id, true FROM sdr
            UNION ALL SELECT connector, coalesce(from_owner, to_owner), true FROM owner_change
            UNION ALL SELECT connector, person_id, false FROM {activities}),
        people AS (SELECT connector, person_id, bool_or(sells) AS sells FROM seen
                   WHERE person_id IS NOT NULL GROUP BY ALL)
        SELECT connector, person_id, CAST(row_number() OVER () AS INTEGER) AS p, sells, sdr_from, sdr_to
        FROM people LEFT JOIN sdr USING (connector, person_id)"""
    )


def _converted_leads(con: duckdb.DuckDBPyConnection, leads: str) -> None:
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_lead AS
        SELECT connector, converted_opportunity_id AS id,
               bool_or(coalesce(source_class IN {_in(BROUGHT_SOURCES)}, false)) AS lead_brought,
               bool_or(coalesce(source_class IN {_in(HELPED_SOURCES)}, false)) AS lead_helped,
               bool_or(coalesce(source_class = 'hand_raiser', false)) AS lead_hand,
               min("on") FILTER (WHERE source_class = 'hand_raiser') AS hand_on
        FROM {leads} WHERE converted_opportunity_id IS NOT NULL GROUP BY ALL"""
    )


def _number_deals(con: duckdb.DuckDBPyConnection, deals: str) -> None:
    """Per deal its account's number k (its own where it has no account), first owner, and window on one UTC clock."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_key AS
        WITH first_change AS (
            SELECT connector, opportunity_id AS id,
                   arg_min({{'f': from_owner, 't': to_owner}}, {{'at': at, 'to': to_owner}}) AS c
            FROM owner_change GROUP BY ALL)
        SELECT connector, id, account_id, source_class, kind, is_rfp, created_by_id, created_on,
               CAST(dense_rank() OVER (
                   ORDER BY connector, account_id, if(account_id IS NULL, id, NULL)) AS INTEGER) AS k,
               coalesce(c.f, c.t, owner_id) AS first_owner,
               {_clock("created_at", "created_on", "INTERVAL 1 DAY - INTERVAL 1 MICROSECOND")} AS t,
               CAST(greatest(created_on, DATE '0001-04-01') - {LOOK_BACK_DAYS} AS TIMESTAMP) AS since
        FROM {deals} LEFT JOIN first_change USING (connector, id)"""
    )


def _touches(con: duckdb.DuckDBPyConnection, activities: str, leads: str) -> None:
    """One row per account and instant: who touched it (``SEVERAL``, ``BROUGHT``), and when somebody else last did."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_touch AS
        WITH account_key AS (
            SELECT connector, account_id, any_value(k) AS k FROM origin_key WHERE account_id IS NOT NULL GROUP BY ALL),
        named AS (
            SELECT connector, lower(trim(name)) AS name, any_value(id) AS account_id
            FROM account WHERE name IS NOT NULL GROUP BY 1, 2 HAVING count(*) = 1),
        act AS (
            SELECT connector, account_id, opportunity_id, person_id, {_clock("at", '"on"')} AS t
            FROM {activities} WHERE {_is_touch()} AND person_id IS NOT NULL AND ("on" IS NOT NULL OR at IS NOT NULL)),
        lead_touch AS (
            SELECT connector, account_name, converted_opportunity_id, {_clock("created_at", '"on"')} AS t
            FROM {leads} WHERE source_class IN {_in(BROUGHT_SOURCES)} AND ("on" IS NOT NULL OR created_at IS NOT NULL)),
        touch AS (
            SELECT k, p, t FROM act JOIN account_key USING (connector, account_id)
                JOIN origin_person USING (connector, person_id)
            UNION ALL
            SELECT k, p, act.t FROM act JOIN origin_key d ON d.connector = act.connector AND d.id = act.opportunity_id
                JOIN origin_person o ON o.connector = act.connector AND o.person_id = act.person_id
            WHERE act.account_id IS NULL
            UNION ALL
            SELECT k, {BROUGHT}, t FROM lead_touch l JOIN named n
                ON n.connector = l.connector AND n.name = lower(trim(l.account_name))
                JOIN account_key a ON a.connector = n.connector AND a.account_id = n.account_id
            UNION ALL
            SELECT d.k, {BROUGHT}, l.t FROM lead_touch l
                JOIN origin_key d ON d.connector = l.connector AND d.id = l.converted_opportunity_id),
        single AS (SELECT k, t, if(min(p) = max(p), min(p), {SEVERAL}) AS p FROM touch GROUP BY k, t),
        turn AS (
            SELECT k, t, p, lag(p) OVER w AS before, lag(t) OVER w AS before_t
            FROM single WINDOW w AS (PARTITION BY k ORDER BY t))
        SELECT k, t, p, last_value(if(before <> p, before_t, NULL) IGNORE NULLS) OVER (
            PARTITION BY k ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS other_t
        FROM turn"""
    )


def _conversations(con: duckdb.DuckDBPyConnection, activities: str) -> None:
    """Per account and person the first day on which they spoke."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_spoke AS
        WITH talk AS (
            SELECT connector, account_id, opportunity_id, person_id, "on" FROM {activities}
            WHERE result IN {_in(CONVERSATIONS)} AND NOT coalesce(automated, false) AND "on" IS NOT NULL),
        account_key AS (
            SELECT connector, account_id, any_value(k) AS k FROM origin_key WHERE account_id IS NOT NULL GROUP BY ALL),
        placed AS (
            SELECT connector, k, person_id, "on" FROM talk JOIN account_key USING (connector, account_id)
            UNION ALL
            SELECT talk.connector, d.k, person_id, "on" FROM talk
                JOIN origin_key d ON d.connector = talk.connector AND d.id = talk.opportunity_id
            WHERE talk.account_id IS NULL)
        SELECT k, person_id, min("on") AS spoke_on FROM placed GROUP BY ALL"""
    )


_EVIDENCE = """CREATE OR REPLACE TEMP TABLE origin_evidence AS
WITH last_touch AS (
    SELECT d.connector, d.id, x.p, x.t, x.other_t
    FROM origin_key d ASOF JOIN origin_touch x ON x.k = d.k AND x.t <= d.t),
first_touch AS (
    SELECT d.connector, d.id, x.p, x.t FROM origin_key d ASOF JOIN origin_touch x ON x.k = d.k AND x.t >= d.since)
SELECT d.connector, d.id, d.first_owner, d.created_by_id, d.source_class, d.kind, coalesce(d.is_rfp, false) AS is_rfp,
       who.person_id AS first_by,
       coalesce(CAST(f.t AS DATE) BETWEEN who.sdr_from AND who.sdr_to, false) AS first_by_sdr,
       coalesce(l.p = f.p AND (l.other_t IS NULL OR l.other_t < d.since), false) AS alone,
       f.p IS NOT NULL AS touched,
       coalesce(s.spoke_on < coalesce(lead.hand_on, d.created_on), false) AS spoke_before,
       coalesce(lead.lead_brought, false) AS lead_brought,
       coalesce(lead.lead_helped, false) AS lead_helped,
       coalesce(lead.lead_hand, false) AS lead_hand,
       coalesce(creator.sells, false) AS creator_sells
FROM origin_key d
LEFT JOIN last_touch l ON l.connector = d.connector AND l.id = d.id AND l.t >= d.since
LEFT JOIN first_touch f ON f.connector = d.connector AND f.id = d.id AND f.t <= d.t
LEFT JOIN origin_person who ON who.connector = d.connector AND who.p = f.p
LEFT JOIN origin_person creator ON creator.connector = d.connector AND creator.person_id = d.created_by_id
LEFT JOIN origin_spoke s ON s.k = d.k AND s.person_id = d.first_owner
LEFT JOIN origin_lead lead ON lead.connector = d.connector AND lead.id = d.id"""


def _is_touch() -> str:
    """The SQL of an outbound activity of a person: their own doing, not a sequence's, and not delivery."""
    outward = f"coalesce(direction, if(channel IN {_in(WRITTEN_CHANNELS)}, 'unsaid', 'outbound')) = 'outbound'"
    return (
        f"(channel IN {_in(TOUCH_CHANNELS)} AND {outward} OR result = {literal(REFERRAL_ASK)})"
        " AND NOT coalesce(automated, false) AND coalesce(purpose, '') <> 'serve'"
    )


def _clock(instant: str, day: str, end: str = "INTERVAL 0 DAY") -> str:
    """One UTC clock for what has an instant and what has only a day (its start, or ``end`` later)."""
    return f"coalesce(timezone('UTC', {instant}), CAST({day} AS TIMESTAMP) + {end})"


def _in(values: tuple[str, ...]) -> str:
    return "(" + ", ".join(literal(v) for v in values) + ")"
