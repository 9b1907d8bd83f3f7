"""What is wrong with a snapshot, now and as of an earlier day?"""

from __future__ import annotations

from datetime import date

from ownit.facts.quality import deal_checks, other_checks
from ownit.facts.quality.codes import QualityWarning
from ownit.facts.quality.then import Facts, Then

UNDATED = ("no_amount",)
"""What cannot be counted of an earlier day: an amount that is known now may have been missing then."""


def look(tables: Facts, as_of: date, *, currency: str) -> tuple[QualityWarning, ...]:
    """Every warning there is cause for, deals first; ``as_of`` is the day after which dates lie in the future.

    ``currency`` is the reporting currency. Nine queries, five of the deals and two of the activities;
    one more of the deals where they come from several connectors.
    """
    return (
        *deal_checks.check(tables, as_of, currency),
        *other_checks.deals_not_there(tables, tables["opportunity"]),
        *other_checks.logged_late(tables),
        *other_checks.manager_cycles(tables),
        *other_checks.overlapping_quotas(tables),
    )


def look_back(tables: Facts, as_of: date, *, currency: str) -> tuple[QualityWarning, ...]:
    """The warnings about where one stands, as the facts would have given them on ``as_of``.

    What came later tells nothing: neither a loss nor a deletion. Seven queries, one of them of the activities.
    """
    then = Then(tables, as_of)
    found = (
        *deal_checks.check(then, as_of, currency),
        *other_checks.deals_not_there(then, tables["opportunity"]),
        *other_checks.overlapping_quotas(then),
    )
    return tuple(w for w in found if "standing" in w.limits and w.code not in UNDATED)
