"""How does a person say what is set by hand, how the rest is spread, what limits the week, and what they are paid?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.errors import OwnitError, meant
from ownit.flows.planning.breaking import (
    SPREADS,
    ByHandError,
    SetByHand,
    can_be_set,
    check,
    kept,
    part_named,
    read,
    whole_of,
)
from ownit.flows.workspace import Workspace
from ownit.promises.people.access import OPERATOR

if TYPE_CHECKING:
    from ownit.flows.planning.ground import Ground


class CommissionFileError(OwnitError):
    """A commission table's file cannot be read."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} cannot be read. Name a TOML file, or write the table: 6 % to 600k, 9 % above.")


class BegunError(ByHandError):
    """A part that is over or running is set by hand."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has begun, so nothing can be set for it any more: what is missing is for the days to come. Set a "
            f"part that has not begun, or take this one back: {name} empty."
        )


def keep_by_hand(workspace: Workspace, on: Ground, texts: Sequence[str]) -> None:
    """Keep what is set by hand for parts of the period; nothing of it is kept if any of it does not fit.

    Raises ByHandError, BreakdownError.
    """
    from ownit.promises.organisation import selectors as organisation
    from ownit.promises.plans import selectors

    today = workspace.now().date()
    choices = organisation.choices(OPERATOR, today)
    whole = whole_of(choices.calendar(), on.start, on.end)
    if whole is None:
        raise ByHandError(
            f"{on.name} is no fiscal year or quarter, so nothing can be set in it by hand. Plan for one: ownit start"
        )
    said = selectors.said(OPERATOR, on.person.id, today)
    by_name: dict[str, SetByHand] = {one.name: one for one in kept(said)}
    for one in map(read, texts):
        part = part_named(whole, one.name)
        if one.amount is not None and not can_be_set(part, whole, on.so_far):
            raise BegunError(part.name)
        by_name[part.name] = SetByHand(name=part.name, amount=one.amount, reason=one.reason)
    lines = "\n".join(one.text for one in by_name.values() if one.amount is not None)
    check(whole, on.goal, on.so_far, {**said, "breakdown": lines})
    _say(workspace, on, "breakdown", lines)


def keep_spread(workspace: Workspace, on: Ground, text: str) -> None:
    """Keep how the number is spread. Raises ByHandError."""
    folded = text.strip().casefold().replace(" ", "-").replace("_", "-")
    if folded not in SPREADS:
        raise ByHandError(
            f"A number is spread {', '.join(SPREADS[:-1])} or by {SPREADS[-1]}, not {text!r}.{meant(text, SPREADS)}"
        )
    _say(workspace, on, "spread", folded)


def keep_limits(workspace: Workspace, on: Ground, texts: Sequence[str]) -> None:
    """Keep what the week allows beside its hours; nothing is kept if any of it does not fit. Raises LimitError."""
    from ownit.flows.planning.limiting import joined
    from ownit.flows.planning.limiting import kept as kept_limits
    from ownit.promises.plans import selectors

    said = selectors.said(OPERATOR, on.person.id, workspace.now().date())
    _say(workspace, on, "limits", "\n".join(one.text for one in joined(kept_limits(said), texts)))


def read_commission(text: str) -> str:
    """The table as written, or what a file named so holds. Raises CommissionFileError."""
    file = Path(text)
    if not text.casefold().endswith(".toml"):
        return text
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise CommissionFileError(file) from e


def keep_commission(workspace: Workspace, on: Ground, text: str) -> None:
    """Keep a commission table, which must fit the goal; an empty text takes it back. Raises CommissionError."""
    from ownit.method.commission import read

    if text.strip():
        read(text).scale(float(on.goal), on.currency)
    _say(workspace, on, "commission", text)


def _say(workspace: Workspace, on: Ground, name: str, text: str) -> None:
    from ownit.promises.plans import services

    services.say(OPERATOR, on.person.id, name, text, at=workspace.now())
