"""Are ids of 15 characters made the 18 Salesforce would give, and is nothing else done to an id?"""

from __future__ import annotations

import string

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.connectors.reading.words import id18

from .conftest import Export

KNOWN = (  # published pairs
    ("a01M00000062mPg", "IAI"),
    ("001M000000qfPyS", "IAU"),
    ("a0FE000000D6r3F", "MAR"),
    ("0F9E000000092w2", "KAA"),
    ("a0D30000001n7Pi", "EAI"),
    ("a0RE000000IJmcN", "MAT"),
    ("006q000000Hddoh", "AAB"),
    ("0019000000B98de", "AAB"),
    ("aaaaaaaaaaaaaaa", "AAA"),
)


def longer(id_: str) -> str | None:
    found = duckdb.execute(f"SELECT {id18('i')} FROM (SELECT ? AS i)", [id_]).fetchall()[0][0]
    return None if found is None else str(found)


def suffix(id_: str) -> str:
    """The rule, told character by character."""
    letters = string.ascii_uppercase + "012345"
    fives = (id_[i : i + 5] for i in (0, 5, 10))
    return "".join(letters[sum(1 << i for i, c in enumerate(five) if c in string.ascii_uppercase)] for five in fives)


@pytest.mark.parametrize(("short", "end"), KNOWN)
def test_known_pairs(short: str, end: str) -> None:
    assert longer(short) == short + end
    assert suffix(short) == end


@given(st.text(string.ascii_letters + string.digits, min_size=15, max_size=15))
def test_every_id_of_15_characters_gets_its_suffix(short: str) -> None:
    assert longer(short) == short + suffix(short)


@given(st.text(min_size=1, max_size=20).filter(lambda t: len(t) != 15 and "\0" not in t))
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert longer(text) == text


def test_15_and_18_characters_meet_in_joins_and_case_tells_ids_apart(export: Export) -> None:
    files = {
        "Opportunity.csv": """
            Id,Name,StageName,OwnerId,AccountId
            006q000000Hddoh,One,Proposal,0051G00000600Ml,001M000000qfPyS
            006q000000HddoH,Two,Proposal,0051G00000600MlQAI,001M000000qfPySIAU
            """,
        "User.csv": "Id,Name\n0051G00000600MlQAI,Ann\n",
        "Account.csv": "Id,Name\n001M000000qfPySIAU,Acme\n",
    }
    tables = export(files)
    deals = tables["opportunity"].by("name")
    assert deals["One"]["id"] == "006q000000HddohAAB"
    assert deals["Two"]["id"] == "006q000000HddoHAAR"
    assert {d["owner_id"] for d in deals.values()} == {tables["person"].rows[0]["id"]}
    assert {d["account_id"] for d in deals.values()} == {tables["account"].rows[0]["id"]}
