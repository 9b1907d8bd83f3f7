"""How are merged tables written as a snapshot's, and what became of the rows that came in?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ownit.facts.schema import TABLES
from ownit.facts.store import comparing
from ownit.facts.store.layout import Snapshot
from ownit.facts.store.outcome import Counts
from ownit.facts.store.parts import Month
from ownit.facts.store.rounds import Rounds
from ownit.facts.store.steps import Step
from ownit.facts.store.writing import Written, write_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Files that are new on the disk, whether any row differs from the parent's, and what became of those staged."""

    files: frozenset[Path]
    changed: bool
    counts: Mapping[str, Counts]


def finish(rounds: Rounds, parent: Snapshot | None, target: Path, scratch: Path, step: Step) -> Finished:
    """Write every table that there is, or was, below ``target``."""
    done: dict[str, Written] = {}
    for name, table in TABLES.items():
        before = parent.files(name) if parent else []
        if before or rounds.files[name] or name in rounds.counts:
            relation, ready, into = rounds.relations[name], rounds.ready.get(name), target / name
            done[name] = write_table(rounds.con, table, relation, before, into, scratch / name, step, ready=ready)
    return Finished(
        files=frozenset().union(*(written.files for written in done.values())),
        changed=any(written.changed for written in done.values()),
        counts={**rounds.counts, **_compared(rounds, done)},
    )


def _compared(rounds: Rounds, done: Mapping[str, Written]) -> dict[str, Counts]:
    """Of the tables that were there before, how many rows came in as they were and how many are missing."""
    told = {}
    for name, staged in rounds.staged.items():
        if rounds.files[name]:
            # A rebuild compares with the input it read before, not with the parent: any part may differ.
            differs: Collection[Month] | None = done[name].differs if rounds.number == 0 else None
            told[name] = replace(
                rounds.counts[name],
                unchanged=comparing.unchanged(rounds.con, staged, rounds.relations[name], differs),
                gone=comparing.gone(rounds.con, staged, differs),
            )
    return told
