"""How is the answer put together from the cases that are kept?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ownit.answers import basis
from ownit.answers.limits import limits, unseen
from ownit.answers.trust import sentence
from ownit.answers.trust.record import Trust
from ownit.answers.trust.summary import runs
from ownit.facts import tested


def trust(root: Path, snapshot: str, held_to: str, warnings: Sequence[Mapping[str, Any]] = ()) -> Trust | None:
    """What the backtest kept for a snapshot says; None if none is kept.

    ``root`` is the fact store's, ``warnings`` are what the import found wrong with the facts.
    """
    about = tested.about(root, snapshot)
    if about is None:
        return None
    made = runs(tested.cases(root, snapshot))
    told = sentence.chosen(made, held_to)
    limited = limits(warnings, "backtest")
    return Trust(
        as_of=about.as_of,
        snapshot=about.snapshot,
        currency=about.currency,
        first=about.first,
        origins=about.origins,
        runs=made,
        told=told,
        headline=sentence.headline(told),
        trust=sentence.trust(told) + sentence.closer(made) + unseen(limited),
        next_step=sentence.next_step(told),
        notes=_NOTES,
        limits=limited,
        basis=about.basis,
        learned=basis.told(about.basis),
    )


_NOTES = (
    "What is scored is the total with help. Alone is not: no record says what would have come without the others.",
)
