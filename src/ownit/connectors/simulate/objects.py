"""What does each Salesforce object export say about the rows of a book?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ownit.connectors.simulate import text
from ownit.connectors.simulate.codes import Kind, Result
from ownit.connectors.simulate.deals import NEVER, SOURCE_CODE
from ownit.connectors.simulate.leads import WORDS
from ownit.connectors.simulate.progress import LOST, STAGES, WON
from ownit.connectors.simulate.rows import Book, Days, Histories, Opportunities, Touches, chosen
from ownit.connectors.simulate.sources import Source

STAGE_WORDS = (*STAGES, "Closed Won", "Closed Lost")
PROBABILITY = np.asarray([10, 20, 35, 60, 80, 100, 0])
CATEGORIES = ("Pipeline", "BestCase", "Forecast", "Closed", "Omitted")
_CATEGORY = np.asarray([0, 0, 0, 1, 2, 3, 4])
_KINDS = ("New Business", "Existing Business", "Renewal")
_DISPOSITIONS = (
    None,
    "No answer",
    "Hung up",
    "Conversation",
    "Meeting set",
    None,
    None,
    "Referral asked",
    "Referral given",
)
_OUTCOMES = (None, None, None, None, None, "Held", "No show", None, None)
_SUBJECTS = (
    "Call",
    "Email: Introduction",
    "Email: [In] Re: Introduction",
    "Meeting",
    "Referral ask",
    "List Email: Newsletter",
    "Internal: forecast call",
)
_SUBTYPES = ("Call", "Email", "Email", "Event", "Call", "ListEmail", "Event")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Zone:
    """What to add to the company's minutes of each day, from day number ``first`` on, to have UTC."""

    first: int
    shift: Days

    def utc(self, day: Days, minute: Days) -> text.Texts:
        """Instants of days and minutes on the company's clock; a negative day is null."""
        added = self.shift[np.clip(day - self.first, 0, len(self.shift) - 1)]
        return text.instants(np.where(day < 0, -1, day * 1440 + minute + added))


def objects_of(book: Book, zone: Zone, currency: str) -> Iterator[tuple[str, pa.Table]]:
    """(object, rows) for all that the sellers of a book leave."""
    yield "Account", _accounts(book)
    yield "Contact", _contacts(book.accounts.id)
    yield "Lead", _leads(book, zone)
    yield "Opportunity", _opportunities(book.opportunities, zone, currency)
    yield "OpportunityHistory", _histories(book.histories, zone)
    yield "OpportunityFieldHistory", _owner_changes(book, zone)
    yield "OpportunityContactRole", _roles(book.opportunities)
    yield "OpportunitySplit", _splits(book)
    meeting = (book.touches.kind == Kind.MEETING) | (book.touches.kind == Kind.INTERNAL)
    yield "Task", _tasks(chosen(book.touches, ~meeting), zone)
    yield "Event", _events(chosen(book.touches, meeting), zone)


def _accounts(book: Book) -> pa.Table:
    a = book.accounts
    kind = np.where(a.former, 2, np.where(a.customer_since >= 0, 1, 0))
    size = text.mixed(a.id, 11) % 4900 + 100
    return pa.table(
        {
            "Id": text.ids("Account", a.id),
            "Name": text.account_names(a.id),
            "OwnerId": text.user_ids(a.owner),
            "Type": text.labels(("Prospect", "Customer", "Former Customer"), kind),
            "Industry": text.industries(a.id),
            "NumberOfEmployees": size,
            "BillingCountry": text.countries(a.id),
            "Customer_Since__c": text.dates(a.customer_since),
        }
    )


def contact(account: Days, which: int = 0) -> Days:
    """The number of an account's first or second contact."""
    return np.where(account < 0, -1, account * 2 + which)


def _contacts(accounts: Days) -> pa.Table:
    both = np.concatenate([contact(accounts), contact(accounts, 1)])
    first, last = text.given_names(both), text.family_names(both)
    return pa.table(
        {
            "Id": text.ids("Contact", both),
            "AccountId": text.ids("Account", both // 2),
            "FirstName": first,
            "LastName": last,
            "Title": text.labels(("Lab Manager", "Director of Procurement"), both % 2),
        }
    )


def _leads(book: Book, zone: Zone) -> pa.Table:
    rows = book.leads
    done = rows.opportunity >= 0
    return pa.table(
        {
            "Id": text.ids("Lead", rows.id),
            "FirstName": text.given_names(rows.id),
            "LastName": text.family_names(rows.id),
            "Company": text.account_names(np.where(done, rows.account, rows.id + (1 << 40))),
            "Status": text.labels(("Open - Not Contacted", "Qualified"), done.astype(np.int64)),
            "LeadSource": text.labels(WORDS, rows.word),
            "OwnerId": text.user_ids(rows.owner),
            "CreatedById": text.user_ids(rows.creator),
            "CreatedDate": zone.utc(rows.day, rows.minute),
            "IsConverted": text.flags(done),
            "ConvertedDate": text.dates(rows.converted),
            "ConvertedOpportunityId": text.ids("Opportunity", rows.opportunity),
            "ConvertedAccountId": text.ids("Account", rows.account),
            "ConvertedContactId": text.ids("Contact", contact(rows.account)),
        }
    )


def _opportunities(rows: Opportunities, zone: Zone, currency: str) -> pa.Table:
    closed = rows.closed < NEVER
    stage = np.where(closed, np.where(rows.won, WON, LOST), rows.stage)
    product = text.product_names(rows.id)
    n = len(rows.id)
    return pa.table(
        {
            "Id": text.ids("Opportunity", rows.id),
            "AccountId": text.ids("Account", rows.account),
            "Name": text.joined(" - ", text.account_names(rows.account), product),
            "Amount": rows.amount,
            "CurrencyIsoCode": text.labels((currency,), np.zeros(n, dtype=np.int64)),
            "StageName": text.labels(STAGE_WORDS, stage),
            "Probability": PROBABILITY[stage],
            "ForecastCategory": text.labels(CATEGORIES, _CATEGORY[stage]),
            "CloseDate": text.dates(rows.close_date),
            "CreatedDate": zone.utc(rows.created, rows.created_minute),
            "CreatedById": text.user_ids(rows.creator),
            "OwnerId": text.user_ids(rows.owner),
            "Type": text.labels(_KINDS, rows.kind),
            "LeadSource": text.labels(WORDS, rows.word),
            "IsClosed": text.flags(closed),
            "IsWon": text.flags(rows.won),
            "IsDeleted": text.flags(np.zeros(n, dtype=np.bool_)),
            "NextStep": text.labels(("Agreed with the buyer",), np.where(rows.next_step < 0, -1, 0)),
            "Next_Step_Date__c": text.dates(rows.next_step),
            "RFP__c": text.flags(rows.source == SOURCE_CODE[Source.RFP]),
            "Product__c": product,
        }
    )


def _histories(rows: Histories, zone: Zone) -> pa.Table:
    return pa.table(
        {
            "Id": text.ids("OpportunityHistory", rows.serial),
            "OpportunityId": text.ids("Opportunity", rows.opportunity),
            "StageName": text.labels(STAGE_WORDS, rows.stage),
            "Amount": rows.amount,
            "CloseDate": text.dates(rows.close_date),
            "Probability": PROBABILITY[rows.stage],
            "ForecastCategory": text.labels(CATEGORIES, _CATEGORY[rows.stage]),
            "CreatedDate": zone.utc(rows.day, rows.minute),
            "CreatedById": text.user_ids(rows.by),
        }
    )


def _owner_changes(book: Book, zone: Zone) -> pa.Table:
    rows = book.owner_changes
    n = len(rows.day)
    return pa.table(
        {
            "Id": text.ids("OpportunityFieldHistory", rows.opportunity * 4 + np.minimum(rows.minute // 541, 1)),
            "OpportunityId": text.ids("Opportunity", rows.opportunity),
            "Field": text.labels(("Owner",), np.zeros(n, dtype=np.int64)),
            "DataType": text.labels(("EntityId",), np.zeros(n, dtype=np.int64)),
            "OldValue": text.user_ids(rows.old),
            "NewValue": text.user_ids(rows.new),
            "CreatedDate": zone.utc(rows.day, rows.minute),
            "CreatedById": text.user_ids(rows.old),
        }
    )


def _roles(rows: Opportunities) -> pa.Table:
    """The lab manager on every deal, the buyer from the proposal on."""
    late = chosen(rows, rows.stage >= 3)
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


def _splits(book: Book) -> pa.Table:
    rows = book.splits
    second = np.arange(len(rows.person)) * 2 // max(len(rows.person), 1)
    return pa.table(
        {
            "Id": text.ids("OpportunitySplit", rows.opportunity * 2 + second),
            "OpportunityId": text.ids("Opportunity", rows.opportunity),
            "SplitOwnerId": text.user_ids(rows.person),
            "SplitPercentage": rows.percent,
            "SplitType.DeveloperName": text.labels(("Revenue", "Overlay"), rows.overlay.astype(np.int64)),
        }
    )


def _tasks(rows: Touches, zone: Zone) -> pa.Table:
    n = len(rows.id)
    called = (rows.kind == Kind.CALL) | (rows.kind == Kind.ASK)
    who = text.ids("Contact", contact(rows.account))
    lead = text.ids("Lead", rows.lead)
    return pa.table(
        {
            "Id": text.ids("Task", rows.id),
            "WhoId": pc.coalesce(lead, who),
            "WhatId": pc.coalesce(text.ids("Opportunity", rows.opportunity), text.ids("Account", rows.account)),
            "AccountId": text.ids("Account", rows.account),
            "OwnerId": text.user_ids(rows.owner),
            "Subject": text.labels(_SUBJECTS, rows.kind),
            "ActivityDate": text.dates(rows.day),
            "Status": text.labels(("Completed",), np.zeros(n, dtype=np.int64)),
            "TaskSubtype": text.labels(_SUBTYPES, rows.kind),
            "CallType": text.labels(("Outbound",), np.where(called, 0, -1)),
            "CallDisposition": text.labels(_DISPOSITIONS, rows.result),
            "CallDurationInSeconds": pa.array(_seconds(rows), pa.int64(), mask=~called),
            "CreatedDate": zone.utc(rows.day, rows.minute),
        }
    )


def _seconds(rows: Touches) -> Days:
    """The talk itself: what stays of the minutes after preparing and logging; nobody answers in under 40 seconds."""
    talked = rows.result >= Result.CONVERSATION
    return np.where(talked, 120 + text.mixed(rows.id, 21) % 600, 10 + text.mixed(rows.id, 22) % 30)


def _events(rows: Touches, zone: Zone) -> pa.Table:
    n = len(rows.id)
    return pa.table(
        {
            "Id": text.ids("Event", rows.id),
            "WhoId": text.ids("Contact", contact(rows.account)),
            "WhatId": pc.coalesce(text.ids("Opportunity", rows.opportunity), text.ids("Account", rows.account)),
            "AccountId": text.ids("Account", rows.account),
            "OwnerId": text.user_ids(rows.owner),
            "Subject": text.labels(_SUBJECTS, rows.kind),
            "ActivityDate": text.dates(rows.day),
            "StartDateTime": zone.utc(rows.day, rows.minute),
            "EndDateTime": zone.utc(rows.day, rows.minute + rows.length),
            "DurationInMinutes": rows.length,
            "EventSubtype": text.labels(("Event",), np.zeros(n, dtype=np.int64)),
            "IsChild": text.flags(np.zeros(n, dtype=np.bool_)),
            "Meeting_Outcome__c": text.labels(_OUTCOMES, rows.result),
            "CreatedDate": zone.utc(rows.day, np.maximum(rows.minute - 30, 0)),
        }
    )
