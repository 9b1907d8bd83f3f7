"""Are targets kept, answered, touched and given out in a steady order, and nobody else's to see?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownit.promises.people.access import OPERATOR
from ownit.promises.people.errors import NotAllowedError
from ownit.promises.targets import models, selectors, services
from ownit.promises.targets.pasted import NoNameColumnError, parse_targets
from ownit.promises.targets.record import Purpose, State, Target, Wanted

from .conftest import AT, TODAY, Company


def names(found: tuple[Target, ...]) -> list[str]:
    return [t.name for t in found]


def pasted(company: Company, text: str) -> tuple[Target, ...]:
    services.paste(company.viewer("viktor"), company.viktor, text, at=AT)
    return selectors.targets(OPERATOR, company.viktor)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme - old customer, ask Jane", [("Acme", "old customer, ask Jane")]),
        ("* Acme – old\n\n2) Beta: new plant\n[ ] Gamma", [("Acme", "old"), ("Beta", "new plant"), ("Gamma", "")]),
        ("Rolls-Royce\tengines", [("Rolls-Royce", "engines")]),
        ("3M", [("3M", "")]),
        ("name,why\nAcme,old\n\n\"Beta, Inc.\",new", [("Acme", "old"), ("Beta, Inc.", "new")]),
        ("Account;Notes\r\nAcme;old", [("Acme", "old")]),
    ],
)  # fmt: skip
def test_pasted_lines_and_csv(text: str, expected: list[tuple[str, str]]) -> None:
    wanted, errors = parse_targets(text, TODAY)
    assert [(w.name, w.why) for w in wanted] == expected
    assert errors == ()


def test_a_bad_line_hides_no_other() -> None:
    wanted, errors = parse_targets("Acme\n- ?!\n" + "x" * 300 + "\nBeta", TODAY)
    assert [w.name for w in wanted] == ["Acme", "Beta"]
    assert [e.line for e in errors] == [2, 3]
    wanted, errors = parse_targets("name,due,purpose\nAcme,2026-09-01,ask\nBeta,soon,\nGamma,,sell\n,,", TODAY)
    assert [(w.name, w.due_on, w.purpose) for w in wanted] == [("Acme", date(2026, 9, 1), Purpose.ASK)]
    assert [(e.line, e.text.split(";")[0]) for e in errors] == [
        (3, "'soon' is no day"),
        (4, "The purpose 'sell' is neither pursue nor ask."),
    ]


@given(st.text(max_size=200))
def test_any_text_is_read_or_told(text: str) -> None:
    wanted, errors = parse_targets(text, TODAY)
    assert all(w.name.strip() for w in wanted)
    assert all(e.text for e in errors)


@pytest.mark.parametrize("text", ["foo,bar\n1,2", "Acme\nBeta", ""])
def test_a_table_without_a_column_of_names_is_no_list_of_names(text: str) -> None:
    with pytest.raises(NoNameColumnError, match="called name or account"):
        parse_targets(text, TODAY, table=True)


@pytest.mark.parametrize("text", ["Account Name,Owner\nAcme,Bob", "name\nAcme"])
def test_a_table_is_read_by_its_column_of_names(text: str) -> None:
    assert [w.name for w in parse_targets(text, TODAY, table=True)[0]] == ["Acme"]


def test_nothing_was_touched_on_a_day_to_come() -> None:
    wanted, errors = parse_targets(f"name,last touch\nAcme,{TODAY + timedelta(1)}\nBeta,{TODAY}", TODAY)
    assert ([w.name for w in wanted], [e.line for e in errors]) == (["Beta"], [2])
    assert "has not come yet" in errors[0].text


def test_the_same_name_twice_is_one_target(company: Company) -> None:
    done = services.paste(OPERATOR, company.viktor, "Acme - old\nacme\nBeta", at=AT)
    assert (done.added, done.known) == (2, 1)
    done = services.paste(OPERATOR, company.viktor, "ACME", at=AT)
    assert (done.added, done.known) == (0, 1)


def test_a_proposal_waits_to_be_accepted_and_once_dropped_is_not_made_again(company: Company) -> None:
    rule = [Wanted(name="Acme", rule="lapsed", connector="crm", account_id="a1", last_touch=date(2025, 3, 1))]
    assert services.propose(company.viktor, rule, at=AT, viewer=OPERATOR).new == 1
    assert services.propose(company.viktor, rule, at=AT, viewer=OPERATOR).new == 0
    (acme,) = selectors.targets(OPERATOR, company.viktor)
    assert (acme.state, acme.account_id, acme.last_touch) == (State.PROPOSED, "a1", date(2025, 3, 1))
    assert selectors.next_names(OPERATOR, company.viktor, "calls", 5, TODAY) == ()
    services.accept(OPERATOR, company.viktor, acme.id, at=AT)
    assert names(selectors.next_names(OPERATOR, company.viktor, "calls", 5, TODAY)) == ["Acme"]
    services.drop(OPERATOR, company.viktor, acme.id, at=AT, why="bought elsewhere")
    (acme,) = selectors.targets(OPERATOR, company.viktor)
    assert (acme.state, acme.reason) == (State.DROPPED, "bought elsewhere")
    assert services.propose(company.viktor, rule, at=AT, viewer=OPERATOR).new == 0
    assert services.paste(OPERATOR, company.viktor, "Acme", at=AT).added == 1  # by hand it is taken up again
    assert selectors.targets(OPERATOR, company.viktor)[0].state is State.ACTIVE
    assert models.Step.objects.count() == 3


def test_the_next_ones_are_proposed_once_those_before_are_answered(company: Company) -> None:
    found = [Wanted(name=name, rule="lost") for name in ("Acme", "Beta", "Gamma", "Delta")]

    def proposed() -> tuple[int, int, list[str]]:
        done = services.propose(company.viktor, found, at=AT, viewer=OPERATOR, most=2)
        waiting = [t.name for t in selectors.targets(OPERATOR, company.viktor) if t.state is State.PROPOSED]
        return done.new, done.left, waiting

    assert proposed() == (2, 2, ["Acme", "Beta"])
    assert proposed() == (0, 2, ["Acme", "Beta"])
    acme, _ = selectors.targets(OPERATOR, company.viktor)
    services.drop(OPERATOR, company.viktor, acme.id, at=AT)
    assert proposed() == (1, 1, ["Beta", "Gamma"])


def test_only_who_brings_facts_proposes(company: Company) -> None:
    with pytest.raises(NotAllowedError):
        services.propose(company.viktor, [], at=AT, viewer=company.viewer("viktor"))


def test_the_next_names_are_due_first_then_longest_untouched(company: Company) -> None:
    found = {t.name: t.id for t in pasted(company, "A\nB\nC\nD\nE")}
    viewer, person = company.viewer("viktor"), company.viktor
    services.touch(viewer, person, found["A"], TODAY - timedelta(days=40), at=AT)
    services.touch(viewer, person, found["B"], TODAY - timedelta(days=90), at=AT)
    services.touch(viewer, person, found["C"], TODAY - timedelta(days=2), at=AT)
    services.touch(viewer, person, found["D"], TODAY - timedelta(days=2), at=AT)
    services.plan_next(viewer, person, found["D"], "send the drawing", TODAY, at=AT)
    listed = selectors.next_names(viewer, person, "calls", 9, TODAY)
    assert names(listed) == ["D", "E", "B", "A"]  # C was touched the day before yesterday
    assert listed[0].line == "D - send the drawing"
    assert names(selectors.next_names(viewer, person, "e-mails", 2, TODAY, skip=1)) == ["E", "B"]
    services.touch(viewer, person, found["D"], TODAY, at=AT)
    assert names(selectors.next_names(viewer, person, "calls", 1, TODAY)) == ["E"]


def test_customers_to_ask_are_the_names_for_referral_asks(company: Company) -> None:
    pasted(company, "name,purpose,next step,due\nAcme,ask,,\nBeta,pursue,call Jo,2026-08-10")
    assert names(selectors.next_names(OPERATOR, company.viktor, "referral asks", 5, TODAY)) == ["Acme"]
    (beta,) = selectors.next_names(OPERATOR, company.viktor, "calls", 5, TODAY)
    assert beta.line == "Beta - call Jo"
    assert beta.due_on == date(2026, 8, 10)


def test_an_account_to_pursue_and_to_ask_is_touched_once(company: Company) -> None:
    """Two rules may name one account; whoever was called this week is not asked for a referral the day after."""
    viewer, person = company.viewer("viktor"), company.viktor
    pasted(company, "name,purpose,last touch\nAcme,pursue,2026-06-01\nBeta,ask,2026-07-01")
    services.propose(person, [Wanted(name="ACME", purpose=Purpose.ASK, rule="never_asked")], at=AT, viewer=OPERATOR)
    acme, _, ask = selectors.targets(OPERATOR, person)
    services.accept(viewer, person, ask.id, at=AT)
    assert names(selectors.next_names(OPERATOR, person, "referrals", 5, TODAY)) == ["ACME", "Beta"]
    services.touch(viewer, person, acme.id, TODAY, at=AT)
    assert names(selectors.next_names(OPERATOR, person, "referrals", 5, TODAY)) == ["Beta"]


def test_targets_are_their_owners_alone(company: Company) -> None:
    (acme,) = pasted(company, "Acme")
    for other in ("dana", "tom", "rosa"):
        assert selectors.targets(company.viewer(other)) == ()
        assert selectors.targets(company.viewer(other), company.viktor) == ()
        with pytest.raises(NotAllowedError):
            services.drop(company.viewer(other), company.viktor, acme.id, at=AT)
    assert names(selectors.targets(company.viewer("viktor"))) == ["Acme"]


def test_a_target_of_another_list_is_not_found(company: Company) -> None:
    (acme,) = pasted(company, "Acme")
    with pytest.raises(services.NoSuchTargetError, match=f"no target {acme.id} on this list"):
        services.accept(OPERATOR, company.priya, acme.id, at=AT)


def test_a_next_step_whose_day_has_passed_is_kept_first_and_told_once(company: Company) -> None:
    late = TODAY - timedelta(9)
    text = f"name,next step,due\nBeta,call,{TODAY}\nAcme,call Jane,{late}"
    done = services.paste(company.viewer("viktor"), company.viktor, text, at=AT)
    assert [(one.name, one.due_on) for one in done.overdue] == [("Acme", late)]
    assert names(selectors.next_names(OPERATOR, company.viktor, "cold", 2, TODAY)) == ["Acme", "Beta"]
    assert services.paste(company.viewer("viktor"), company.viktor, text, at=AT).overdue == ()
