"""Who are the people, what do they do, and to whom do they report?"""

from __future__ import annotations

import pytest

from .conftest import OPPORTUNITY, Export, sid

ROLES = """
    Id,Name,ParentRoleId,ForecastUserId
    00E000000000001AAA,CEO,,
    00E000000000002AAA,VP Sales,00E000000000001AAA,005000000000002AAA
    00E000000000003AAA,Region West,00E000000000002AAA,
    00E000000000004AAA,Account Executive West,00E000000000003AAA,
    00E000000000005AAA,SDR,00E000000000003AAA,
    00E000000000006AAA,Key Account Manager,00E000000000002AAA,
    00E000000000007AAA,Solution Engineering,00E000000000002AAA,
    00E000000000008AAA,Channel Sales,00E000000000002AAA,
"""
USERS = """
    Id,Name,Email,IsActive,ManagerId,UserRoleId,TimeZoneSidKey,Title
    005000000000001AAA,Ada,ada@example.com,true,,00E000000000001AAA,Europe/Berlin,
    005000000000002AAA,Vic,vic@example.com,true,005000000000001AAA,00E000000000002AAA,,
    005000000000004AAA,Eve,eve@example.com,true,,00E000000000004AAA,,
    005000000000005AAA,Sam,sam@example.com,false,005000000000002AAA,00E000000000005AAA,,
    005000000000006AAA,Kay,kay@example.com,,005000000000002AAA,00E000000000006AAA,,
    005000000000007AAA,Sol,sol@example.com,true,005000000000002AAA,00E000000000007AAA,,
    005000000000008AAA,Pat,pat@example.com,true,005000000000002AAA,00E000000000008AAA,,
    005000000000009AAA,Tim,tim@example.com,true,005000000000009AAA,,,Inside Sales Rep
"""


def test_users_are_people_with_positions(export: Export) -> None:
    tables = export({"Opportunity.csv": OPPORTUNITY, "User.csv": USERS, "UserRole.csv": ROLES})
    people = tables["person"].by()
    assert people[sid("005", 1)] == {
        "id": sid("005", 1),
        "name": "Ada",
        "email": "ada@example.com",
        "timezone": "Europe/Berlin",
        "active": True,
    }
    assert (people[sid("005", 5)]["active"], people[sid("005", 6)]["active"]) == (False, True)
    positions = tables["position"].by("person_id")
    roles = {people[p]["name"]: row["role"] for p, row in positions.items()}
    assert roles == {
        "Ada": "leader",
        "Vic": "leader",
        "Eve": "hunter",
        "Sam": "SDR",
        "Kay": "farmer",
        "Sol": "overlay",
        "Pat": "partner",
        "Tim": "hunter",
    }


def test_where_no_manager_is_named_the_tree_of_roles_tells(export: Export) -> None:
    """Eve's role is under Region West, where nobody is: the forecast manager above that leads her."""
    tables = export({"Opportunity.csv": OPPORTUNITY, "User.csv": USERS, "UserRole.csv": ROLES})
    managers = {row["person_id"]: row["manager_id"] for row in tables["position"].rows}
    assert managers[sid("005", 4)] == sid("005", 2)
    assert managers[sid("005", 1)] is None
    assert managers[sid("005", 9)] is None  # nobody manages themselves


def test_whoever_has_reports_leads_whatever_the_words_say(export: Export) -> None:
    users = """
        Id,Name,ManagerId,Title
        005000000000001AAA,Ada,,Account Executive
        005000000000002AAA,Ben,005000000000001AAA,Sales Manager
        """
    positions = export({"Opportunity.csv": OPPORTUNITY, "User.csv": users})["position"].by("person_id")
    assert positions[sid("005", 1)]["role"] == "leader"
    assert positions[sid("005", 2)]["role"] == "hunter"


def test_circles_of_managers_and_of_roles_do_no_harm(export: Export) -> None:
    users = """
        Id,Name,ManagerId,UserRoleId
        005000000000001AAA,A,005000000000002AAA,
        005000000000002AAA,B,005000000000003AAA,
        005000000000003AAA,C,005000000000001AAA,
        005000000000004AAA,D,005000000000001AAA,
        005000000000005AAA,E,,00E000000000001AAA
        """
    roles = """
        Id,Name,ParentRoleId
        00E000000000001AAA,One,00E000000000002AAA
        00E000000000002AAA,Two,00E000000000001AAA
        """
    table = export({"Opportunity.csv": OPPORTUNITY, "User.csv": users, "UserRole.csv": roles})["position"]
    assert table.kept == 5
    assert table.by("person_id")[sid("005", 1)]["manager_id"] == sid("005", 2)
    assert table.by("person_id")[sid("005", 5)]["manager_id"] is None


@pytest.mark.parametrize("with_names", [True, False])
def test_without_users_the_owners_are_the_people(export: Export, with_names: bool) -> None:
    text = OPPORTUNITY.replace("OwnerId,", "OwnerId,Owner.Name,", 1)
    for number, name in ((1, "Ann"), (2, "Ben")):
        text = text.replace(f"Z,{sid('005', number)},", f"Z,{sid('005', number)},{name},")
    tables = export({"Opportunity.csv": text if with_names else OPPORTUNITY})
    people = tables["person"].by()
    assert set(people) == {sid("005", 1), sid("005", 2)}
    assert people[sid("005", 1)]["name"] == ("Ann" if with_names else None)
    assert tables["person"].note("salesforce.no_users").count == 2
    assert "position" not in tables
