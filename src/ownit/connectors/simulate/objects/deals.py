"""What do the exports say of opportunities: their state, their history, who is on them?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ownit.connectors.simulate import shown, text
from ownit.connectors.simulate.codes import DealKind, words_of
from ownit.connectors.simulate.deals import SOURCE_CODE
from ownit.connectors.simulate.leads import WORDS
from ownit.connectors.simulate.objects.accounts import contact
from ownit.connectors.simulate.objects.zone import Zone
from ownit.connectors.simulate.progress import STAGES
from ownit.connectors.simulate.rows import Days, Histories, Opportunities, OwnerChanges, Splits, chosen
from ownit.connectors.simulate.sources import Source

_PROBABILITY = np.asarray([10, 20, 35, 60, 80, 100, 0])  # by stage, as the two below
_CATEGORIES = ("Pipeline", "BestCase", "Forecast", "Closed", "Omitted")
_CATEGORY = np.asarray([0, 0, 0, 1, 2, 3, 4])
_PROPOSAL = STAGES.index("Proposal/Price Quote")
_KINDS = words_of(
    DealKind,
    {DealKind.NEW: "New Business", DealKind.EXPANSION: "Existing Business", DealKind.RENEWAL: "Renewal"},
)


def opportunities(rows: Opportunities, zone: Zone, currency: str) -> pa.Table:
    """Their state on the day of the export."""
    stage, n = shown.stage_of(rows), len(rows.id)
    return pa.table(
        {
            "Id": text.ids("Opportunity", rows.id),
            "AccountId": text.ids("Account", rows.account),
            "Name": shown.deal_names(rows),
            "Amount": rows.amount,
            "CurrencyIsoCode": text.same(currency, n),
            "StageName": text.labels(shown.STAGE_WORDS, stage),
            "Probability": _PROBABILITY[stage],
            "ForecastCategory": _category(stage),
            "CloseDate": text.dates(rows.close_date),
            "CreatedDate": zone.utc(rows.created, rows.created_minute),
            "CreatedById": text.user_ids(rows.creator),
            "OwnerId": text.user_ids(rows.owner),
            "Type": text.labels(_KINDS, rows.kind),
            "LeadSource": text.labels(WORDS, rows.word),
            "IsClosed": text.flags(shown.is_closed(rows)),
            "IsWon": text.flags(rows.won),
            "IsDeleted": text.flags(np.zeros(n, dtype=np.bool_)),
            "NextStep": text.labels(("Agreed with the buyer",), np.where(rows.next_step < 0, -1, 0)),
            "Next_Step_Date__c": text.dates(rows.next_step),
            "RFP__c": text.flags(rows.source == SOURCE_CODE[Source.RFP]),
            "Product__c": text.product_names(rows.id),
        }
    )


def histories(rows: Histories, zone: Zone) -> pa.Table:
    """OpportunityHistory: the whole state at each change."""
    return pa.table(
        {
            "Id": text.ids("OpportunityHistory", rows.serial),
            "OpportunityId": text.ids("Opportunity", rows.opportunity),
            "StageName": text.labels(shown.STAGE_WORDS, rows.stage),
            "Amount": rows.amount,
            "CloseDate": text.dates(rows.close_date),
            "Probability": _PROBABILITY[rows.stage],
            "ForecastCategory": _category(rows.stage),
            "CreatedDate": zone.utc(rows.day, rows.minute),
            "CreatedById": text.user_ids(rows.by),
        }
    )


def _category(stage: Days) -> text.Texts:
    return text.labels(_CATEGORIES, _CATEGORY[stage])


def owner_changes(rows: OwnerChanges, zone: Zone) -> pa.Table:
    """OpportunityFieldHistory."""
    n = len(rows.day)
    return pa.table(
        {
            "Id": text.ids("OpportunityFieldHistory", rows.opportunity * 4 + np.minimum(rows.minute // 541, 1)),
            "OpportunityId": text.ids("Opportunity", rows.opportunity),
            "Field": text.same("Owner", n),
            "DataType": text.same("EntityId", n),
            "OldValue": text.user_ids(rows.old),
            "NewValue": text.user_ids(rows.new),
            "CreatedDate": zone.utc(rows.day, rows.minute),
            "CreatedById": text.user_ids(rows.old),
        }
    )


def contact_roles(rows: Opportunities) -> pa.Table:
    """The lab manager on every deal, the buyer from the proposal on."""
    late = chosen(rows, rows.stage >= _PROPOSAL)
    deal = np.concatenate([rows.id, late.id])
    which = np.concatenate([np.zeros(len(rows.id), dtype=np.int64), np.ones(len(late.id), dtype=np.int64)])
    person = contact(np.concatenate([rows.account, late.account])) + which
    return pa.table(
        {
            "Id": text.ids("OpportunityContactRole", deal * 2 + which),
            "OpportunityId": text.ids("Opportunity", deal),
            "ContactId": text.ids("Contact", person),
            "Role": text.labels(("Decision Maker", "Economic Buyer"), which),
            "IsPrimary": text.flags(which == 0),
        }
    )


def splits(rows: Splits) -> pa.Table:
    """Credit: each deal's owner, and whom it is shared with."""
    return pa.table(
        {
            "Id": text.ids("OpportunitySplit", rows.opportunity * 2 + rows.second),
            "OpportunityId": text.ids("Opportunity", rows.opportunity),
            "SplitOwnerId": text.user_ids(rows.person),
            "SplitPercentage": rows.percent,
            "SplitType.DeveloperName": text.labels(("Revenue", "Overlay"), rows.overlay.astype(np.int64)),
        }
    )
