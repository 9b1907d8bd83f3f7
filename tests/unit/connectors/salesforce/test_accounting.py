"""Whatever an export holds, is every record kept or rejected with a reason, and never lost or doubled?"""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import put, read_all, sid

IDS = st.sampled_from(["", sid("006", 1), sid("006", 2), "006q000000Hddoh", "006q000000HddoH", "x", "006 1", "=cmd()"])
PEOPLE = st.sampled_from(["", sid("005", 1), sid("005", 2), "00G000000000001AAA"])
DAYS = st.sampled_from(["", "2026-06-30", "0001-01-01", "9999-12-31", "2026-02-30", "soon", "2026-06-30T00:00:00.000Z"])
INSTANTS = st.sampled_from(["", "2026-06-30T10:00:00.000Z", "2026-06-30 10:00:00", "1600-01-01T00:00:00Z", "?"])
NUMBERS = st.sampled_from(["", "0", "12.50", "-3", "NaN", "inf", "1e5", "1" * 30, "many"])
FLAGS = st.sampled_from(["", "true", "FALSE", "yes", "perhaps"])
WORDS = st.one_of(
    st.sampled_from(["Closed Won", "Proposal", "Lost", "", "Call", "+49 30", "@x", 'a "b", c\nd']), st.text(max_size=8)
)

OBJECTS = {
    "Opportunity": {
        "Id": IDS,
        "Name": WORDS,
        "StageName": WORDS,
        "OwnerId": PEOPLE,
        "Amount": NUMBERS,
        "CloseDate": DAYS,
        "CreatedDate": INSTANTS,
        "IsClosed": FLAGS,
        "IsWon": FLAGS,
        "IsDeleted": FLAGS,
    },
    "OpportunityHistory": {
        "Id": WORDS,
        "OpportunityId": IDS,
        "StageName": WORDS,
        "Amount": NUMBERS,
        "CloseDate": DAYS,
        "Probability": NUMBERS,
        "CreatedDate": INSTANTS,
    },
    "Task": {
        "Id": IDS,
        "WhoId": WORDS,
        "WhatId": IDS,
        "OwnerId": PEOPLE,
        "Subject": WORDS,
        "ActivityDate": DAYS,
        "Status": WORDS,
        "IsClosed": FLAGS,
        "CallDurationInSeconds": NUMBERS,
        "CompletedDateTime": INSTANTS,
        "CreatedDate": INSTANTS,
    },
    "User": {"Id": PEOPLE, "Name": WORDS, "ManagerId": PEOPLE, "IsActive": FLAGS},
    "ForecastingQuota": {"Id": IDS, "QuotaOwnerId": PEOPLE, "StartDate": DAYS, "QuotaAmount": NUMBERS},
}
ONE_FOR_ONE = {"Opportunity": "opportunity", "Task": "activity", "User": "person", "ForecastingQuota": "quota"}


def written(columns: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[list[dict[str, str]]]:
    return st.lists(st.fixed_dictionaries(columns), max_size=6)


def as_csv(columns: dict[str, st.SearchStrategy[str]], rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


EXPORTS = st.fixed_dictionaries({name: written(columns) for name, columns in OBJECTS.items()})


@pytest.mark.slow
@settings(max_examples=settings().max_examples * 20 // 100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPORTS)
def test_every_record_is_kept_or_rejected(rows: dict[str, list[dict[str, str]]]) -> None:
    account_for(rows)


@pytest.mark.soak
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPORTS)
def test_every_record_is_kept_or_rejected_in_many_exports(rows: dict[str, list[dict[str, str]]]) -> None:
    account_for(rows)


def account_for(rows: dict[str, list[dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{name}.csv": as_csv(OBJECTS[name], rows[name]) for name in OBJECTS}
        # read_all asserts read == kept + rejected, that all that is kept comes, and that every reject is named
        tables = read_all(put(Path(folder) / "export", files), Path(folder) / "scratch", date_order="ymd")
    for name, table in ONE_FOR_ONE.items():
        assert tables[table].read == len(rows[name])
        assert all(reject["reason"] for reject in tables[table].rejects)
    kept = {row["id"] for row in tables["opportunity"].rows}
    assert kept <= {row["Id"] + ("AAB" if row["Id"].endswith("oh") else "") for row in rows["Opportunity"]} | {
        "006q000000HddoHAAR"
    }
