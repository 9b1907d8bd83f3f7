"""When did an opportunity change its stage, amount, close date or owner?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownit.connectors.base import Note
from ownit.connectors.reading import FILE, RECORD
from ownit.connectors.reading.words import id18
from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.entries import forget_entered, lay_snapshots
from ownit.connectors.salesforce.names import named
from ownit.connectors.salesforce.object import Typed
from ownit.facts.schema import OWNER_CHANGE, STAGE_CHANGE

if TYPE_CHECKING:
    import duckdb

_STAGE, _AMOUNT, _CLOSE = ("stagename", "stage"), ("amount",), ("closedate",)
_OWNER = ("owner", "ownerid", "opportunityowner")
_CREATED = ("created", "opportunitycreated", "opportunitycreatedfromlead")
_USER_ID = "'005[0-9A-Za-z]{12}([0-9A-Za-z]{3})?'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Histories:
    """The three kinds of history a Salesforce export may hold; each may be empty."""

    stages: Typed  # OpportunityHistory: a snapshot of stage, amount and close date at each change
    fields: Typed  # OpportunityFieldHistory: old and new value per changed field
    versions: Typed  # every version of the opportunity since replication began


def lay_histories(con: duckdb.DuckDBPyConnection, histories: Histories) -> int:
    """Make ``stage_changes``, ``owner_changes`` and ``closings`` of whatever history there is; ``known`` is there.

    An opportunity's stage changes come from OpportunityHistory, which knows them all; where that has nothing of it,
    from OpportunityFieldHistory, which is kept for 18 months; where that has nothing either, from its versions.
    Its owner changes come from OpportunityFieldHistory, else from its versions. Gives how many entries of
    OpportunityHistory were not taken.
    """
    if not (histories.stages or histories.fields or histories.versions):
        con.execute("CREATE OR REPLACE TABLE closings (id VARCHAR, moment TIMESTAMPTZ, expected DATE)")
        return 0
    _lay_field_changes(con, histories.fields)
    _lay_versions(con, histories.versions)
    not_taken = lay_snapshots(con, histories.stages)
    rest = _lay_rest(con)
    con.execute(
        f"CREATE OR REPLACE VIEW stage_changes AS SELECT * EXCLUDE (alike) FROM snapshots{_with(rest)}"
    ).fetchall()
    con.execute(
        """CREATE OR REPLACE TABLE owner_changes AS
        SELECT * FROM field_owners UNION ALL BY NAME
        SELECT * FROM version_owners WHERE id NOT IN (SELECT id FROM field_owners)"""
    ).fetchall()
    # The entry into the stage a deal is closed in now: the last time it came there from another stage.
    con.execute(
        f"""CREATE OR REPLACE TABLE closings AS
        SELECT c.id, max(c.moment) AS moment, arg_max(c.expected_before, c.moment) AS expected
        FROM (SELECT * FROM entered{_with(rest)}) c
        JOIN known k ON k.id = c.id AND k.stage = c.to_stage
        WHERE k.outcome <> 'open' AND c.from_stage IS DISTINCT FROM c.to_stage GROUP BY c.id"""
    ).fetchall()
    forget_entered(con)
    return not_taken


def _lay_rest(con: duckdb.DuckDBPyConnection) -> str:
    """The changes of deals that OpportunityHistory does not know; nothing where there are none at all.

    ``told`` are the deals of the other two that it knows: few, where its entries are many.
    """
    if not any(_pair(con, "field_stages", "version_stages")):
        con.execute("CREATE OR REPLACE TABLE told (id VARCHAR)")
        return ""
    con.execute(
        """CREATE OR REPLACE TABLE told AS SELECT DISTINCT id FROM snapshots
        WHERE id IN (SELECT id FROM field_stages UNION SELECT id FROM version_stages)"""
    ).fetchall()
    return """SELECT * FROM field_stages WHERE id NOT IN (SELECT id FROM told) UNION ALL BY NAME
        SELECT * FROM version_stages
        WHERE id NOT IN (SELECT id FROM told) AND id NOT IN (SELECT id FROM field_stages)"""


def _with(rest: str) -> str:
    return f" UNION ALL BY NAME {rest}" if rest else ""


def _field(*names: str) -> str:
    listed = ", ".join(repr(name) for name in names)
    return f"regexp_replace(lower(Field), '[^a-z]', '', 'g') IN ({listed})"


def _lay_field_changes(con: duckdb.DuckDBPyConnection, fields: Typed) -> None:
    """Changes of one moment are one change; what a moment left alone is what was last known, or first known later."""
    id_ = "coalesce(f.OpportunityId, n.id)" if "OpportunityName" in fields.has else "f.OpportunityId"
    con.execute(
        f"""CREATE OR REPLACE TABLE field_rows AS
        SELECT {id_} AS id, f.CreatedDate AS moment, f.OldValue AS old, f.NewValue AS new,
               f.OldAmount AS old_amount, f.NewAmount AS new_amount, f.OldDate AS old_date, f.NewDate AS new_date,
               {_field(*_OWNER)} AS is_owner, {_field(*_STAGE)} AS is_stage, {_field(*_AMOUNT)} AS is_amount,
               {_field(*_CLOSE)} AS is_close, {_field(*_CREATED)} AS is_created
        FROM {fields.relation} f
        {named(fields.has, "Opportunity", "deal_by_name", "n", "f")}
        WHERE f.__left IS NULL AND {id_} IS NOT NULL"""
    ).fetchall()
    con.execute(
        """CREATE OR REPLACE TABLE field_stages AS
        WITH moments AS (
            SELECT id, moment, max(new) FILTER (is_stage) AS new_stage, max(old) FILTER (is_stage) AS old_stage,
                   max(new_amount) FILTER (is_amount) AS new_amount, max(old_amount) FILTER (is_amount) AS old_amount,
                   max(new_date) FILTER (is_close) AS new_date, max(old_date) FILTER (is_close) AS old_date
            FROM field_rows WHERE is_stage OR is_amount OR is_close OR is_created GROUP BY id, moment),
        filled AS (
            SELECT m.id, m.moment, m.old_stage,
                   coalesce(last_value(new_stage IGNORE NULLS) OVER past,
                            first_value(old_stage IGNORE NULLS) OVER later, k.stage) AS to_stage,
                   coalesce(last_value(new_amount IGNORE NULLS) OVER past,
                            first_value(old_amount IGNORE NULLS) OVER later, k.amount) AS amount,
                   coalesce(last_value(new_date IGNORE NULLS) OVER past, first_value(old_date IGNORE NULLS) OVER later,
                            k.expected) AS expected_close
            FROM moments m LEFT JOIN known k ON k.id = m.id
            WINDOW past AS (PARTITION BY m.id ORDER BY moment),
                   later AS (PARTITION BY m.id ORDER BY moment ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING))
        SELECT id, moment, coalesce(old_stage, lag(to_stage) OVER w) AS from_stage, to_stage, amount, expected_close,
               lag(expected_close) OVER w AS expected_before
        FROM filled WINDOW w AS (PARTITION BY id ORDER BY moment)"""
    ).fetchall()
    # An owner change stands there twice, by id and by name: the ids are kept where there are any.
    con.execute(
        f"""CREATE OR REPLACE TABLE field_owners AS
        SELECT id, moment, from_owner, to_owner FROM (
            SELECT r.id, r.moment, coalesce(o.id, {_as_id("r.old")}) AS from_owner,
                   coalesce(n.id, {_as_id("r.new")}) AS to_owner,
                   rank() OVER (PARTITION BY r.id, r.moment ORDER BY regexp_full_match(r.new, {_USER_ID}) DESC) AS place
            FROM field_rows r LEFT JOIN user_by_name o ON o.name = r.old LEFT JOIN user_by_name n ON n.name = r.new
            WHERE r.is_owner AND r.new IS NOT NULL) WHERE place = 1
        GROUP BY ALL"""
    ).fetchall()


def _as_id(text: str) -> str:
    return f"CASE WHEN starts_with({text}, '005') THEN {id18(text)} ELSE {text} END"


def _lay_versions(con: duckdb.DuckDBPyConnection, versions: Typed) -> None:
    """A version whose stage, amount or close date (or owner) differs from the one before is a change."""
    con.execute(
        f"""CREATE OR REPLACE TABLE version_rows AS
        SELECT Id AS id, __start AS moment, StageName AS to_stage, Amount AS amount, CloseDate AS expected_close,
               OwnerId AS to_owner, lag(StageName) OVER w AS from_stage, lag(CloseDate) OVER w AS expected_before,
               lag(Amount) OVER w AS amount_before, lag(OwnerId) OVER w AS from_owner, row_number() OVER w AS place
        FROM {versions.relation} WHERE __left IS NULL AND __start IS NOT NULL
        WINDOW w AS (PARTITION BY Id ORDER BY __start, {FILE}, {RECORD})"""
    ).fetchall()
    con.execute(
        """CREATE OR REPLACE TABLE version_stages AS
        SELECT id, moment, from_stage, to_stage, amount, expected_close, expected_before FROM version_rows
        WHERE place = 1 OR to_stage IS DISTINCT FROM from_stage OR amount IS DISTINCT FROM amount_before
           OR expected_close IS DISTINCT FROM expected_before"""
    ).fetchall()
    con.execute(
        """CREATE OR REPLACE TABLE version_owners AS
        SELECT id, moment, from_owner, to_owner FROM version_rows
        WHERE place > 1 AND to_owner IS DISTINCT FROM from_owner AND to_owner IS NOT NULL"""
    ).fetchall()


def stage_change(con: duckdb.DuckDBPyConnection, histories: Histories, not_taken: int) -> Canonical:
    """One row per change of stage, amount or close date."""
    every_entry = histories.stages.whole and not not_taken and not any(_pair(con, "field_stages", "version_stages"))
    return Canonical(
        table=STAGE_CHANGE,
        select={
            "opportunity_id": "id",
            "at": "moment",
            "from_stage": "from_stage",
            "to_stage": "to_stage",
            "amount": "amount",
            "expected_close": "expected_close",
        },
        source="stage_changes",
        worked_out=True,
        rows=histories.stages.read if every_entry else None,
        objects=(histories.stages, histories.fields, histories.versions),
        notes=tuple(_notes(con, histories, not_taken)),
    )


def owner_change() -> Canonical:
    """One row per change of owner."""
    return Canonical(
        table=OWNER_CHANGE,
        select={"opportunity_id": "id", "at": "moment", "from_owner": "from_owner", "to_owner": "to_owner"},
        source="owner_changes",
        worked_out=True,
    )


def _notes(con: duckdb.DuckDBPyConnection, histories: Histories, not_taken: int) -> Iterator[Note]:
    """Where the records of the histories went, so that each can be accounted for."""
    if not_taken:
        text = (
            f"OpportunityHistory: {not_taken:,} entries repeat the stage of the same second, or are of a deal that is "
            "not told apart by its name."
        )
        yield Note(code="salesforce.repeated_history", count=not_taken, text=text, limits=False)
    if histories.fields:
        yield from _field_notes(con)
    if histories.versions:
        facts, kept = _pair(con, _kept(histories.versions), "version_stages")
        text = (
            f"Opportunity versions: {kept:,} changes of stage, amount or close date were found in {facts:,} versions."
        )
        yield Note(code="salesforce.versions", count=facts, text=text, limits=False)


def _field_notes(con: duckdb.DuckDBPyConnection) -> Iterator[Note]:
    stages, owners, other, unused = con.execute(
        """SELECT count(*) FILTER (staged), count(*) FILTER (is_owner), count(*) FILTER (NOT (staged OR is_owner)),
                  count(*) FILTER (staged AND id IN (SELECT id FROM told))
        FROM (SELECT *, is_stage OR is_amount OR is_close OR is_created AS staged FROM field_rows)"""
    ).fetchall()[0]
    moments, changes = _pair(con, "field_stages", "field_owners")
    text = (
        f"OpportunityFieldHistory: {stages:,} rows of stage, amount, close date or creation are {moments:,} changes"
        f"{f' ({unused:,} of these rows are of deals OpportunityHistory knows better)' if unused else ''}; "
        f"{owners:,} rows of the owner are {changes:,} changes (one may stand there by name and by id); "
        f"{other:,} rows are of fields that are not needed."
    )
    yield Note(code="salesforce.field_history", count=stages + owners + other, text=text, limits=False)


def _kept(typed: Typed) -> str:
    return f"(SELECT 1 FROM {typed.relation} WHERE __left IS NULL)"


def _pair(con: duckdb.DuckDBPyConnection, first: str, second: str) -> tuple[int, int]:
    found: tuple[int, int] = con.execute(
        f"SELECT (SELECT count(*) FROM {first}), (SELECT count(*) FROM {second})"
    ).fetchall()[0]
    return found
