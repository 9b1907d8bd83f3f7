"""Which opportunities are there, how did each end, and when?"""

from __future__ import annotations

from collections.abc import Set
from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.connectors.base import Note, ReadOptions
from ownit.connectors.reading import RECORD, literal
from ownit.connectors.reading.stages import taken
from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.knowledge import Knowledge
from ownit.connectors.salesforce.names import named, once, owner
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.said import Fed, Spoken, as_said
from ownit.connectors.salesforce.words import meanings, meant
from ownit.facts.local_dates import in_utc
from ownit.facts.schema import OPPORTUNITY
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb

_STAGES_SHOWN = 12


def lay_deals(con: duckdb.DuckDBPyConnection, opportunities: Typed, knowledge: Knowledge) -> None:
    """Make the view ``deals``: one row per opportunity that is a fact, with its ``id``, ``outcome``, words understood.

    A report without ids gets composed ones: a digest of name, owner and creation, numbered where two are alike.
    The outcome is IsWon and IsClosed where given; else the forecast category Closed is won; else the words of the
    stage decide; a closed deal that nothing says is won is lost; anything else is open.
    """
    words, has = knowledge.dictionaries, opportunities.has
    wanted = {
        "stage_means": ("StageName", words["stage"]),
        "kind": ("Type", words["kind"]),
        "source_class": ("LeadSource", words["source"]),
        "rfp_type": ("Type", words["rfp"]),
        "rfp_source": ("LeadSource", words["rfp"]),
    }
    table = meanings(con, "deals", opportunities.relation, wanted)
    con.execute(
        f"""CREATE OR REPLACE VIEW deals AS
        SELECT {"o.Id" if "Id" in opportunities.has else _composed()} AS id, o.* EXCLUDE (Id, Amount, CurrencyIsoCode),
               {_amount(has)},
               {owner(has, "o", "u", "Owner")} AS owner, {owner(has, "o", "a", "Account")} AS account,
               {owner(has, "o", "c", "CreatedBy")} AS creator, {_outcome("w.stage_means")} AS outcome,
               w.kind, w.source_class,
               coalesce(o.IsRfp, w.rfp_type IS NOT NULL OR w.rfp_source IS NOT NULL) AS rfp
        FROM {opportunities.relation} o {named(has, "Owner", "user_by_name", "u", "o")}
        {named(has, "CreatedBy", "user_by_name", "c", "o")}
        {named(has, "Account", "account_by_name", "a", "o")}
        {meant(table, "w", "o", ("StageName", "Type", "LeadSource"))} WHERE o.__left IS NULL"""
    )


def _amount(has: Set[str]) -> str:
    """The amount and the currency it is in: as the deal has it, else converted, which is not in the deal's currency."""
    if "Amount" not in has and "ConvertedAmount" in has:
        return "o.ConvertedAmount AS Amount, o.ConvertedCurrency AS CurrencyIsoCode"
    return "o.Amount, o.CurrencyIsoCode"


def _composed() -> str:
    same = "o.Name, coalesce(o.OwnerId, o.OwnerName), o.CreatedDate"
    digest = "'r' || left(md5(concat_ws(chr(31), o.Name, coalesce(o.OwnerId, o.OwnerName), o.CreatedDate)), 17)"
    place = f"row_number() OVER (PARTITION BY {same} ORDER BY o.CloseDate, o.Amount, o.__file, o.{RECORD})"
    return f"CASE WHEN {place} = 1 THEN {digest} ELSE {digest} || '-' || {place} END"


def _outcome(stage_words: str) -> str:
    category = "lower(coalesce(o.ForecastCategory, o.ForecastCategoryName))"
    return f"""CASE
        WHEN o.IsWon THEN 'won'
        WHEN NOT o.IsClosed THEN 'open'
        WHEN o.IsClosed AND NOT o.IsWon THEN 'lost'
        WHEN {category} = 'closed' THEN 'won'
        WHEN {stage_words} IS NOT NULL AND (o.IsWon IS NULL OR {stage_words} = 'lost') THEN {stage_words}
        WHEN o.IsClosed THEN CASE WHEN o.Probability = 100 THEN 'won' ELSE 'lost' END
        ELSE 'open' END"""


def lay_known(con: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Make ``known``: what is current of each deal, for its history and for the activities about it."""
    con.execute(
        f"""CREATE OR REPLACE TABLE known AS
        SELECT id, StageName AS stage, Amount AS amount, CloseDate AS expected, outcome, account AS account_id,
               coalesce(CreatedDateOn, {day("CreatedDate", zone)}) AS created FROM deals"""
    ).fetchall()
    once(con, "known")


def lay_days(con: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Make ``deal_days``: each known deal's account, outcome and days, and whether history dates its end."""
    con.execute(
        f"""CREATE OR REPLACE TABLE deal_days AS
        SELECT k.id, k.account_id, k.outcome, k.created, h.moment IS NOT NULL AS dated,
               CASE WHEN k.outcome <> 'open' THEN coalesce({day("h.moment", zone)}, k.expected) END AS closed
        FROM known k LEFT JOIN closings h ON h.id = k.id"""
    ).fetchall()
    con.execute("DROP TABLE known")


def day(instant: str, zone: str) -> str:
    """SQL of an instant's plain date in a zone."""
    there = in_utc(instant) if zone == "UTC" else f"timezone({literal(zone)}, {instant})"
    return f"CAST({there} AS DATE)"


def opportunity(
    con: duckdb.DuckDBPyConnection, opportunities: Typed, items: Typed, products: Typed, options: ReadOptions
) -> Canonical:
    """One opportunity per record. ``closings`` (see ``histories``) dates the end; else the close date does, noted."""
    _lay_products(con, items, products)
    currency = f"coalesce(d.CurrencyIsoCode, {literal(options.currency)})" if options.currency else "d.CurrencyIsoCode"
    closed = "d.outcome <> 'open'"
    select = {
        "id": "d.id",
        "account_id": "d.account",
        "owner_id": "d.owner",
        "created_by_id": "d.creator",
        "name": "d.Name",
        "product": "coalesce(d.ProductName, p.product)",
        "amount": "d.Amount",
        "currency": currency,
        "stage": "d.StageName",
        "source": "d.LeadSource",
        "source_class": "d.source_class",
        "kind": "d.kind",
        "created_at": "d.CreatedDate",
        "created_on": "d.CreatedDateOn",
        "expected_close": f"CASE WHEN {closed} THEN coalesce(h.expected, d.CloseDate) ELSE d.CloseDate END",
        "outcome": "d.outcome",
        "closed_on": f"CASE WHEN {closed} AND h.moment IS NULL THEN d.CloseDate END",
        "closed_at": f"CASE WHEN {closed} THEN h.moment END",
        "next_step_on": "d.NextStepDate",
        "is_rfp": "d.rfp",
    }
    whole = Canonical(
        table=OPPORTUNITY,
        select=select,
        source="deals d LEFT JOIN closings h ON h.id = d.id LEFT JOIN main_products p ON p.id = d.id",
        objects=(opportunities,),
        reports=(items,),
        notes=tuple(_notes(con, opportunities, items)),
    )
    also = frozenset(column for column, said in (("product", items), ("currency", options.currency)) if said)
    return as_said(whole, [Spoken(object_=opportunities, fed=_FED, also=also)], file="d.__file")


_FED: Fed = MappingProxyType(
    {
        "account_id": ("AccountId", "AccountName"),
        "created_by_id": ("CreatedById", "CreatedByName"),
        "name": ("Name",),
        "product": ("ProductName",),
        "amount": ("Amount", "ConvertedAmount"),
        "currency": ("CurrencyIsoCode", "ConvertedAmount"),
        "source": ("LeadSource",),
        "source_class": ("LeadSource",),
        "kind": ("Type",),
        "created_at": ("CreatedDate",),
        "created_on": ("CreatedDate",),
        "next_step_on": ("NextStepDate",),
        "is_rfp": ("IsRfp", "Type", "LeadSource"),
    }
)
"""What an opportunity's columns are read from; the others are always known."""


def _lay_products(con: duckdb.DuckDBPyConnection, items: Typed, products: Typed) -> None:
    """``main_products``: the product with the largest total of each deal's line items."""
    con.execute(
        f"""CREATE OR REPLACE TABLE main_products AS
        WITH product_names AS (
            SELECT Id AS id, any_value(Name) AS name FROM {products.relation} WHERE __left IS NULL GROUP BY 1)
        SELECT i.OpportunityId AS id, arg_max(coalesce(p.name, i.ProductName, i.Product2Id), coalesce(i.TotalPrice, 0))
            AS product
        FROM {items.relation} i LEFT JOIN product_names p ON p.id = i.Product2Id WHERE i.__left IS NULL GROUP BY 1"""
    ).fetchall()


def _notes(con: duckdb.DuckDBPyConnection, opportunities: Typed, items: Typed) -> list[Note]:
    deals, undated = con.execute(
        "SELECT count(*), count(*) FILTER (outcome <> 'open' AND NOT dated) FROM deal_days"
    ).fetchall()[0]
    composed = 0 if "Id" in opportunities.has else deals
    notes = []
    if composed:
        text = (
            f"{', '.join(opportunities.files)}: {counted(composed, 'opportunity has', 'opportunities have')} no Id; "
            "it is composed of name, owner and creation, so a deal that is renamed or goes to another owner will look "
            "like another. Add the column Opportunity ID to the report."
        )
        notes.append(Note(code="salesforce.composed_ids", count=composed, text=text))
    if undated:
        text = (
            f"{counted(undated, 'closed opportunity has', 'closed opportunities have')} no history of entering the "
            "closed stage; the day of closing is taken from Close Date, which people may change. Export "
            "OpportunityHistory to know it."
        )
        notes.append(Note(code="salesforce.closed_by_close_date", count=undated, text=text))
    notes += _by_name(con, opportunities)
    if grouped := _grouped(con, opportunities):
        text = (
            f"{', '.join(opportunities.files)}: {counted(grouped, 'opportunity has', 'opportunities have')} no owner. "
            "In a report that is grouped by owner only the first line of each group names one: export it as details "
            "only, not grouped."
        )
        notes.append(Note(code="salesforce.grouped", count=grouped, text=text))
    if items:
        text = f"OpportunityLineItem: {items.read:,} line items were read to name the main product of a deal."
        notes.append(Note(code="salesforce.line_items", count=items.read, text=text, limits=False))
    return notes


def _grouped(con: duckdb.DuckDBPyConnection, opportunities: Typed) -> int:
    """How many records of a report lack the owner's name, where it is more than have one; else 0."""
    if "OwnerName" not in opportunities.has or "OwnerId" in opportunities.has:
        return 0
    named_, not_named = con.execute(
        f"SELECT count(OwnerName), count(*) FILTER (OwnerName IS NULL) FROM {opportunities.relation}"
    ).fetchall()[0]
    return int(not_named) if not_named > named_ else 0


def _by_name(con: duckdb.DuckDBPyConnection, opportunities: Typed) -> list[Note]:
    """How each stage was taken where only its name says how a deal ends: first those that are open, for no word is."""
    if not opportunities.has.isdisjoint(("IsWon", "IsClosed", "ForecastCategory", "ForecastCategoryName")):
        return []
    found = con.execute(
        "SELECT StageName, outcome, count(*) AS n FROM deals WHERE StageName IS NOT NULL GROUP BY StageName, outcome "
        "ORDER BY outcome <> 'open', n DESC, StageName"
    ).fetchall()
    text = (
        f"Only the names of stages say how deals ended; they were taken so: {taken(found, _STAGES_SHOWN)}. Where "
        "that is wrong, say it under [words.stage] of a map, or export the columns Closed and Won."
    )
    return [Note(code="salesforce.stages_by_name", count=sum(n for *_, n in found), text=text, limits=False)]
