"""Which leads came, and who shares in which deal?"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ownit.connectors.base import Note
from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.knowledge import Knowledge
from ownit.connectors.salesforce.names import named, owner
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.repeated import in_file_order
from ownit.connectors.salesforce.said import Fed, Spoken, as_said
from ownit.connectors.salesforce.words import meanings, meant
from ownit.facts.schema import CREDIT, LEAD
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb


def lead(con: duckdb.DuckDBPyConnection, leads: Typed, knowledge: Knowledge) -> Canonical:
    """One lead per record; in reports without ids a digest of its name, company, e-mail and creation is its id."""
    sources = meanings(con, "leads", leads.relation, {"class": ("LeadSource", knowledge.dictionaries["source"])})
    called = "coalesce(l.Name, nullif(concat_ws(' ', l.FirstName, l.LastName), ''))"
    digest = f"'r' || left(md5(concat_ws(chr(31), {called}, l.Company, l.Email, l.CreatedDate)), 17)"
    whole = Canonical(
        table=LEAD,
        select={
            "id": f"coalesce(l.Id, {digest})",
            "owner_id": owner(leads.has, "l", "u", "Owner"),
            "source": "l.LeadSource",
            "source_class": "w.class",
            "created_at": "l.CreatedDate",
            "on": "l.CreatedDateOn",
            "account_name": "l.Company",
            "status": "l.Status",
            "converted_opportunity_id": "l.ConvertedOpportunityId",
            "converted_on": "CASE WHEN coalesce(l.IsConverted, true) THEN l.ConvertedDate END",
        },
        source=f"""{leads.relation} l {named(leads.has, "Owner", "user_by_name", "u", "l")}
        {meant(sources, "w", "l", ("LeadSource",))} WHERE l.__left IS NULL {in_file_order("l", leads.has)}""",
        objects=(leads,),
    )
    return as_said(whole, [Spoken(object_=leads, fed=_FED)], file="l.__file")


_FED: Fed = MappingProxyType(
    {
        "owner_id": ("OwnerId", "OwnerName"),
        "source": ("LeadSource",),
        "source_class": ("LeadSource",),
        "created_at": ("CreatedDate",),
        "on": ("CreatedDate",),
        "account_name": ("Company",),
        "status": ("Status",),
        "converted_opportunity_id": ("ConvertedOpportunityId",),
        "converted_on": ("ConvertedDate",),
    }
)
"""What a lead's columns are read from."""


def credit(con: duckdb.DuckDBPyConnection, splits: Typed, types: Typed, knowledge: Knowledge) -> Canonical:
    """One credit per split. Its kind: what its type says (``IsTotalValidated``: revenue), else the words of the type's
    name, else revenue if all the deals it is used on are split to 100 %, else overlay."""
    words = knowledge.dictionaries["split"]
    con.execute(
        f"""CREATE OR REPLACE TABLE split_types AS
        SELECT Id AS id, any_value(coalesce(DeveloperName, MasterLabel)) AS name, any_value(IsTotalValidated) AS whole
        FROM {types.relation} WHERE __left IS NULL GROUP BY Id"""
    ).fetchall()
    con.execute(
        f"""CREATE OR REPLACE TABLE split_sums AS
        SELECT kind, bool_and(abs(total - 100) < 0.5) AS whole FROM (
            SELECT OpportunityId, coalesce(SplitTypeId, SplitTypeName, '') AS kind, sum(SplitPercentage) AS total
            FROM {splits.relation} WHERE __left IS NULL GROUP BY ALL) GROUP BY kind"""
    ).fetchall()
    by_type = meanings(con, "split_types", "split_types", {"kind": ("name", words)})
    by_name = meanings(con, "splits", splits.relation, {"kind": ("SplitTypeName", words)})
    guessed = con.execute(
        f"SELECT count(*) FROM {splits.relation} s WHERE __left IS NULL AND SplitTypeName IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM split_types t WHERE t.id = s.SplitTypeId)"
    ).fetchall()[0][0]
    text = (
        f"OpportunitySplit: {counted(guessed, 'split is', 'splits are')} told to be of revenue or overlay only by "
        "whether those of its type sum to 100 % on each deal. Export OpportunitySplitType to know it."
    )
    return Canonical(
        table=CREDIT,
        select={
            "opportunity_id": "s.OpportunityId",
            "person_id": "s.SplitOwnerId",
            "share": "s.SplitPercentage / 100.0",
            "kind": "coalesce(CASE WHEN t.whole THEN 'revenue' WHEN NOT t.whole THEN 'overlay' END, wt.kind, wn.kind, "
            "CASE WHEN sums.whole THEN 'revenue' ELSE 'overlay' END)",
        },
        source=f"""{splits.relation} s LEFT JOIN split_types t ON t.id = s.SplitTypeId
        LEFT JOIN {by_type} wt ON wt.name = t.name {meant(by_name, "wn", "s", ("SplitTypeName",))}
        LEFT JOIN split_sums sums ON sums.kind = coalesce(s.SplitTypeId, s.SplitTypeName, '')
        WHERE s.__left IS NULL {in_file_order("s")}""",
        objects=(splits,),
        reports=(types,),
        notes=(Note(code="salesforce.split_kind_guessed", count=guessed, text=text),) if guessed else (),
    )
