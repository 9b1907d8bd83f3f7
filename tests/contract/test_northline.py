"""The demo company by the ordinary path: is all of the cast told, and do the figures agree with the truth?"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.contract.conftest import CAST, Told

from ownit.answers.standing import to_json
from ownit.facts.quality import look_back
from ownit.facts.store import Store
from ownit.facts.tables import Tables
from ownit.flows import demo, history
from ownit.flows.standing import standing
from ownit.flows.workspace import Workspace

# The marks also tell pytest-django that a database is wanted: without one it would set none up.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def truth(workspace: Workspace) -> dict[str, Any]:
    """What the simulation says of itself."""
    path = workspace.home / demo.EXPORT / "truth" / "truth.json"
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def test_every_record_of_the_export_is_taken(northline: Told) -> None:
    workspace, report, _ = northline
    for name, table in report.tables.items():
        assert table.read == table.kept + table.rejected, name
    assert report.rejects_in_all == 0
    deals = truth(workspace)["rows"]["Opportunity"]
    assert report.tables["opportunity"].kept == deals


def test_everyone_of_the_cast_has_a_sentence_with_a_range(northline: Told) -> None:
    people = {p.name: p for p in northline[2].people}
    assert set(CAST) <= set(people)
    for name in CAST:
        assert people[name].goals, name
        assert "most likely" in people[name].sentence, (name, people[name].sentence)
    assert {t.name for t in northline[2].teams} >= {"Dana Okafor's team", "Ben Carver's team"}


def test_what_is_won_so_far_is_what_the_truth_says(northline: Told) -> None:
    workspace, _, answer = northline
    people = {p.name: p for p in answer.people}
    for seller in truth(workspace)["sellers"]:
        for chance in seller["chances"]:
            if chance["period"] != "quarter" or chance["kinds"] or chance["measure"] != "bookings":
                continue
            told_of = people[seller["name"]]
            assert float(told_of.won.total) == pytest.approx(chance["so_far"]), seller["name"]
            assert float(told_of.won.own) == pytest.approx(chance["so_far_alone"]), seller["name"]
            assert told_of.goal is not None
            assert float(told_of.goal) == chance["quota"]


def test_viktors_quarter_is_green_and_not_his_own(northline: Told) -> None:
    viktor = next(p for p in northline[2].people if p.name == "Viktor Hale")
    assert viktor.sentence.startswith("104 % of 400 k USD is won, 180 k USD of it brought by others. Alone:")


def test_chances_are_near_the_truth(northline: Told) -> None:
    """Not calibration (one company is no evidence): the answer is about the right people and the right deals."""
    workspace, _, answer = northline
    people = {p["name"]: p for p in to_json(answer)["people"]}
    gaps = [
        abs(people[s["name"]][view]["p_hit"] - chance[key])
        for s in truth(workspace)["sellers"]
        for chance in s["chances"]
        for view, key in (("alone", "p_alone"), ("with_help", "p_with_help"))
        if chance["period"] == "quarter" and chance["measure"] == "bookings" and not chance["kinds"]
    ]
    assert len(gaps) >= 20
    assert sum(gaps) / len(gaps) < 0.10
    assert max(gaps) < 0.35


def test_alone_is_never_more_than_with_help(northline: Told) -> None:
    for person in to_json(northline[2])["people"]:
        assert person["alone"]["p_hit"] <= person["with_help"]["p_hit"] + 1e-9, person["name"]
        assert person["alone"]["mean"] <= person["with_help"]["mean"] + 1e-6, person["name"]


def test_told_again_it_is_looked_up_and_the_same(northline: Told) -> None:
    workspace, _, answer = northline
    before = sorted((workspace.facts / "reckoned").rglob("about.json"))
    stamps = [p.stat().st_mtime_ns for p in before]
    assert to_json(standing(workspace)) == to_json(answer)
    assert [p.stat().st_mtime_ns for p in before] == stamps


def test_the_past_is_told_by_what_was_known_then(northline: Told) -> None:
    workspace, _, _ = northline
    answer = standing(workspace, as_of=date(2026, 5, 15))
    assert (answer.as_of, answer.period.name) == (date(2026, 5, 15), "Q2 2026")
    viktor = next(p for p in answer.people if p.name == "Viktor Hale")
    assert "most likely" in viktor.sentence
    with Tables(Store(workspace.facts).require()) as tables:
        then = look_back(tables, answer.as_of, currency="USD")
    assert [(limit.code, limit.count) for limit in answer.limits] == [(w.code, w.count) for w in then]
    assert then


def test_rebuilt_from_what_was_kept_it_is_the_same(northline: Told) -> None:
    workspace, report, _ = northline
    again = history.rebuild(workspace)
    assert not again.changed
    assert again.snapshot == report.snapshot
