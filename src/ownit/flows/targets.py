"""How do targets get onto a seller's list: pasted, from a file, or proposed by the record?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ownit.answers.targets import ProposedTargets
from ownit.flows.goals import text_of
from ownit.flows.periods import told_as_of
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.promises.targets.record import Added, Target, Wanted

MOST = 25
"""How many of each rule wait for one person's answer at a time, the largest amounts first: a list nobody reads helps
nobody."""


def propose(workspace: Workspace, who: str | None = None, *, most: int = MOST) -> ProposedTargets:
    """Propose what the record shows to everyone or to one person; again, once some are answered. Raises NoSnapshot."""
    from ownit.facts.measures import targets as measure
    from ownit.facts.store import Store
    from ownit.facts.tables import Tables
    from ownit.promises.people import selectors as people
    from ownit.promises.targets import services

    snapshot = Store(workspace.facts).require()
    as_of = told_as_of(snapshot.manifest, workspace.now().date())
    wanted = None if who is None else people.find(OPERATOR, who).id
    by_id = {(i.connector, i.external_id): i.person for i in people.identities(OPERATOR)}
    with Tables(snapshot, workspace.engine) as tables:
        rows = measure.proposed(tables, as_of).to_pylist()
    found: dict[tuple[int, str], list[Wanted]] = defaultdict(list)
    for row in rows:
        person = by_id.get((row["connector"], row["person_id"]))
        if person is not None and wanted in (None, person):
            found[person, row["rule"]].append(_wanted(row))
    counts: dict[int, int] = defaultdict(int)
    left = 0
    for (person, _), listed in sorted(found.items(), key=lambda f: (f[0][0], measure.RULES.index(f[0][1]))):
        done = services.propose(person, listed, at=workspace.now(), viewer=OPERATOR, most=most)
        counts[person] += done.new
        left += done.left
    return ProposedTargets(by_person={p: n for p, n in counts.items() if n}, left_out=left)


_WHY: Mapping[str, str] = {
    "lapsed": "customer until {since}, nothing won since",
    "lost": "lost on {since}",
    "untouched": "nothing done since {since}",
    "never_asked": "customer, never asked for a referral",
}


def _wanted(row: Mapping[str, Any]) -> Wanted:
    from ownit.promises.targets.record import Purpose, Wanted

    since: date | None = row["since"]
    why = _WHY[row["rule"]].format(since=since) if since or "{since}" not in _WHY[row["rule"]] else "nothing ever done"
    return Wanted(
        name=row["name"],
        why=why,
        purpose=Purpose.ASK if row["rule"] == "never_asked" else Purpose.PURSUE,
        rule=row["rule"],
        connector=row["connector"],
        account_id=row["account_id"],
        last_touch=row["last_touch"],
    )


def paste(workspace: Workspace, text: str, who: str | None = None, *, table: bool = False) -> Added:
    """Put the targets of a pasted text, or of a CSV's text, onto a seller's list. Raises NoNameColumnError."""
    from ownit.flows.journal import writer
    from ownit.promises.targets import services

    return services.paste(OPERATOR, writer(workspace, who).id, text, at=workspace.now(), table=table)


def from_file(workspace: Workspace, file: Path, who: str | None = None) -> Added:
    """The same from a file; ``-`` is standard input, and a name that ends in .csv says that it is a table."""
    return paste(workspace, text_of(file), who, table=file.suffix.casefold() == ".csv")


def next_names(
    workspace: Workspace, person: int, channel: str, n: int, on: date | None = None, *, skip: int = 0
) -> tuple[Target, ...]:
    """The next names for a block of a channel, as the block's calendar note lists them."""
    from ownit.promises.targets import selectors

    return selectors.next_names(OPERATOR, person, channel, n, on or workspace.now().date(), skip=skip)
