"""What did the histories say on a day?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEY = ("connector", "opportunity_id")


def stages(changes: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Per deal: first_change, entered (days), was_stage, was_amount, was_close, next_stage; see :func:`_said`.

    ``entered`` is the day on which it came into ``was_stage`` from another.
    """
    moved = changes["to_stage"].notnull() & (
        changes["from_stage"].isnull() | (changes["from_stage"] != changes["to_stage"])
    )
    told = _said(
        changes,
        as_of,
        last={"was_stage": "to_stage", "was_amount": "amount", "was_close": "expected_close"},
        following={"next_stage": "from_stage"},
        days={"entered": moved},
    )
    return told.rename(first_change="first_day")


def owners(changes: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """Per deal: was_owner, next_owner; see :func:`_said`."""
    return _said(changes, as_of, last={"was_owner": "to_owner"}, following={"next_owner": "from_owner"})


def reaches_back(changes: ir.Table, as_of: ir.DateValue) -> ir.Table:
    """The connectors whose history begins on or before ``as_of``: column connector."""
    import ibis

    begins = changes.group_by("connector").aggregate(begins=changes["at"].min().date())
    return begins.filter(begins["begins"] <= as_of).select("connector", reached=ibis.literal(value=True))


def _said(
    changes: ir.Table,
    as_of: ir.DateValue,
    *,
    last: dict[str, str],
    following: dict[str, str],
    days: Mapping[str, ir.BooleanValue] = MappingProxyType({}),
) -> ir.Table:
    """Per deal what was last said on or before ``as_of`` (``last``), and what the first change after it changed *from*
    (``following``): it was so on the day. New name = column; nulls say nothing. Also ``first_day``, of any change, and
    for each of ``days`` that of the last change on or before ``as_of`` that is such a one.

    A change's day is its UTC day. Of several at one instant the greatest value wins, so that there is one answer.
    """

    past = changes["at"].date() <= as_of
    moments = {f"at_{new}": changes["at"].max(where=past & changes[c].notnull()) for new, c in last.items()}
    moments |= {f"at_{new}": changes["at"].min(where=~past & changes[c].notnull()) for new, c in following.items()}
    moments |= {new: changes["at"].max(where=past & such).date() for new, such in days.items()}
    when = changes.group_by(KEY).aggregate(first_day=changes["at"].min().date(), **moments)
    theirs = when.rename(when_connector="connector", when_id="opportunity_id")
    both = changes.inner_join(
        theirs,
        [changes["connector"] == theirs["when_connector"], changes["opportunity_id"] == theirs["when_id"]],
    )
    values = {new: both[c].max(where=both["at"] == both[f"at_{new}"]) for new, c in (last | following).items()}
    values |= {new: both[new].min() for new in days}
    return both.group_by(KEY).aggregate(first_day=both["first_day"].min(), **values)
