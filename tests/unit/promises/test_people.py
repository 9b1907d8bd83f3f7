"""Are people recorded once, whoever names them and however often?"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import override_settings

from ownit.promises.people import selectors
from ownit.promises.people.access import OPERATOR, Viewer
from ownit.promises.people.errors import AmbiguousPersonError, NotAllowedError, OwnLeaderError, UnknownPersonError
from ownit.promises.people.models import Person, Profile, Reporting, User
from ownit.promises.people.record import FoundPerson
from ownit.promises.people.services import (
    add_person,
    correct_profile,
    propose_people,
    set_buddy,
    set_leader,
    withdraw,
)

from .conftest import AT, TODAY, Company, found

LATER = AT + timedelta(days=30)
LONG_AGO = date(2020, 1, 1)


def names(people: set[int] | frozenset[int]) -> set[str]:
    return {p.name for p in selectors.people(OPERATOR) if p.id in people}


def test_proposing_the_same_again_adds_nothing(company: Company) -> None:
    again = propose_people([found("Rosa"), found("Dana", "rosa"), found("Viktor", "dana")], "s2", LATER)
    assert (again.people, again.identities, again.profiles, again.reportings) == (0, 0, 0, 0)
    assert again.ids["crm", "viktor"] == company.viktor


def test_the_first_tree_holds_from_the_beginning(company: Company) -> None:
    assert names(selectors.tree(OPERATOR, company.dana, LONG_AGO)) == {"Dana", "Viktor", "Priya"}
    assert len(selectors.tree(OPERATOR, company.rosa, TODAY)) == 6


def test_a_changed_leader_holds_from_the_day_it_was_seen(company: Company) -> None:
    propose_people([found("Dana"), found("Ben"), found("Viktor", "ben")], "s2", LATER)
    assert company.viktor in selectors.tree(OPERATOR, company.dana, TODAY)
    assert company.viktor in selectors.tree(OPERATOR, company.ben, LATER.date())
    assert company.viktor not in selectors.tree(OPERATOR, company.dana, LATER.date())


def test_undoing_a_snapshot_takes_its_leaders_and_names_back(company: Company) -> None:
    renamed = replace(found("Viktor", "ben"), name="Viktor Hale")
    propose_people([found("Ben", "rosa"), renamed], "s2", LATER)
    assert names({company.viktor}) == {"Viktor Hale"}
    assert withdraw("s2", LATER) == 2
    assert names({company.viktor}) == {"Viktor"}
    assert company.viktor in selectors.tree(OPERATOR, company.dana, LATER.date())
    assert withdraw("s2", LATER) == 0
    propose_people([found("Ben", "rosa"), renamed], "s2", LATER)
    assert names({company.viktor}) == {"Viktor Hale"}


def test_undoing_the_first_snapshot_leaves_nobody_listed(company: Company) -> None:
    withdraw("s1", LATER)
    assert selectors.people(OPERATOR) == ()


def test_a_dated_history_is_kept_as_dated(db: None) -> None:
    moved = date(2026, 4, 1)
    both = [found("Dana"), found("Ben"), found("Tom", "ben", since=date(2025, 1, 1)), found("Tom", "dana", since=moved)]
    ids = propose_people(both, "s1", AT).ids
    tom, dana, ben = (ids["crm", n] for n in ("tom", "dana", "ben"))
    assert tom in selectors.tree(OPERATOR, ben, moved - timedelta(days=1))
    assert tom in selectors.tree(OPERATOR, dana, moved)
    assert tom not in selectors.tree(OPERATOR, ben, date(2024, 12, 31))
    corrected = [found("Dana"), found("Ben"), found("Tom", "dana", since=date(2025, 1, 1))]
    assert propose_people(corrected, "s2", LATER).reportings == 2
    assert tom in selectors.tree(OPERATOR, dana, date(2025, 1, 1))
    assert propose_people(corrected, "s3", LATER).reportings == 0


def test_a_period_has_a_tree_for_each_stretch_in_which_it_stayed_the_same(company: Company) -> None:
    july, august = date(2026, 7, 1), date(2026, 8, 1)
    assert len(selectors.trees(OPERATOR, july, TODAY, TODAY)) == 1
    set_leader(OPERATOR, company.viktor, company.ben, at=AT, since=august)
    set_leader(OPERATOR, company.priya, company.dana, at=AT, since=date(2026, 8, 5))  # as it was
    (first, before), (second, after) = selectors.trees(OPERATOR, july, TODAY, TODAY)
    assert (first, second) == (july, august)
    assert before.below(company.dana) == {company.viktor, company.priya}
    assert after.below(company.ben) == {company.viktor, company.tom}
    assert [day for day, _ in selectors.trees(OPERATOR, august, TODAY, TODAY)] == [august]
    assert len(selectors.trees(company.viewer("tom"), july, TODAY, TODAY)) == 2
    new = add_person(OPERATOR, "New", "", at=AT).id
    set_leader(OPERATOR, new, company.dana, at=AT, since=date(2026, 8, 10))
    ((_, one), *_) = selectors.trees(OPERATOR, july, TODAY, TODAY)
    assert new in one.below(company.dana), "before anything was said of somebody, what was said first holds"
    ((_, one), *_) = selectors.trees(OPERATOR, july, august, august)
    assert new not in one.below(company.dana), "on the first of August it was not so yet"


def test_leaving_a_leader_is_recorded_and_never_having_one_is_not(company: Company) -> None:
    before = Reporting.objects.count()
    propose_people([found("Rosa"), found("Viktor")], "s2", LATER)
    assert Reporting.objects.count() == before + 1
    assert not list(selectors.leaders(OPERATOR, LATER.date()).above(company.viktor))


def test_one_address_is_one_human_across_connectors(company: Company) -> None:
    other = FoundPerson(connector="files", external_id="7", name="V. Hale", email="VIKTOR@northline.example ")
    ids = propose_people([other], "s2", LATER).ids
    assert ids["files", "7"] == company.viktor
    assert names({company.viktor}) == {"V. Hale"}
    assert propose_people([found("Viktor", "dana"), other], "s3", LATER).profiles == 0


def test_a_shared_mailbox_is_not_a_person(db: None) -> None:
    shared = [
        FoundPerson(connector="crm", external_id=str(i), name=name, email="sales@northline.example")
        for i, name in enumerate(["Ann", "Bob", "ann"])
    ]
    proposed = propose_people(shared, "s1", AT)
    assert proposed.people == 2
    assert proposed.ids["crm", "0"] == proposed.ids["crm", "2"] != proposed.ids["crm", "1"]
    assert [(n.code, n.count) for n in proposed.notices] == [("shared_email", 1)]


def test_people_without_an_address_are_never_joined(db: None) -> None:
    assert propose_people([FoundPerson(connector="crm", external_id=i, name="Ann") for i in "12"], "s1", AT).people == 2


@pytest.mark.parametrize("email", ["ada@north.example", ""])
def test_whoever_began_by_hand_is_known_again_when_a_crm_comes(db: None, email: str) -> None:
    ada = add_person(OPERATOR, "Ada Quist", email, at=AT)
    done = propose_people([replace(found("ada"), name="ADA  Quist", email="ada@north.example")], "s1", AT)
    assert done.ids["crm", "ada"] == ada.id
    assert done.people == 0


def test_two_of_that_name_are_not_guessed_at(db: None) -> None:
    ada = add_person(OPERATOR, "Ada Quist", "", at=AT)
    both = [replace(found(who), name="Ada Quist", email=f"{who}@north.example") for who in ("ada1", "ada2")]
    assert ada.id not in propose_people(both, "s1", AT).ids.values()


def test_of_two_ids_of_one_human_the_active_one_speaks(db: None) -> None:
    gone = replace(found("Ann", "ben"), external_id="zzz", active=False, role="former")
    ids = propose_people([found("Ben"), found("Dana"), found("Ann", "dana"), gone], "s1", AT).ids
    assert ids["crm", "ann"] == ids["crm", "zzz"]
    assert selectors.find(OPERATOR, "Ann").role == "seller"
    assert names(selectors.tree(OPERATOR, ids["crm", "dana"], TODAY)) == {"Dana", "Ann"}


def test_circles_of_managers_are_told_and_cut(db: None) -> None:
    circle = [found("Ann", "bob"), found("Bob", "cy"), found("Cy", "ann")]
    proposed = propose_people([*circle, found("Di", "di")], "s1", AT)
    assert [(n.code, n.count) for n in proposed.notices] == [("manager_circle", 1)]
    assert len(selectors.tree(OPERATOR, proposed.ids["crm", "ann"], TODAY)) == 3


def test_a_manager_nobody_knows_is_told(db: None) -> None:
    proposed = propose_people([found("Ann", "ghost")], "s1", AT)
    assert [(n.code, n.count) for n in proposed.notices] == [("unknown_manager", 1)]
    assert proposed.notices[0].text.startswith("1 manager is named by an id that no person has")
    assert proposed.reportings == 0


def test_what_was_set_by_hand_wins_and_stays(company: Company) -> None:
    set_leader(OPERATOR, company.viktor, company.ben, at=AT, reason="moved to the other team")
    propose_people([found("Rosa"), found("Dana", "rosa"), found("Viktor", "rosa")], "s2", LATER)
    assert company.viktor in selectors.tree(OPERATOR, company.ben, LATER.date())
    viktor = selectors.find(OPERATOR, "viktor")
    correct_profile(OPERATOR, replace(viktor, name="Viktor Hale"), at=LATER)
    propose_people([replace(found("Viktor", "rosa"), name="Wiktor")], "s3", LATER)
    assert names({company.viktor}) == {"Viktor Hale"}


def test_nobody_leads_their_own_leader_or_is_their_own_buddy(company: Company) -> None:
    with pytest.raises(OwnLeaderError, match="Viktor cannot lead Dana"):
        set_leader(OPERATOR, company.dana, company.viktor, at=AT)
    with pytest.raises(OwnLeaderError, match="themselves"):
        set_buddy(OPERATOR, company.dana, company.dana, at=AT)


def test_finding_by_id_address_name_or_part(company: Company) -> None:
    for text in (str(company.viktor), "VIKTOR@northline.example", " viktor ", "ikto"):
        assert selectors.find(OPERATOR, text).id == company.viktor


def test_whom_the_crm_gives_no_name_is_called_as_it_calls_them(db: None) -> None:
    ids = propose_people([FoundPerson(connector="crm", external_id="005A")], "s1", AT).ids
    assert names({ids["crm", "005A"]}) == {"005A"}
    assert selectors.find(OPERATOR, "005a").id == ids["crm", "005A"]


def test_a_number_that_is_the_id_of_one_and_the_name_of_another_is_not_guessed_at(company: Company) -> None:
    """HubSpot calls owners by numbers: 3 on the screen may be somebody else than the third who was recorded."""
    number = str(company.viktor)
    called = propose_people([FoundPerson(connector="hubspot", external_id=number)], "s2", AT).ids["hubspot", number]
    with pytest.raises(AmbiguousPersonError):
        selectors.find(OPERATOR, number)
    assert selectors.find(OPERATOR, f"{number} (id {called})").id == called
    assert selectors.find(OPERATOR, "viktor").id == company.viktor


def test_a_person_not_found_is_told_with_what_is_near(company: Company) -> None:
    with pytest.raises(UnknownPersonError, match=r"'Vikto r'.*Did you mean Viktor"):
        selectors.find(OPERATOR, "Vikto r")
    with pytest.raises(UnknownPersonError):
        selectors.find(OPERATOR, "  ")


def test_who_shares_an_address_is_asked_for_by_name(company: Company) -> None:
    for name in ("Ann Lee", "Ann Larsen"):
        propose_people([replace(found(name), email="team@x.example")], "s2", AT)
    with pytest.raises(AmbiguousPersonError, match=r"Give the name or the id\.$"):
        selectors.find(OPERATOR, "team@x.example")
    with pytest.raises(AmbiguousPersonError, match=r"Give the e-mail or the id\.$"):
        selectors.find(OPERATOR, "ann l")


def test_an_ambiguous_name_lists_the_candidates(company: Company) -> None:
    add_person(OPERATOR, "Viktor", "vh@northline.example", at=AT)
    with pytest.raises(AmbiguousPersonError, match=r"viktor@northline\.example.*vh@northline\.example") as caught:
        selectors.find(OPERATOR, "viktor")
    assert len(caught.value.candidates) == 2


def test_two_of_one_name_are_told_apart_and_can_be_asked_for_as_told(company: Company) -> None:
    other = add_person(OPERATOR, "viktor", "vh@northline.example", at=AT).id
    nameless = add_person(OPERATOR, "", "x@northline.example", at=AT).id
    called = selectors.called(OPERATOR)
    assert called[other] == "viktor (vh@northline.example)"
    assert called[company.viktor].startswith("Viktor (viktor@")
    assert called[nameless] == "x@northline.example"
    assert "(" not in called[company.dana]
    assert {selectors.find(OPERATOR, name).id for name in called.values()} == set(called)


def test_only_the_operator_brings_people_in(db: None) -> None:
    with pytest.raises(NotAllowedError):
        propose_people([found("Ann")], "s1", AT, Viewer(person=1))
    assert not Person.objects.exists()


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])  # the usual ones are slow
def test_a_user_signs_in_by_address_however_it_is_cased(company: Company) -> None:
    made = User.objects.create_user("Viktor@Northline.Example", "a long password", person=Person(id=company.viktor))
    assert User.objects.get_by_natural_key("VIKTOR@northline.example") == made
    assert made.check_password("a long password")


@pytest.mark.slow
def test_ten_thousand_people_in_seconds(db: None) -> None:
    """Measured 2 s on one core with SQLite; the bound leaves room for a busy machine."""
    many = [
        FoundPerson(
            connector="crm",
            external_id=f"{i:05}",
            name=f"Seller {i}",
            email=f"s{i}@x.example",
            manager_external_id=None if i == 0 else f"{(i - 1) // 8:05}",
        )
        for i in range(10_000)
    ]
    started = time.perf_counter()
    first = propose_people(many, "s1", AT)
    again = propose_people(many, "s2", AT)
    took = time.perf_counter() - started
    assert (first.people, first.reportings, again.people, again.reportings) == (10_000, 9_999, 0, 0)
    assert len(selectors.tree(OPERATOR, first.ids["crm", "00000"], TODAY)) == 10_000
    assert Profile.objects.count() == 10_000
    assert took < 30, f"{took:.1f} s"
