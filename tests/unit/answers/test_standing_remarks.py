"""Is what is said of goals told of whose it is, once, and to nobody else?"""

from __future__ import annotations

from datetime import date

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


def test_one_person_is_told_nothing_of_anothers_goal() -> None:
    answer = answered(remark("7", BY_HAND), remark("8"))
    assert only(answer, 9).notes == ("The data ends.", "Looked forward.")
