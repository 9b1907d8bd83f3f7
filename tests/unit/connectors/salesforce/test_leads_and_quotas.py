# ruff: noqa: E501 -- a record of a CSV file stands in one line
"""Which leads came, who shares in which deal, and who is held to what?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from .conftest import OPPORTUNITY, Export, sid


def test_a_lead_keeps_where_it_came_from_and_what_became_of_it(export: Export) -> None:
    text = """
        Id,LastName,Company,OwnerId,LeadSource,Status,CreatedDate,IsConverted,ConvertedDate,ConvertedOpportunityId
        00Q000000000001AAA,Hall,Acme,005000000000001AAA,Phone Inquiry,Qualified,2026-05-01T10:00:00Z,true,2026-06-01,006000000000001
        00Q000000000002AAA,Wu,Globex,005000000000001AAA,Tea leaves,Open,2026-05-02T10:00:00Z,false,,
        """
    leads = export({"Opportunity.csv": OPPORTUNITY, "Lead.csv": text})["lead"].by()
    assert leads[sid("00Q", 1)] == {
        "id": sid("00Q", 1),
        "owner_id": sid("005", 1),
        "source": "Phone Inquiry",
        "source_class": "hand_raiser",
        "created_at": datetime(2026, 5, 1, 10, tzinfo=UTC),
        "on": None,
        "account_name": "Acme",
        "status": "Qualified",
        "converted_opportunity_id": sid("006", 1),
        "converted_on": date(2026, 6, 1),
    }
    assert leads[sid("00Q", 2)]["source_class"] is None


SPLITS = """
    Id,OpportunityId,SplitOwnerId,SplitPercentage,SplitTypeId
    1CS000000000001AAA,006000000000001AAA,005000000000001AAA,60,1ST000000000001AAA
    1CS000000000002AAA,006000000000001AAA,005000000000002AAA,40,1ST000000000001AAA
    1CS000000000003AAA,006000000000001AAA,005000000000003AAA,100,1ST000000000002AAA
    1CS000000000004AAA,006000000000001AAA,005000000000004AAA,30,1ST000000000002AAA
"""


def test_splits_are_credit_of_the_kind_their_type_says(export: Export) -> None:
    types = """
        Id,DeveloperName,MasterLabel,IsTotalValidated
        1ST000000000001AAA,Revenue,Revenue,true
        1ST000000000002AAA,Overlay,Overlay,false
        """
    files = {"Opportunity.csv": OPPORTUNITY, "OpportunitySplit.csv": SPLITS, "OpportunitySplitType.csv": types}
    credit = export(files)["credit"].by("person_id")
    assert [(credit[sid("005", n)]["share"], credit[sid("005", n)]["kind"]) for n in (1, 2, 3, 4)] == [
        (0.6, "revenue"),
        (0.4, "revenue"),
        (1.0, "overlay"),
        (0.3, "overlay"),
    ]


def test_without_types_splits_that_sum_to_the_whole_are_revenue(export: Export) -> None:
    table = export({"Opportunity.csv": OPPORTUNITY, "OpportunitySplit.csv": SPLITS})["credit"]
    assert [row["kind"] for _, row in sorted(table.by("person_id").items())] == [
        "revenue",
        "revenue",
        "overlay",
        "overlay",
    ]
    assert table.note("salesforce.split_kind_guessed").count == 4


def quotas(*starts: str) -> str:
    rows = [f"{sid('0J9', i)},{sid('005', 1)},{start},50000,USD" for i, start in enumerate(starts, start=1)]
    return "\n".join(["Id,QuotaOwnerId,StartDate,QuotaAmount,CurrencyIsoCode", *rows]) + "\n"


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (("2026-01-01", "2026-02-01", "2026-03-01"), ("2026-01-31", "2026-02-28", "2026-03-31")),
        (("2025-11-01", "2026-02-01"), ("2026-01-31", "2026-04-30")),
        (
            ("2026-01-01", "2026-02-01", "2026-05-01", "2026-06-01"),
            ("2026-01-31", "2026-02-28", "2026-05-31", "2026-06-30"),
        ),
        (("2026-01-05", "2026-02-02", "2026-03-02"), ("2026-02-01", "2026-03-01", "2026-03-29")),
        (("2025-07-01", "2026-07-01"), ("2026-06-30", "2027-06-30")),
        (("2026-01-01",), (None,)),
    ],
    ids=["months", "quarters", "months with a gap", "four weeks", "years", "only one"],
)
def test_a_period_ends_before_the_next_and_lasts_as_long_as_is_usual(
    export: Export, starts: tuple[str, ...], ends: tuple[str | None, ...]
) -> None:
    table = export({"Opportunity.csv": OPPORTUNITY, "ForecastingQuota.csv": quotas(*starts)})["quota"]
    rows = [table.by()[sid("0J9", n)] for n in range(1, len(starts) + 1)]
    assert [row.get("period_end") for row in rows] == [end and date.fromisoformat(end) for end in ends]
    assert all((row["measure"], row["amount"], row["currency"]) == ("bookings", Decimal(50000), "USD") for row in rows)
    assert ("salesforce.period_unknown" in table.codes()) == (ends == (None,))


def test_quotas_by_product_family_are_parts_of_one(export: Export) -> None:
    """Ann is held to 70 in hardware and 50 in software; the 9 are of another forecast type, and no part of it."""
    who, kind = sid("005", 1), sid("0Db", 1)
    text = f"""
        Id,QuotaOwnerId,StartDate,QuotaAmount,ForecastingTypeId,ProductFamily
        {sid("0J9", 1)},{who},2026-01-01,70,{kind},Hardware
        {sid("0J9", 2)},{who},2026-01-01,50,{kind},Software
        {sid("0J9", 3)},{who},2026-04-01,80,{kind},Hardware
        {sid("0J9", 4)},{who},2026-01-01,9,{sid("0Db", 2)},
        """
    table = export({"Opportunity.csv": OPPORTUNITY, "ForecastingQuota.csv": text})["quota"]
    assert [(row["id"], row["amount"]) for row in table.rows] == [
        (sid("0J9", 1), Decimal(120)),
        (sid("0J9", 3), Decimal(80)),
        (sid("0J9", 4), Decimal(9)),
    ]
    assert (table.read, table.kept) == (3, 3)
    assert table.note("salesforce.quotas_added_up").count == 2


def test_the_quota_of_all_families_is_no_part_of_itself(export: Export) -> None:
    """A list without forecast types has the 120 of Ann's quarter beside the 70 and 50 it is made of: not 240."""
    who = sid("005", 1)
    text = f"""
        Id,QuotaOwnerId,StartDate,QuotaAmount,ProductFamily,Territory2Id
        {sid("0J9", 1)},{who},2026-01-01,120,,
        {sid("0J9", 2)},{who},2026-01-01,70,Hardware,
        {sid("0J9", 3)},{who},2026-01-01,50,,{sid("0MI", 1)}
        """
    table = export({"Opportunity.csv": OPPORTUNITY, "ForecastingQuota.csv": text})["quota"]
    assert [(row["id"], row["amount"]) for row in table.rows] == [
        (sid("0J9", 1), Decimal(120)),
        (sid("0J9", 2), Decimal(120)),
    ]


def test_a_record_in_period_says_when_the_period_ends(export: Export) -> None:
    text = f"Id,QuotaOwnerId,StartDate,QuotaAmount,PeriodId\n{sid('0J9', 1)},{sid('005', 1)},2026-02-01,1,{sid('026', 1)}\n"
    periods = f"Id,StartDate,EndDate,IsForecastPeriod\n{sid('026', 1)},2026-02-01,2026-02-28,true\n"
    files = {"Opportunity.csv": OPPORTUNITY, "ForecastingQuota.csv": text, "Period.csv": periods}
    assert export(files)["quota"].rows[0]["period_end"] == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("name", "is_quantity", "measure", "kinds"),
    [
        ("OpportunityRevenue", "false", "bookings", None),
        ("Gross Margin", "false", "margin", None),
        ("New ARR", "false", "new_recurring", None),
        ("Renewals Revenue", "false", "bookings", "renewal"),
        ("Meetings Held", "true", "meetings_held", None),
        ("OpportunityQuantity", "true", "opportunities_opened", None),
    ],
)
def test_the_forecast_type_tells_what_is_counted(
    export: Export, name: str, is_quantity: str, measure: str, kinds: str | None
) -> None:
    column = "QuotaQuantity" if is_quantity == "true" else "QuotaAmount"
    text = f"Id,QuotaOwnerId,StartDate,{column},ForecastingTypeId\n{sid('0J9', 1)},{sid('005', 1)},2026-02-01,7,{sid('0Db', 1)}\n"
    types = f"Id,DeveloperName,MasterLabel,IsAmount,IsQuantity\n{sid('0Db', 1)},{name},{name},,{is_quantity}\n"
    files = {"Opportunity.csv": OPPORTUNITY, "ForecastingQuota.csv": text, "ForecastingType.csv": types}
    row = export(files, currency="EUR")["quota"].rows[0]
    assert (row["measure"], row["kinds"], row["amount"]) == (measure, kinds, Decimal(7))
    assert row["currency"] == (None if is_quantity == "true" else "EUR")


def test_dated_rates_are_turned_round(export: Export) -> None:
    rates = """
        Id,IsoCode,StartDate,ConversionRate
        04w000000000001AAA,EUR,2026-01-01,0.8
        04w000000000002AAA,GBP,2026-01-01,0
        """
    table = export({"Opportunity.csv": OPPORTUNITY, "DatedConversionRate.csv": rates})["rate"]
    assert [(r["currency"], r["rate"]) for r in table.rows] == [("EUR", Decimal("1.25"))]
    assert [r["reason"] for r in table.rejects] == ["its rate is not above 0"]


def test_contacts_and_who_of_them_is_in_which_deal(export: Export) -> None:
    files = {
        "Opportunity.csv": OPPORTUNITY,
        "Contact.csv": "Id,AccountId,Title\n003000000000001AAA,001000000000001AAA,Buyer\n",
        "OpportunityContactRole.csv": "Id,OpportunityId,ContactId,Role\n00K000000000001AAA,006000000000001AAA,003000000000001AAA,Decision Maker\n",
    }
    tables = export(files)
    assert tables["contact"].rows == [{"id": sid("003", 1), "account_id": sid("001", 1), "role": "Buyer"}]
    assert tables["opportunity_contact"].rows[0]["role"] == "Decision Maker"
