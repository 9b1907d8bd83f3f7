"""Do the measures hand the method what NumPy counts from the same deals?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from ownit.connectors.simulate import statistics as by_hand
from ownit.connectors.simulate.small import LOST, OPEN, WON, DealTable, SmallCompany, small_companies
from ownit.facts.measures import amounts, arrivals, cycle, deals
from ownit.facts.measures.deals import Roster
from ownit.method.cycle import CycleCells
from ownit.method.deals import Floats, Gate, Origin

AS_OF = date(2026, 8, 12)
PEOPLE = 4
OUTCOMES = {OPEN: "open", WON: "won", LOST: "lost"}


@pytest.fixture(scope="module")
def company() -> SmallCompany:
    return next(small_companies(1, PEOPLE, 5, as_of=AS_OF, phantom_share=0.2))


def known(table: DealTable) -> pa.Table:
    """The columns of ``facts.known.deals`` that the measures read."""
    n = len(table.person)
    people = [f"p{i}" for i in table.person]
    return pa.table(
        {
            "connector": pa.array(["crm"] * n, pa.string()),
            "id": pa.array([f"d{i}" for i in range(n)], pa.string()),
            "person_id": pa.array(people, pa.string()),
            "share": pa.array([1.0] * n, pa.float64()),
            "credit_kind": pa.array(["revenue"] * n, pa.string()),
            "opened_by": pa.array([p if o else None for p, o in zip(people, table.own, strict=True)], pa.string()),
            "origin_to_person": pa.array(["own" if o else "others" for o in table.own], pa.string()),
            "origin_reason": pa.array(["shown"] * n, pa.string()),
            "kind": pa.array([None] * n, pa.string()),
            "stage": pa.array(["Open"] * n, pa.string()),
            "expected_close": pa.array([None] * n, pa.date32()),
            "amount": pa.array(table.amount, pa.float64()),
            "created_on": pa.array(table.created_on.astype("datetime64[D]"), pa.date32()),
            "outcome": pa.array([OUTCOMES[int(o)] for o in table.outcome], pa.string()),
            "closed_on": pa.array(table.closed_on.astype("datetime64[D]"), pa.date32()),
            "counted": pa.array(
                [None if o != OPEN else not p for o, p in zip(table.outcome, table.phantom, strict=True)]
            ),
        }
    )


ROSTER = Roster(
    connector=["crm"] * PEOPLE, person_id=[f"p{i}" for i in range(PEOPLE)], person=range(PEOPLE), people=PEOPLE
)


def grid(cells: CycleCells, column: str) -> Floats:
    out = np.zeros((PEOPLE + 1, len(cells.at_risk), len(cells.slices), len(cells.at_risk) + 1))
    np.add.at(out, (cells.person, cells.bin, cells.slice, cells.now), getattr(cells, column))
    return out


def test_the_lives_of_deals(company: SmallCompany) -> None:
    import ibis

    measured = cycle.cycle_cells(ibis.memtable(known(company.known)), ROSTER, AS_OF)
    counted = by_hand.cycle_cells(company.known, PEOPLE, AS_OF)
    for column in ("exposure", "exposure_before", "won", "lost"):
        assert grid(measured, column) == pytest.approx(grid(counted, column))
    for column in ("created", "won_at_zero", "lost_at_zero", "born", "still", "open_at"):
        assert getattr(measured, column)[:PEOPLE] == pytest.approx(getattr(counted, column)), column
    assert measured.record_days == counted.record_days
    assert measured.at_risk == pytest.approx(counted.at_risk)
    assert len(measured.band_edges) == 0  # too few were won to tell three bands apart


def test_amount_bands_need_wins_and_amounts_whatever_became_of_the_deal() -> None:
    import ibis

    large = next(small_companies(1, 4, 6, as_of=AS_OF, own_per_week=3.0)).known
    measured = cycle.cycle_cells(ibis.memtable(known(large)), ROSTER, AS_OF)
    assert measured.band_edges == pytest.approx(np.quantile(large.amount[large.outcome == WON], [1 / 3, 2 / 3]))
    by_band = np.bincount(measured.band, weights=measured.won)
    assert by_band[1:] == pytest.approx(np.full(3, by_band.sum() / 3), abs=2)
    lost_are_zero = replace(large, amount=np.where(large.outcome == LOST, 0.0, large.amount))
    assert len(cycle.cycle_cells(ibis.memtable(known(lost_are_zero)), ROSTER, AS_OF).band_edges) == 0


def test_amounts_openings_and_what_is_open_and_won(company: SmallCompany) -> None:
    import ibis

    there = ibis.memtable(known(company.known))
    worth, by = amounts.amount_cells(there, ROSTER, AS_OF), by_hand.amount_cells(company.known, PEOPLE, AS_OF)
    assert worth.count[:PEOPLE] == pytest.approx(by.count)
    assert worth.log_square[:PEOPLE] == pytest.approx(by.log_square)
    assert np.sort(worth.bin_sum) == pytest.approx(np.sort(by.bin_sum))
    assert worth.sold[:PEOPLE].tolist() == by.sold.tolist()
    opened, counted = (
        arrivals.openings(there, ROSTER, AS_OF).cells(),
        by_hand.arrival_cells(company.known, PEOPLE, AS_OF),
    )
    assert opened.opened == pytest.approx(counted.opened)
    assert opened.days == pytest.approx(counted.days)
    book = deals.book(there, ROSTER, AS_OF)
    still = by_hand.open_deals(company.known, AS_OF)
    assert np.sort(book.deals.amount) == pytest.approx(np.sort(still.amount))
    assert np.bincount(book.deals.person * 1000 + book.deals.age).tolist() == (
        np.bincount(still.person * 1000 + still.age).tolist()
    )
    phantoms = (company.known.outcome == OPEN) & company.known.phantom
    assert np.count_nonzero(book.deals.gate == Gate.NOT_COUNTED) == np.count_nonzero(phantoms)
    won = deals.winnings(there, ROSTER, company.period_start, AS_OF).won()
    own = company.known.won(company.period_start, AS_OF, people=PEOPLE, own=True)
    assert won.amount[:, Origin.OWN] == pytest.approx(own)
    assert won.amount.sum(axis=1) == pytest.approx(company.known.won(company.period_start, AS_OF, people=PEOPLE))


def test_people_off_the_roster_teach_the_shared_hazards(company: SmallCompany) -> None:
    import ibis

    two = Roster(connector=["crm"] * 2, person_id=["p0", "p1"], person=[0, 1], people=2)
    all_, some = (cycle.cycle_cells(ibis.memtable(known(company.known)), roster, AS_OF) for roster in (ROSTER, two))
    assert some.won.sum() == pytest.approx(all_.won.sum())
    assert set(some.person) == {0, 1, 2}
    assert set(deals.book(ibis.memtable(known(company.known)), two, AS_OF).deals.person) == {0, 1}


def test_a_team_owns_what_its_members_opened(company: SmallCompany) -> None:
    """All the help of person 0 was opened by person 1."""
    import ibis

    table = known(company.known)
    opener = [
        b or ("p1" if p == "p0" else None)
        for b, p in zip(*(table[c].to_pylist() for c in ("opened_by", "person_id")), strict=True)
    ]
    table = table.set_column(table.column_names.index("opened_by"), "opened_by", pa.array(opener, pa.string()))
    book = deals.book(ibis.memtable(table), ROSTER, AS_OF)
    mine = book.deals.person == 0
    assert (book.deals.origin[mine] == Origin.OTHERS).any()
    assert (book.origin_to(np.array([0, 0, -1, -1]))[mine] == Origin.OWN).all()
    assert (book.origin_to(np.array([0, -1, 0, -1]))[mine] == book.deals.origin[mine]).all()
    won = deals.winnings(ibis.memtable(table), ROSTER, company.period_start, AS_OF)
    as_team, as_people = won.won(np.array([0, 0, -1, -1])), won.won()
    assert as_team.amount[0].sum() == pytest.approx(as_people.amount[0].sum())
    assert as_team.amount[0, Origin.OTHERS] == 0.0


def test_losses_closed_in_bulk_are_censored(company: SmallCompany) -> None:
    """Sixty old deals are closed as lost on one day: no loss at that age, and their days stay exposure."""
    import ibis

    table = company.known
    plenty = np.resize(np.flatnonzero(table.outcome == OPEN), 60)
    day = np.datetime64("2026-08-03", "D")
    extra = DealTable(
        person=table.person[plenty],
        own=table.own[plenty],
        created_on=np.full(60, np.datetime64("2025-11-01", "D")),
        closed_on=np.full(60, day),
        outcome=np.full(60, LOST),
        amount=table.amount[plenty],
        phantom=table.phantom[plenty],
    )
    fields = ("person", "own", "created_on", "closed_on", "outcome", "amount", "phantom")
    both = replace(table, **{f: np.concatenate([getattr(table, f), getattr(extra, f)]) for f in fields})
    before = cycle.cycle_cells(ibis.memtable(known(table)), ROSTER, AS_OF)
    after = cycle.cycle_cells(ibis.memtable(known(both)), ROSTER, AS_OF)
    assert after.bulk_lost >= 60
    assert after.lost.sum() <= before.lost.sum()
    assert after.exposure.sum() > before.exposure.sum() + 60 * 200


def test_the_ratio_of_closed_to_then_known_amounts() -> None:
    import ibis

    def deal(i: int, outcome: str, amount: float | None) -> dict[str, object]:
        return {"connector": "crm", "id": f"d{i}", "outcome": outcome, "amount": amount, "share": 1.0}

    then = [deal(0, "open", 100.0), deal(1, "open", 50.0), deal(2, "open", None), deal(3, "won", 10.0)]
    now = [deal(0, "won", 80.0), deal(1, "lost", 50.0), deal(2, "won", 30.0), deal(3, "won", 10.0)]
    cells = amounts.ratio_cells(*(ibis.memtable(pa.Table.from_pylist(rows)) for rows in (then, now)))
    assert cells.ratio.tolist() == [0.8]
    assert cells.count.tolist() == [1.0]
