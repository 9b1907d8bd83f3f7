"""Whom is a plan for, by the record of a CRM?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ownit.answers.measure import BOOKINGS
from ownit.connectors.base import Progress, silent
from ownit.flows.workspace import Workspace
from ownit.method.law import Missing

if TYPE_CHECKING:
    from ownit.flows.reckoning import Asked
    from ownit.method.plan.book import Seller

NO_RECORD = Missing(code="no_record", n=0, needed=1, text="A plan cannot be made from the record yet.")


def record(
    workspace: Workspace,
    persons: Sequence[int] | None,
    asked: Asked,
    *,
    key: str = BOOKINGS,
    progress: Progress = silent,
) -> Mapping[int, Seller | Missing]:
    """The sellers of ``persons``; none can be told from the record yet."""
    del workspace, asked, key, progress
    return dict.fromkeys(persons or (), NO_RECORD)
