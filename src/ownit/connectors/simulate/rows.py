"""Which rows will the exports hold, as numbers? Arrays, one length per table; words come when they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Days = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SERIALS = 21  # bits of an id that count within one person; the person's number stands above them
MARKETING = 0  # the number of the user who owns what marketing does


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Accounts:
    """Accounts, each with two contacts."""

    id: Days
    owner: Days
    customer_since: Days  # -1: never
    former: Flags  # was a customer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opportunities:
    """Opportunities as the CRM shows them on the day of the export, and what is true of them."""

    id: Days
    account: Days
    owner: Days
    creator: Days
    source: Days
    word: Days  # index into leads.WORDS, -1: none
    kind: Days  # DealKind
    created: Days
    created_minute: Days
    closed: Days  # NEVER while open
    won: Flags
    amount: Floats
    stage: Days  # of the open ones, as if it had not closed
    close_date: Days
    next_step: Days  # -1: none
    phantom: Flags
    opener: Days  # who truly opened it; 0 is nobody of the sellers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Histories:
    """Snapshots of opportunities at each change (OpportunityHistory)."""

    serial: Days
    opportunity: Days
    day: Days
    minute: Days
    stage: Days  # 0-4 open, 5 won, 6 lost
    amount: Floats
    close_date: Days
    by: Days


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwnerChanges:
    """Changes of owner (OpportunityFieldHistory)."""

    opportunity: Days
    day: Days
    minute: Days
    old: Days
    new: Days


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Splits:
    """Credit to more than the owner, ``second`` the row of whom it is shared with."""

    opportunity: Days
    second: Flags
    person: Days
    percent: Floats
    overlay: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leads:
    """Leads that others brought; converted ones name the opportunity."""

    id: Days
    owner: Days
    creator: Days
    word: Days
    day: Days
    minute: Days
    opportunity: Days  # -1: not converted
    account: Days  # -1: not converted
    converted: Days  # day, -1: not


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Touches:
    """Activities: tasks, and events where the kind is MEETING or INTERNAL."""

    id: Days
    owner: Days
    day: Days
    minute: Days
    kind: Days  # Kind
    result: Days  # Result
    length: Days  # minutes
    account: Days  # -1: none
    opportunity: Days  # -1: none
    lead: Days  # -1: none
    channel: Days  # Channel of the prospecting it belongs to, -1: none; never exported


Rows = TypeVar("Rows", bound="DataclassInstance")  # whose fields are arrays of one length


def stacked(parts: Sequence[Rows]) -> Rows:
    """Several pieces of one table as one."""
    kind = type(parts[0])
    return kind(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(kind)})


def chosen(rows: Rows, keep: Flags | Days) -> Rows:
    """The rows to keep, or those of these places in this order."""
    kind = type(rows)
    return kind(**{f.name: getattr(rows, f.name)[keep] for f in fields(kind)})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """Everything one seller leaves in the CRM."""

    accounts: Accounts
    opportunities: Opportunities
    histories: Histories
    owner_changes: OwnerChanges
    splits: Splits
    leads: Leads
    touches: Touches
