"""Does an import end with a step that helps, and name what it did not take?"""

from __future__ import annotations

from ownit.cli.verb_import import _next, _not_taken, _stopped
from ownit.flows.import_report import ImportReport, TableReport


def report(read: int, *, kept: int | None = None, changed: bool = True) -> ImportReport:
    return ImportReport(
        snapshot="s",
        changed=changed,
        tables={"opportunity": TableReport(read=read, kept=read if kept is None else kept)},
        mapped={},
        unmapped=(),
        unlocks=(),
        warnings=(),
        rejects=(),
        rejects_in_all=0,
        rejects_file=None,
    )


def test_an_export_of_headings_alone_is_taken_back_next() -> None:
    assert "ownit facts undo" in _next(report(0), settled=True)
    assert _next(report(3), settled=True) == "ownit standing"
    nothing_to_undo = _next(report(0, changed=False), settled=True)
    assert "no deal" in nothing_to_undo
    assert "undo" not in nothing_to_undo


def test_an_import_that_took_nearly_nothing_is_taken_back_next() -> None:
    said = _next(report(60, kept=0), settled=True)
    assert said.startswith("Nearly nothing was taken: 0 of 60 deals.")
    assert "--decimal" in said
    assert "ownit facts undo" in said
    assert "undo" not in _next(report(60, kept=5, changed=False), settled=True)
    assert _next(report(60, kept=6), settled=True) == "ownit standing"


def test_a_record_that_is_broken_as_a_whole_names_no_column() -> None:
    broken = {"file": "a.csv", "record": 2, "column": None, "reason": "a NUL byte"}
    assert _not_taken(broken) == "a.csv, record 2: a NUL byte"
    assert _not_taken(broken | {"column": "Amount"}) == "a.csv, record 2: Amount: a NUL byte"


def test_ctrl_c_is_told_whether_the_facts_are_in() -> None:
    assert _stopped(None, None) == "Stopped; nothing was imported."
    assert "those of before" in _stopped("a", "a")
    assert "snapshot b is current" in _stopped("a", "b")
    assert "ownit facts undo" in _stopped("a", "b")
