"""What are the canonical facts of accounts and of leads?"""

from __future__ import annotations

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.behaviour.canonical.columns import Columns, moments
from ownit.connectors.simulate.behaviour.canonical.sources import sources
from ownit.connectors.simulate.rows import Accounts, Leads


def accounts(rows: Accounts) -> Columns:
    """Target accounts, and those that something is on."""
    return {
        "id": text.ids("Account", rows.id),
        "name": text.account_names(rows.id),
        "owner_id": text.user_ids(rows.owner),
        "industry": text.industries(rows.id),
        "employees": shown.employees(rows.id),
        "country": text.countries(rows.id),
        "customer_since": text.dates(rows.customer_since),
    }


def leads(rows: Leads) -> Columns:
    """Converted ones name the opportunity."""
    return {
        "id": text.ids("Lead", rows.id),
        "owner_id": text.user_ids(rows.owner),
        **sources(rows.word),
        "created_at": moments(rows.day, rows.minute),
        "account_name": shown.lead_companies(rows),
        "status": shown.lead_status(rows),
        "converted_opportunity_id": text.ids("Opportunity", rows.opportunity),
        "converted_on": text.dates(rows.converted),
    }
