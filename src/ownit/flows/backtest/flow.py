"""How good was ownit on this history: looked up if it was looked at already, walked through first if not?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ownit.connectors.base import Progress, silent
from ownit.flows import proposing
from ownit.flows.standing import ask
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.answers.trust import Trust
    from ownit.flows.reckoning import ReckoningRequest

VERSION = 6
"""Raised when the same facts and promises would be walked through differently."""


def backtest(workspace: Workspace, progress: Progress = silent) -> Trust:
    """The record of the current snapshot; raises NoSnapshot."""
    from ownit.answers.trust import trust
    from ownit.facts import tested

    asked, _ = ask(workspace)
    about = tested.about(workspace.facts, asked.snapshot.id)
    if about is None or about.made_with != made_with(asked):
        proposing.propose(asked.snapshot, workspace.now())
        _walk(workspace, asked, progress)
    warnings = asked.snapshot.manifest.report.get("warnings", ())
    answer = trust(workspace.facts, asked.snapshot.id, asked.choices.held_to, warnings)
    assert answer is not None, "it was kept a moment ago"
    return answer


def _walk(workspace: Workspace, asked: ReckoningRequest, progress: Progress) -> None:
    from ownit.answers.trust import sentence
    from ownit.answers.trust.summary import runs
    from ownit.facts import tested
    from ownit.facts.tables import Tables
    from ownit.flows.backtest.walk import walk
    from ownit.flows.reckoning.flow import older

    with Tables(asked.snapshot, workspace.engine, older=older(workspace)) as tables:
        walked = walk(tables, asked, progress)
    about = tested.About(
        snapshot=asked.snapshot.id,
        made_with=made_with(asked),
        as_of=asked.as_of,
        currency=asked.choices.currency,
        first=walked.first,
        origins=len({origin.as_of for origin in walked.origins}),
        sentence=sentence.trust(sentence.chosen(runs(walked.cases), asked.choices.held_to)),
        basis=walked.basis,
    )
    tested.write(workspace.facts, about, walked.cases)


def made_with(asked: ReckoningRequest) -> str:
    """A digest of what a walk leans on beside the facts: the last day, choices, teams, who is who, answers."""
    from ownit.flows.reckoning.flow import spelt_out
    from ownit.promises.origins import selectors as origins
    from ownit.promises.people import selectors as people

    parts = (
        VERSION,
        asked.as_of,
        spelt_out(asked.choices),
        sorted(people.leaders(OPERATOR, asked.as_of).leader.items()),
        people.identities(OPERATOR),
        [(p.id, p.role) for p in people.people(OPERATOR)],
        origins.answers(OPERATOR),
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
