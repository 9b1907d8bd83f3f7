"""What do the exports say of accounts, of who works there, and of leads?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.leads import WORDS
from ownit.connectors.simulate.objects.zone import Zone
from ownit.connectors.simulate.rows import Accounts, Days, Leads

_TYPES = ("Prospect", "Customer", "Former Customer")
_PROSPECT, _CUSTOMER, _FORMER = range(3)


def accounts(rows: Accounts) -> pa.Table:
    """Prospects, customers, and who was one."""
    kind = np.where(rows.former, _FORMER, np.where(rows.customer_since >= 0, _CUSTOMER, _PROSPECT))
    return pa.table(
        {
            "Id": text.ids("Account", rows.id),
            "Name": text.account_names(rows.id),
            "OwnerId": text.user_ids(rows.owner),
            "Type": text.labels(_TYPES, kind),
            "Industry": text.industries(rows.id),
            "NumberOfEmployees": shown.employees(rows.id),
            "BillingCountry": text.countries(rows.id),
            "Customer_Since__c": text.dates(rows.customer_since),
        }
    )


def contact(account: Days, which: int = 0) -> Days:
    """The number of an account's first or second contact."""
    return np.where(account < 0, -1, account * 2 + which)


def contacts(accounts: Days) -> pa.Table:
    """Two of each account."""
    both = np.concatenate([contact(accounts), contact(accounts, 1)])
    return pa.table(
        {
            "Id": text.ids("Contact", both),
            "AccountId": text.ids("Account", both // 2),
            "FirstName": text.given_names(both),
            "LastName": text.family_names(both),
            "Title": text.labels(("Lab Manager", "Director of Procurement"), both % 2),
        }
    )


def leads(rows: Leads, zone: Zone) -> pa.Table:
    """Converted ones name what they became."""
    return pa.table(
        {
            "Id": text.ids("Lead", rows.id),
            "FirstName": text.given_names(rows.id),
            "LastName": text.family_names(rows.id),
            "Company": shown.lead_companies(rows),
            "Status": shown.lead_status(rows),
            "LeadSource": text.labels(WORDS, rows.word),
            "OwnerId": text.user_ids(rows.owner),
            "CreatedById": text.user_ids(rows.creator),
            "CreatedDate": zone.utc(rows.day, rows.minute),
            "IsConverted": text.flags(rows.opportunity >= 0),
            "ConvertedDate": text.dates(rows.converted),
            "ConvertedOpportunityId": text.ids("Opportunity", rows.opportunity),
            "ConvertedAccountId": text.ids("Account", rows.account),
            "ConvertedContactId": text.ids("Contact", contact(rows.account)),
        }
    )
