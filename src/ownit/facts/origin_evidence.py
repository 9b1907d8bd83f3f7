"""What do the facts say about how each deal came to be?

Columnar and without fan-out: whatever the number of activities on one account, each deal meets two of them (the last
before it was created, and the first within the 90 days before), found by ASOF joins on sorted touches.
"""

from __future__ import annotations

import duckdb

from ownit.facts.as_written import as_written
from ownit.facts.local_dates import in_utc
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

SEVERAL = "CAST(0 AS UBIGINT)"
"""Stands for the person when several touched an account at one instant: nobody came first."""
BROUGHT = "CAST(1 AS UBIGINT)"
"""Stands for the person when marketing's or a partner's lead touched an account."""


def gather(con: duckdb.DuckDBPyConnection, *, deals: str, activities: str, leads: str) -> str:
    """Make the temporary table ``origin_evidence``, one row per deal, and return its name.

    ``deals``, ``activities`` and ``leads`` are relations whose local dates are filled. Columns: connector, id,
    first_owner, created_by_id, source_class, kind, is_rfp; first_by (the person whose touch came first in the window,
    null if marketing's or several), first_by_sdr, alone (nobody else touched in the window), touched, spoke_before (the
    first owner and the account spoke before it was created or its hand went up), lead_brought, lead_helped, lead_hand,
    creator_sells. Accounts and people are compared by 64-bit hashes of (connector, id).
    """
    with as_written(con):
        _gather_deals(con, deals)
        _gather_activities(con, activities)
    _gather_people(con)
    _gather_leads(con, leads)
    with as_written(con):
        _gather_touches(con, leads)
    con.execute(_SPOKE)
    con.execute("DROP TABLE origin_act")
    con.execute(_WINDOW)
    con.execute("DROP TABLE origin_touch")
    con.execute(_EVIDENCE)
    for table in ("origin_deal", "origin_person", "origin_lead", "origin_window", "origin_spoke"):
        con.execute(f"DROP TABLE {table}")
    return "origin_evidence"


def _gather_deals(con: duckdb.DuckDBPyConnection, deals: str) -> None:
    """Per deal a number n, its account k (itself where it has none), first owner, and window on one UTC clock."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_deal AS
        WITH first_change AS (
            SELECT connector, opportunity_id AS id,
                   arg_min({{'f': from_owner, 't': to_owner}}, {{'a': "at", 't': to_owner}}) AS c
            FROM owner_change GROUP BY ALL)
        SELECT row_number() OVER () AS n, connector, id, source_class, kind, is_rfp, created_by_id, created_on,
               hash(connector, coalesce('a' || account_id, 'o' || id)) AS k,
               coalesce(c.f, c.t, owner_id) AS first_owner, hash(connector, first_owner) AS owner_p,
               {_clock("created_at", "created_on", "INTERVAL 1 DAY - INTERVAL 1 MICROSECOND")} AS t,
               CAST(greatest(created_on, DATE '0001-04-01') - {LOOK_BACK_DAYS} AS TIMESTAMP) AS since
        FROM {deals} LEFT JOIN first_change USING (connector, id)"""
    )


def _gather_activities(con: duckdb.DuckDBPyConnection, activities: str) -> None:
    """The activities that are a touch or a conversation, narrow: account k, person p, when.

    Those with an account and those without are read apart. One outer join for both gathers every activity that has an
    account under one empty key, which cannot be split to spill: two million of them took more than the memory there is.
    """
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_act AS
        WITH narrow AS (
            SELECT connector, account_id, opportunity_id, person_id, {_clock('"at"', '"on"')} AS t, "on" AS day,
                   coalesce({_is_touch()}, false) AS touch,
                   coalesce(result IN {_in(CONVERSATIONS)}, false) AND NOT coalesce(automated, false) AS spoke
            FROM {activities} WHERE person_id IS NOT NULL),
        wanted AS (SELECT * FROM narrow WHERE (touch OR spoke) AND t IS NOT NULL)
        SELECT hash(connector, 'a' || account_id) AS k, hash(connector, person_id) AS p, t, day, touch, spoke
        FROM wanted WHERE account_id IS NOT NULL
        UNION ALL
        SELECT d.k, hash(w.connector, w.person_id), w.t, w.day, w.touch, w.spoke
        FROM wanted w JOIN origin_deal d ON d.connector = w.connector AND d.id = w.opportunity_id
        WHERE w.account_id IS NULL"""
    )


def _gather_people(con: duckdb.DuckDBPyConnection) -> None:
    """Who each p is, whether (and when) their work is to open deals for others, and whether they sell at all."""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_person AS
        WITH sdr AS (
            SELECT connector, person_id, min(coalesce("from", DATE '0001-01-01')) AS sdr_from,
                   max(coalesce("to", DATE '9999-12-31')) AS sdr_to
            FROM position WHERE regexp_matches(lower(role), {literal(SDR_ROLES)}) GROUP BY ALL),
        people AS (
            SELECT connector, id AS person_id FROM person
            UNION SELECT connector, person_id FROM activity
            UNION SELECT connector, person_id FROM sdr
            UNION SELECT connector, first_owner FROM origin_deal
            UNION SELECT connector, owner_id FROM opportunity),
        sellers AS (
            SELECT hash(connector, first_owner) AS p FROM origin_deal
            UNION SELECT hash(connector, owner_id) FROM opportunity
            UNION SELECT hash(connector, person_id) FROM sdr
            UNION SELECT p FROM origin_act WHERE touch)
        SELECT connector, person_id, hash(connector, person_id) AS p, sdr_from, sdr_to,
               hash(connector, person_id) IN (SELECT p FROM sellers) AS sells
        FROM people LEFT JOIN sdr USING (connector, person_id) WHERE person_id IS NOT NULL"""
    )


def _gather_leads(con: duckdb.DuckDBPyConnection, leads: str) -> None:
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_lead AS
        SELECT n,
               bool_or(coalesce(l.source_class IN {_in(BROUGHT_SOURCES)}, false)) AS lead_brought,
               bool_or(coalesce(l.source_class IN {_in(HELPED_SOURCES)}, false)) AS lead_helped,
               bool_or(coalesce(l.source_class = 'hand_raiser', false)) AS lead_hand,
               min(l."on") FILTER (WHERE l.source_class = 'hand_raiser') AS hand_on
        FROM {leads} l JOIN origin_deal d ON d.connector = l.connector AND d.id = l.converted_opportunity_id
        GROUP BY n"""
    )


def _gather_touches(con: duckdb.DuckDBPyConnection, leads: str) -> None:
    """One row per account and instant: who touched it (``SEVERAL``, ``BROUGHT``), and when somebody else last did.

    A lead touches the account it became a deal of, and the one that alone bears its account name. What was before the
    window of an account's first deal, or after its last was created, tells nothing of any deal: most touches are that.
    """
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE origin_touch AS
        WITH named AS (
            SELECT connector, lower(trim(name)) AS name, hash(connector, 'a' || any_value(id)) AS k
            FROM account WHERE name IS NOT NULL GROUP BY 1, 2 HAVING count(*) = 1),
        lead_touch AS (
            SELECT connector, account_name, converted_opportunity_id, {_clock("created_at", '"on"')} AS t
            FROM {leads} WHERE source_class IN {_in(BROUGHT_SOURCES)} AND ("on" IS NOT NULL OR created_at IS NOT NULL)),
        asked AS (
            SELECT k, min(since) AS since, max(t) AS t FROM origin_deal
            WHERE t IS NOT NULL AND since IS NOT NULL GROUP BY k),
        touch AS (
            SELECT a.k, a.p, a.t FROM origin_act a JOIN asked ON asked.k = a.k AND a.t BETWEEN asked.since AND asked.t
                WHERE a.touch
            UNION ALL
            SELECT n.k, {BROUGHT}, l.t FROM lead_touch l
                JOIN named n ON n.connector = l.connector AND n.name = lower(trim(l.account_name))
            UNION ALL
            SELECT d.k, {BROUGHT}, l.t FROM lead_touch l
                JOIN origin_deal d ON d.connector = l.connector AND d.id = l.converted_opportunity_id),
        single AS (SELECT k, t, if(min(p) = max(p), min(p), {SEVERAL}) AS p FROM touch GROUP BY k, t),
        turn AS (
            SELECT k, t, p, lag(p) OVER w AS before, lag(t) OVER w AS before_t
            FROM single WINDOW w AS (PARTITION BY k ORDER BY t))
        SELECT k, t, p, last_value(if(before <> p, before_t, NULL) IGNORE NULLS) OVER (
            PARTITION BY k ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS other_t
        FROM turn"""
    )


_WINDOW = """CREATE OR REPLACE TEMP TABLE origin_window AS
WITH deal AS (SELECT n, k, t, since FROM origin_deal WHERE t IS NOT NULL AND since IS NOT NULL),
last_touch AS (
    SELECT d.n, x.p, x.other_t IS NULL OR x.other_t < d.since AS alone
    FROM deal d ASOF JOIN origin_touch x ON x.k = d.k AND x.t <= d.t WHERE x.t >= d.since),
first_touch AS (
    SELECT d.n, x.p, x.t FROM deal d ASOF JOIN origin_touch x ON x.k = d.k AND x.t >= d.since WHERE x.t <= d.t)
SELECT n, f.p AS first_p, CAST(f.t AS DATE) AS first_on, l.alone AND l.p = f.p AS alone
FROM first_touch f JOIN last_touch l USING (n)"""

_SPOKE = """CREATE OR REPLACE TEMP TABLE origin_spoke AS
WITH asked AS (
    SELECT n, k, owner_p, coalesce(hand_on, created_on) AS before FROM origin_deal LEFT JOIN origin_lead USING (n)
    WHERE source_class = 'hand_raiser' OR is_rfp OR lead_hand),
first AS (
    SELECT k, p, min(day) AS spoke_on FROM origin_act
    WHERE spoke AND (k, p) IN (SELECT (k, owner_p) FROM asked) GROUP BY k, p)
SELECT n FROM asked JOIN first ON first.k = asked.k AND first.p = asked.owner_p AND spoke_on < before"""

_EVIDENCE = """CREATE OR REPLACE TEMP TABLE origin_evidence AS
SELECT d.connector, d.id, d.first_owner, d.created_by_id, d.source_class, d.kind, coalesce(d.is_rfp, false) AS is_rfp,
       who.person_id AS first_by,
       coalesce(w.first_on BETWEEN who.sdr_from AND who.sdr_to, false) AS first_by_sdr,
       coalesce(w.alone, false) AS alone,
       w.n IS NOT NULL AS touched,
       d.n IN (SELECT n FROM origin_spoke) AS spoke_before,
       coalesce(lead.lead_brought, false) AS lead_brought,
       coalesce(lead.lead_helped, false) AS lead_helped,
       coalesce(lead.lead_hand, false) AS lead_hand,
       coalesce(creator.sells, false) AS creator_sells
FROM origin_deal d
LEFT JOIN origin_window w ON w.n = d.n
LEFT JOIN origin_person who ON who.p = w.first_p
LEFT JOIN origin_person creator ON creator.p = hash(d.connector, d.created_by_id)
LEFT JOIN origin_lead lead ON lead.n = d.n"""


def _is_touch() -> str:
    """The SQL of an outbound activity of a person: their own doing, not a sequence's, and not delivery."""
    outward = f"coalesce(direction, if(channel IN {_in(WRITTEN_CHANNELS)}, 'unsaid', 'outbound')) = 'outbound'"
    return (
        f"(channel IN {_in(TOUCH_CHANNELS)} AND {outward} OR result = {literal(REFERRAL_ASK)})"
        " AND NOT coalesce(automated, false) AND coalesce(purpose, '') <> 'serve'"
    )


def _clock(instant: str, day: str, end: str = "INTERVAL 0 DAY") -> str:
    """One UTC clock for what has an instant and what has only a day (its start, or ``end`` later)."""
    return f"coalesce({in_utc(instant)}, CAST({day} AS TIMESTAMP) + {end})"


def _in(values: tuple[str, ...]) -> str:
    return "(" + ", ".join(literal(v) for v in values) + ")"
