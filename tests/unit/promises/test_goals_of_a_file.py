"""Is each line of a file of goals kept, or told with what is wrong?"""

from __future__ import annotations

from datetime import date

from ownit.answers.goals import elsewhere
from ownit.promises.goals.services import import_goals
from ownit.promises.people.access import OPERATOR

from .conftest import AT, Company
from .test_goals import LATER, amounts, held


def test_a_file_of_goals_is_imported_line_by_line(company: Company) -> None:
    """person,period_start,period_end,amount,measure,scope
    viktor@northline.example,2026-07-01,2026-09-30,300000,,
    Priya,2026-07-01,2026-09-30,40,meetings_held,
    Nobody,2026-07-01,2026-09-30,1,,
    =cmd|' /C calc'!A0,2026-07-01,2026-09-30,1,,
    Dana,2026-07-01,2026-09-30,500000,,team
    ,2026-07-01,2026-09-30,900000,,company
    """
    text = (test_a_file_of_goals_is_imported_line_by_line.__doc__ or "").replace("    ", "")
    first = import_goals(OPERATOR, text, at=AT, currency="EUR")
    assert (first.kept, first.unchanged, [e.line for e in first.errors]) == (4, 0, [4, 5])
    assert amounts(held()) == {company.viktor: 300_000, company.priya: 40, company.dana: 500_000, None: 900_000}
    again = import_goals(OPERATOR, text, at=LATER, currency="EUR")
    assert (again.kept, again.unchanged, len(again.errors)) == (0, 4, 2)


def test_an_imported_line_that_lowers_says_why_or_is_an_error(company: Company) -> None:
    header = "person;period_start;period_end;amount;reason\n"
    line = "Viktor;2026-07-01;2026-09-30;{};{}\n"
    import_goals(OPERATOR, header + line.format(300, ""), at=AT, currency="EUR")
    lowered = import_goals(OPERATOR, header + line.format(200, ""), at=AT, currency="EUR")
    assert "needs a reason" in lowered.errors[0].text
    assert "in a column called reason" in lowered.errors[0].text
    assert import_goals(OPERATOR, header + line.format(200, "moved"), at=AT, currency="EUR").kept == 1


def test_a_file_names_its_goals_of_nothing_and_of_periods_that_are_over(company: Company) -> None:
    text = (
        "person,period_start,period_end,amount,measure\n"
        "Viktor,2026-01-01,2026-03-31,300,\n"
        "Viktor,2026-07-01,2026-09-30,0,\n"
        "Priya,2026-07-01,2026-09-30,0.00,meetings_held\n"
        "Priya,2026-07-01,2026-09-30,40,meetings_held\n"
    )
    done = import_goals(OPERATOR, text, at=AT, currency="EUR")
    assert (done.kept, [e.line for e in done.errors], done.ended) == (2, [3, 4], (2,))
    assert all("made before the period begins. Give what is" in e.text for e in done.errors)
    assert amounts(held(period=(date(2026, 1, 1), date(2026, 3, 31)))) == {company.viktor: 300}
    assert import_goals(OPERATOR, text, at=AT, currency="EUR").ended == ()


def test_a_file_names_its_goals_in_another_currency(company: Company) -> None:
    text = (
        "person,period_start,period_end,amount,currency,measure\n"
        "Viktor,2026-07-01,2026-09-30,300,USD,\n"
        "Priya,2026-07-01,2026-09-30,300,eur,\n"
        "Priya,2026-07-01,2026-09-30,40,,meetings_held\n"
    )
    done = import_goals(OPERATOR, text, at=AT, currency="EUR")
    assert (done.kept, done.elsewhere) == (3, (2,))
    assert elsewhere(done, "EUR").startswith("Line 2: Goals in another currency are not compared with amounts in EUR.")
    assert elsewhere(import_goals(OPERATOR, text, at=AT, currency="EUR"), "EUR") == ""
