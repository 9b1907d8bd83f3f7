"""Is what is said of goals told of whose it is, once, and to nobody else?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.answers.test_standing_sentence import outlook, someone

from ownit.answers.standing import Period, Standing, only
from ownit.answers.standing.remarks import Remark, told

QUARTER = Period(name="Q3 2026", start=date(2026, 7, 1), end=date(2026, 9, 30))
BY_HAND = "Set by hand to 210,000 USD for 2026-07-01 to 2026-09-30; the CRM says 200,000 USD."
ELSEWHERE = "Goals are set for 2026-07-01 to 2026-09-30, which do not make up 2026-08-01 to 2026-08-31."


def remark(name: str, text: str = ELSEWHERE) -> Remark:
    return Remark(subject=name, name=name, text=text)


def answered(*remarks: Remark) -> Standing:
    notes = ("The data ends.", *told(remarks), "Looked forward.")
    return Standing(
        as_of=date(2026, 8, 12),
        snapshot="s",
        period=QUARTER,
        people=(),
        teams=(),
        company=None,
        headline="",
        next_step="",
        notes=notes,
        remarks=remarks,
    )


def test_each_is_told_with_whose_goal_it_is() -> None:
    assert told([remark("Lea Novak", BY_HAND)]) == (f"Lea Novak: {BY_HAND}",)


def test_what_is_said_of_many_is_told_once() -> None:
    five = [remark(name) for name in ("Omar", "Aisha", "Aisha", "Lea", "Carlos", "Viktor")]
    assert told(five[:1]) == (f"Omar: {ELSEWHERE}",)
    assert told(five[:3]) == (f"Aisha and Omar: {ELSEWHERE}",)
    assert told(five) == (f"Aisha, Carlos, Lea and 2 more: {ELSEWHERE}",)
    assert told(five[:5]) == (f"Aisha, Carlos, Lea and Omar: {ELSEWHERE}",)


def test_a_leader_is_told_the_team_and_who_reports_to_them() -> None:
    """Of a team below, the team and its leader, not those who report to that one."""
    steady = someone(outlook(900_000, 1_800_000), outlook(900_000, 1_800_000))
    leaning = someone(outlook(600_000, 1_300_000), outlook(900_000, 1_800_000))
    people = tuple(replace(steady, id=id_, name=name) for id_, name in (("3", "Cy"), ("4", "Di"), ("5", "Al")))
    teams = tuple(
        replace(of, id=f"team:{id_}", name=f"{name}'s team")
        for of, id_, name in ((steady, 1, "Zoe"), (leaning, 2, "Bo"), (steady, 6, "Ed"))
    )
    answer = replace(answered(), people=people, teams=teams)
    told_of = only(answer, 1, [5, 2, 3])
    assert (told_of.people, [t.name for t in told_of.teams]) == ((), ["Zoe's team"])
    assert [m.name for m in told_of.members] == ["Al", "Bo's team", "Cy"]
    assert told_of.headline.startswith("Zoe's team. ")
    assert told_of.next_step == 'Talk to Bo, whose team\'s number leans most on others: ownit standing "Bo"'
    assert only(answer, 1, [3]).next_step.endswith('ownit plan "Zoe" --everyone')
    assert only(answer, 4, []).members == ()


def test_one_person_is_told_nothing_of_anothers_goal() -> None:
    answer = answered(remark("7", BY_HAND), remark("8"))
    assert only(answer, 9).notes == ("The data ends.", "Looked forward.")
