"""When is a record that can be read no fact: deleted, replaced, a copy, not done yet, without what makes it one?

Each object's reasons stand in the order in which they are tried; the first that applies is the one that is told. What
is left out is counted as rejected, so that read = kept + rejected holds, and a note says how many and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType

from ownit.connectors.reading.sql import texts
from ownit.connectors.salesforce.knowledge import Knowledge
from ownit.connectors.salesforce.typed import Leave


def _flag(column: str, *words: str) -> str:
    return f"lower({column}) IN ({', '.join(repr(word) for word in words)})"


_GONE = (
    Leave(
        when=_flag("__fivetrandeleted", "true", "t", "1", "yes"),
        column="_fivetran_deleted",
        reason="deleted in the CRM",
    ),
    Leave(when="IsDeleted", column="IsDeleted", reason="deleted in the CRM"),
    Leave(
        when=f"{_flag('__fivetranactive', 'false', 'f', '0', 'no')} OR __fivetranend < '9999'",
        column="_fivetran_active",
        reason="an older version, no longer active in the replica",
    ),
)
_NO_ID = Leave(when="Id IS NULL", column="Id", reason="it has no Id")


def _missing(what: str, *columns: str) -> Leave:
    return Leave(when=" AND ".join(f"{c} IS NULL" for c in columns), column=columns[0], reason=f"it has no {what}")


_LEAVES: Mapping[str, tuple[Leave, ...]] = MappingProxyType(
    {
        "Opportunity": (
            *_GONE,
            _missing("Id and no name", "Id", "Name"),
            _missing("owner", "OwnerId", "OwnerName"),
            _missing("stage", "StageName"),
        ),
        "OpportunityHistory": (
            *_GONE,
            _missing("opportunity", "OpportunityId", "OpportunityName"),
            _missing("date", "CreatedDate"),
        ),
        "OpportunityFieldHistory": (
            *_GONE,
            _missing("opportunity", "OpportunityId", "OpportunityName"),
            _missing("date", "CreatedDate"),
        ),
        "Task": (
            *_GONE,
            Leave(when="IsRecurrence", column="IsRecurrence", reason="the pattern of a recurring series, not a task"),
            _missing("Id and no subject", "Id", "Subject"),
        ),
        "Event": (
            *_GONE,
            Leave(when="IsChild", column="IsChild", reason="an invitee's copy of a group event"),
            Leave(when="IsRecurrence", column="IsRecurrence", reason="the pattern of a recurring series, not an event"),
            _missing("Id and no subject", "Id", "Subject"),
        ),
        "Lead": (*_GONE, _missing("Id, name or e-mail", "Id", "Name", "LastName", "Email")),
        "Account": (*_GONE, _missing("Id and no name", "Id", "Name")),
        "Contact": (*_GONE, _NO_ID),
        "OpportunityContactRole": (
            *_GONE,
            _missing("opportunity", "OpportunityId"),
            _missing("contact", "ContactId"),
        ),
        "OpportunitySplit": (*_GONE, _missing("opportunity", "OpportunityId"), _missing("owner", "SplitOwnerId")),
        "OpportunitySplitType": (*_GONE, _NO_ID),
        "User": (*_GONE, _NO_ID),
        "UserRole": (*_GONE, _NO_ID),
        "ForecastingQuota": (
            *_GONE,
            _missing("owner", "QuotaOwnerId", "QuotaOwnerName"),
            _missing("start date", "StartDate"),
            _missing("amount", "QuotaAmount", "QuotaQuantity"),
        ),
        "ForecastingType": (*_GONE, _NO_ID),
        "Period": (*_GONE, _NO_ID),
        "Product2": (*_GONE, _NO_ID),
        "OpportunityLineItem": (*_GONE, _missing("opportunity", "OpportunityId")),
        "DatedConversionRate": (
            *_GONE,
            _missing("currency", "IsoCode"),
            _missing("start date", "StartDate"),
            Leave(when="coalesce(ConversionRate, 0) <= 0", column="ConversionRate", reason="its rate is not above 0"),
        ),
    }
)


def leaves(name: str, has: Set[str], knowledge: Knowledge) -> tuple[Leave, ...]:
    """The reasons of an object whose files have these columns."""
    reasons = _task_leaves(has, knowledge) if name == "Task" else _LEAVES[name]
    if name in ("Opportunity", "Task", "Event") and "Id" in has:  # a report may lack the column, a record not its value
        return (*reasons, _NO_ID)
    return reasons


def _task_leaves(has: Set[str], knowledge: Knowledge) -> tuple[Leave, ...]:
    if not has & {"IsClosed", "Status", "CompletedDateTime"}:
        return _LEAVES["Task"]
    done = [phrase for _, phrases in knowledge.dictionaries["done"] for phrase in phrases]
    by_status = f"CASE WHEN Status IS NOT NULL THEN lower(Status) IN {texts(done)} END"
    not_done = Leave(
        when=f"NOT coalesce(IsClosed, {by_status}, CompletedDateTime IS NOT NULL)",
        column="IsClosed" if "IsClosed" in has else "Status",
        reason="not completed yet: an intention, not an activity",
    )
    return (*_LEAVES["Task"], not_done)
