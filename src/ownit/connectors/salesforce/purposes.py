"""What was an activity for: creating a deal, winning it, serving a customer, or something else?

The rules, in the order in which they are tried (R11 of the discipline: time goes to creating, winning and serving):

1. an internal call is *other*;
2. about a deal: on or before the day it was registered, *create*; while it is open, *win*; after it was won, *serve*;
   after it was lost, *create*, for it would have to be opened again; about a deal the export lacks, *win*;
3. with a lead: *create*;
4. about an account: *create* on the day the first deal open there was registered, *win* on a later day one was open;
   else *serve* if it is a customer (it had a won deal or was a customer by its record), else *create*;
5. with a contact of no known account: *create*; about nothing: *other*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownit.connectors.salesforce.deals import day
from ownit.connectors.salesforce.knowledge import Dictionary
from ownit.connectors.salesforce.names import named, once, owner
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.words import meanings, meant

if TYPE_CHECKING:
    import duckdb

_NEVER = "DATE '9999-12-31'"


def lay_contacts(con: duckdb.DuckDBPyConnection, contacts: Typed) -> None:
    """``contact_accounts``: whose contact is whose."""
    con.execute(
        f"""CREATE OR REPLACE TABLE contact_accounts AS
        SELECT c.Id AS id, {owner(contacts.has, "c", "a", "Account")} AS account_id
        FROM {contacts.relation} c {named(contacts.has, "Account", "account_by_name", "a", "c")}
        WHERE c.__left IS NULL"""
    ).fetchall()
    once(con, "contact_accounts")


def lay_accounts(con: duckdb.DuckDBPyConnection, accounts: Typed, customer: Dictionary) -> None:
    """``account_days``: since when an account is a customer, and the spans of days on which a deal of it was open."""
    types = meanings(con, "account", accounts.relation, {"customer": ("Type", customer)})
    con.execute(
        f"""CREATE OR REPLACE TABLE account_days AS
        WITH spans AS (
            SELECT account_id, created AS first, coalesce(closed, {_NEVER}) AS last,
                   max(coalesce(closed, {_NEVER})) OVER (PARTITION BY account_id ORDER BY created, closed NULLS LAST
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
            FROM deal_days WHERE account_id IS NOT NULL AND created IS NOT NULL),
        numbered AS (
            SELECT *, count(*) FILTER (before IS NULL OR first > before)
                OVER (PARTITION BY account_id ORDER BY first, last ROWS UNBOUNDED PRECEDING) AS span FROM spans),
        merged AS (SELECT account_id, min(first) AS first, max(last) AS last FROM numbered GROUP BY account_id, span),
        open AS (
            SELECT account_id, min(first) AS first, max(last) AS last, list({{'first': first, 'last': last}}) AS spans
            FROM merged GROUP BY account_id),
        customers AS (
            SELECT account_id, min(since) AS since FROM (
                SELECT account_id, closed AS since FROM deal_days WHERE outcome = 'won' AND account_id IS NOT NULL
                UNION ALL
                SELECT coalesce(a.Id, a.Name), coalesce(a.CustomerSince, DATE '0001-01-01')
                FROM {accounts.relation} a {meant(types, "w", "a", ("Type",))}
                WHERE a.__left IS NULL AND (a.CustomerSince IS NOT NULL OR w.customer = 'yes'))
            WHERE since IS NOT NULL GROUP BY account_id)
        SELECT coalesce(o.account_id, c.account_id) AS account_id, c.since, o.first, o.last,
               CASE WHEN len(o.spans) > 1 THEN o.spans END AS spans
        FROM open o FULL JOIN customers c ON c.account_id = o.account_id"""
    ).fetchall()


def account(fact: str) -> str:
    """SQL of the account an activity is about: its own, its deal's, its contact's."""
    return f"coalesce({fact}.account_id, deal.account_id, who.account_id)"


def joins(fact: str) -> str:
    """What the expressions of :func:`account` and :func:`purpose` need behind the activities.

    A key is null where nobody will ask for what it finds: a null is not looked up.
    """
    return f"""LEFT JOIN deal_days deal ON deal.id = {fact}.opportunity_id
        LEFT JOIN contact_accounts who ON who.id = CASE WHEN {fact}.account_id IS NULL THEN {fact}.who END
        LEFT JOIN account_days about
            ON about.account_id = CASE WHEN {fact}.opportunity_id IS NULL THEN {account(fact)} END"""


def happened(zone: str) -> str:
    """SQL of the day that decides for what an activity was; worked out once, and asked for again and again."""
    return f"""coalesce("on", {day("moment", zone)}, {day("logged_at", zone)})"""


def purpose(fact: str) -> str:
    """SQL of the purpose by the rules above, given that ``happened`` is a column."""
    on = f"{fact}.happened"
    in_span = f"len(list_filter(about.spans, lambda s: {on} > s.first AND {on} <= s.last)) > 0"
    begins = f"len(list_filter(about.spans, lambda s: {on} = s.first)) > 0"
    return f"""CASE
        WHEN {fact}.internal THEN 'other'
        WHEN deal.id IS NOT NULL THEN CASE
            WHEN {on} <= deal.created THEN 'create'
            WHEN deal.closed IS NULL OR {on} <= deal.closed THEN 'win'
            WHEN deal.outcome = 'won' THEN 'serve'
            ELSE 'create' END
        WHEN {fact}.opportunity_id IS NOT NULL THEN 'win'
        WHEN starts_with({fact}.who, '00Q') THEN 'create'
        WHEN {account(fact)} IS NOT NULL THEN CASE
            WHEN {on} > about.first AND {on} <= about.last AND (about.spans IS NULL OR {in_span}) THEN 'win'
            WHEN {on} = about.first OR {begins} THEN 'create'
            WHEN about.since <= {on} THEN 'serve'
            ELSE 'create' END
        WHEN {fact}.who IS NOT NULL THEN 'create'
        ELSE 'other' END"""
