"""Which object is a file, in which layout, and which of its columns is which?"""

from __future__ import annotations

import csv

import pytest

from ownit.connectors.salesforce.knowledge import load
from ownit.connectors.salesforce.recognise import recognise

from .test_replicated import SAMPLE

KNOWLEDGE = load()

BY_COLUMNS = {
    "Id,Name,StageName,CloseDate,OwnerId": ("Opportunity", "objects"),
    "Opportunity Name,Stage,Close Date,Opportunity Owner": ("Opportunity", "report"),
    "Opportunity ID,Opportunity Name,Stage,Close Date,Created Date": ("Opportunity", "report"),
    "Id,OpportunityId,StageName,Amount,CloseDate,Probability,CreatedDate": ("OpportunityHistory", "objects"),
    "Opportunity Name,From Stage,To Stage,Last Modified": ("OpportunityHistory", "report"),
    "Id,OpportunityId,Field,OldValue,NewValue,CreatedDate": ("OpportunityFieldHistory", "objects"),
    "Opportunity Name,Field / Event,Old Value,New Value,Edit Date,Edited By": ("OpportunityFieldHistory", "report"),
    "Id,WhoId,WhatId,OwnerId,Subject,ActivityDate,Status,TaskSubtype": ("Task", "objects"),
    "Subject,Assigned,Date,Status,Company / Account,Opportunity": ("Task", "report"),
    "Id,WhoId,OwnerId,Subject,StartDateTime,EndDateTime,IsChild": ("Event", "objects"),
    "Id,LastName,Company,Status,LeadSource,OwnerId,IsConverted": ("Lead", "objects"),
    "Lead Owner,First Name,Last Name,Company / Account,Lead Status,Create Date": ("Lead", "report"),
    "Id,Name,OwnerId,Industry,BillingCountry": ("Account", "objects"),
    "Account Owner,Account Name,Billing City,Type,Industry": ("Account", "report"),
    "Id,AccountId,LastName,Title,Email": ("Contact", "objects"),
    "Id,OpportunityId,ContactId,Role,IsPrimary": ("OpportunityContactRole", "objects"),
    "Id,OpportunityId,SplitOwnerId,SplitPercentage,SplitTypeId": ("OpportunitySplit", "objects"),
    "Id,Name,Username,Email,IsActive,ManagerId,UserRoleId": ("User", "objects"),
    "Id,Name,ParentRoleId": ("UserRole", "objects"),
    "Id,QuotaOwnerId,StartDate,QuotaAmount": ("ForecastingQuota", "objects"),
    "Id,Name,ProductCode,Family,IsActive": ("Product2", "objects"),
    "Id,OpportunityId,Product2Id,UnitPrice,TotalPrice": ("OpportunityLineItem", "objects"),
    "id,name,stage_name,is_won,_fivetran_synced": ("Opportunity", "replicated"),
}


@pytest.mark.parametrize("header", BY_COLUMNS)
def test_the_columns_alone_tell_the_object(header: str) -> None:
    found = recognise("report1642777476321.csv", header.split(","), KNOWLEDGE)
    assert found is not None
    assert (found.object, found.layout) == BY_COLUMNS[header]


@pytest.mark.parametrize("header", ["", "Id", "Name,Colour", "Id,Name", "Date,Amount,Text", "OpportunityId,Note"])
def test_columns_that_tell_nothing_are_not_guessed(header: str) -> None:
    assert recognise("export.csv", header.split(","), KNOWLEDGE) is None


@pytest.mark.parametrize(
    "name",
    [
        "Account.csv",
        "accounts.CSV",
        "sf_account_data.csv",
        "Account (2).csv",
        "Account_2026-08-12.csv",
        "extract_Account.csv",
    ],
)
def test_a_name_with_its_trimmings_is_believed_where_the_columns_allow_it(name: str) -> None:
    found = recognise(name, ["Id", "Name"], KNOWLEDGE)
    assert found is not None
    assert found.object == "Account"


def test_a_name_is_not_believed_against_the_columns() -> None:
    found = recognise("Account.csv", ["Id", "OpportunityId", "Field", "NewValue", "CreatedDate"], KNOWLEDGE)
    assert found is not None
    assert found.object == "OpportunityFieldHistory"


def test_the_sample_tables_are_recognised_by_name_and_without_it() -> None:
    expected = {
        "sf_account_data.csv": "Account",
        "sf_account_history_data.csv": "Account",
        "sf_contact_data.csv": "Contact",
        "sf_contact_history_data.csv": "Contact",
        "sf_event_data.csv": "Event",
        "sf_lead_data.csv": "Lead",
        "sf_opportunity_data.csv": "Opportunity",
        "sf_opportunity_history_data.csv": "Opportunity",
        "sf_opportunity_line_item_data.csv": "OpportunityLineItem",
        "sf_order_data.csv": None,
        "sf_product_2_data.csv": "Product2",
        "sf_task_data.csv": "Task",
        "sf_user_data.csv": "User",
        "sf_user_role_data.csv": "UserRole",
    }
    for path in sorted(SAMPLE.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        for name in (path.name, "table.csv"):
            found = recognise(name, header, KNOWLEDGE)
            assert (found and found.object) == expected[path.name], (path.name, name)
            assert (found is not None and found.versions) == (
                expected[path.name] is not None and "history" in path.name
            )


def test_a_columns_own_name_wins_over_another_columns_label() -> None:
    header = ["Id", "Name", "StageName", "Owner", "OwnerId", "Owner.Name", "Stage"]
    found = recognise("Opportunity.csv", header, KNOWLEDGE)
    assert found is not None
    assert (found.columns["OwnerId"], found.columns["StageName"]) == ("OwnerId", "StageName")
    assert found.columns["OwnerName"] == "Owner.Name"
    assert set(found.unused) == {"Owner", "Stage"}


def test_no_two_columns_of_an_object_claim_one_name_as_their_own() -> None:
    for known in KNOWLEDGE.objects.values():
        own = [column.names[0] for column in known.columns.values()]
        assert len(own) == len(set(own))
        for group in (*known.needs, *known.tells):
            assert set(group) <= set(known.columns), (known.name, group)
