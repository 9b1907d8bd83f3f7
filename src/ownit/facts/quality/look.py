"""What is wrong with a snapshot?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ownit.facts.quality import deal_checks, other_checks
from ownit.facts.quality.codes import QualityWarning

if TYPE_CHECKING:
    from ownit.facts.tables import Tables


def look(tables: Tables, as_of: date, *, currency: str) -> tuple[QualityWarning, ...]:
    """Every warning there is cause for, deals first; ``as_of`` is the day after which dates lie in the future.

    ``currency`` is the reporting currency. About a dozen queries, one pass over the deals and two over the activities.
    """
    return (
        *deal_checks.check(tables, as_of, currency),
        *other_checks.deals_not_there(tables),
        *other_checks.logged_late(tables),
        *other_checks.manager_cycles(tables),
        *other_checks.overlapping_quotas(tables),
    )
