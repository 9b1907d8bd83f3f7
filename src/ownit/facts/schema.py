"""Which tables and columns do facts have?

Every fact is keyed by ``(connector, id)``. Only ids, owner, stage and outcome are required; everything else may
be null. Instants are UTC (``*_at``); what decides a period is a plain local date (``*_on``) written once at import.
Amounts are DECIMAL(18,4) in the original currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

SCHEMA_VERSION = 1

SILENT = "__silent"
"""A text that batches may carry beside the canonical columns: the columns of which a row's own file says nothing, with
commas between them, where another file of the table does."""

TEXT = pa.string()
INSTANT = pa.timestamp("us", tz="UTC")
DATE = pa.date32()
MONEY = pa.decimal128(18, 4)
COUNT = pa.int64()
FLAG = pa.bool_()
SHARE = pa.float64()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a canonical table; ``derived`` columns are worked out by ownit, never read from a file."""

    name: str
    type: pa.DataType
    required: bool = False
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One canonical table. ``key`` identifies a row within a connector; ``monthly`` names the date that partitions."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    monthly: str | None = None

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the stored table: the connector first, then the columns in order."""
        return pa.schema([("connector", TEXT), *((c.name, c.type) for c in self.columns)])

    @property
    def names(self) -> tuple[str, ...]:
        """The column names without the connector."""
        return tuple(c.name for c in self.columns)


def _c(name: str, type_: pa.DataType = TEXT, *, required: bool = False, derived: bool = False) -> Column:
    return Column(name=name, type=type_, required=required, derived=derived)


def _table(name: str, *columns: Column, key: tuple[str, ...] = ("id",), monthly: str | None = None) -> Table:
    return Table(name=name, columns=columns, key=key, monthly=monthly)


PERSON = _table("person", _c("id", required=True), _c("name"), _c("email"), _c("timezone"), _c("active", FLAG))
POSITION = _table(
    "position",
    _c("person_id", required=True),
    _c("role"),
    _c("segment"),
    _c("manager_id"),
    _c("from", DATE),
    _c("to", DATE),
    _c("ramp_until", DATE),
    key=("person_id", "from"),
)
ACCOUNT = _table(
    "account",
    _c("id", required=True),
    _c("name"),
    _c("owner_id"),
    _c("industry"),
    _c("employees", COUNT),
    _c("annual_revenue", MONEY),
    _c("country"),
    _c("customer_since", DATE),
    _c("attributes"),
)
CONTACT = _table("contact", _c("id", required=True), _c("account_id"), _c("role"))
PRODUCT = _table("product", _c("id", required=True), _c("name"), _c("family"), _c("list_price", MONEY), _c("currency"))
OPPORTUNITY = _table(
    "opportunity",
    _c("id", required=True),
    _c("account_id"),
    _c("owner_id", required=True),
    _c("created_by_id"),  # who registered it: evidence for opened_by, not proof of it
    _c("opened_by", derived=True),
    _c("name"),
    _c("product"),
    _c("amount", MONEY),
    _c("currency"),
    _c("stage", required=True),
    _c("source"),  # the CRM's own word
    _c("source_class"),  # what the source dictionary makes of it: see facts.origin.SOURCE_CLASSES
    _c("origin", derived=True),  # own | others | unknown, of the deal's opener
    _c("origin_basis", derived=True),  # shown | claimed | none
    _c("origin_reason", derived=True),  # the code of the rule that decided
    _c("kind"),  # new | expansion | renewal
    _c("created_at", INSTANT),
    _c("created_on", DATE),
    _c("expected_close", DATE),
    _c("outcome", required=True),  # open | won | lost
    _c("closed_on", DATE),
    _c("closed_at", INSTANT),
    _c("next_step_on", DATE),
    _c("is_rfp", FLAG),
    _c("gone_on", DATE, derived=True),
    _c("attributes"),
)
STAGE_CHANGE = _table(
    "stage_change",
    _c("opportunity_id", required=True),
    _c("at", INSTANT, required=True),
    _c("from_stage"),
    _c("to_stage"),
    _c("amount", MONEY),
    _c("expected_close", DATE),
    _c("inferred", FLAG, derived=True),
    key=("opportunity_id", "at", "to_stage"),
)
OWNER_CHANGE = _table(
    "owner_change",
    _c("opportunity_id", required=True),
    _c("at", INSTANT, required=True),
    _c("from_owner"),
    _c("to_owner", required=True),
    _c("inferred", FLAG, derived=True),
    key=("opportunity_id", "at", "to_owner"),
)
CREDIT = _table(
    "credit",
    _c("opportunity_id", required=True),
    _c("person_id", required=True),
    _c("share", SHARE),
    _c("kind"),  # revenue | overlay
    _c("from", DATE),
    _c("to", DATE),
    key=("opportunity_id", "person_id", "kind", "from"),
)
OPPORTUNITY_CONTACT = _table(
    "opportunity_contact",
    _c("opportunity_id", required=True),
    _c("contact_id", required=True),
    _c("role"),
    key=("opportunity_id", "contact_id"),
)
ACTIVITY = _table(
    "activity",
    _c("id", required=True),
    _c("person_id"),
    _c("at", INSTANT),
    _c("on", DATE),
    _c("logged_at", INSTANT),
    _c("channel"),  # call | e-mail | meeting | visit | message | event | other
    _c("direction"),  # outbound | inbound
    _c("purpose"),  # create | win | serve | other
    _c("result"),  # no answer | conversation | meeting set | held | no-show | referral asked | referral given | ...
    _c("count", COUNT),
    _c("minutes", COUNT),
    _c("automated", FLAG),
    _c("account_id"),
    _c("opportunity_id"),
    monthly="on",
)
LEAD = _table(
    "lead",
    _c("id", required=True),
    _c("owner_id"),
    _c("source"),
    _c("source_class"),
    _c("origin", derived=True),
    _c("created_at", INSTANT),
    _c("on", DATE),
    _c("account_name"),
    _c("status"),
    _c("converted_opportunity_id"),
    _c("converted_on", DATE),
)
QUOTA = _table(
    "quota",
    _c("id", required=True),
    _c("person_id", required=True),
    _c("measure"),  # bookings | new_recurring | margin | opportunities_opened | meetings_held
    _c("kinds"),  # comma-separated subset of new,expansion,renewal; null is all
    _c("period_start", DATE, required=True),
    _c("period_end", DATE),
    _c("amount", MONEY, required=True),
    _c("currency"),
)
RATE = _table(
    "rate",
    _c("currency", required=True),
    _c("on", DATE, required=True),
    _c("rate", pa.decimal128(18, 8), required=True),  # units of the reporting currency per unit of this one
    key=("currency", "on"),
)

TABLES = MappingProxyType(
    {
        t.name: t
        for t in (
            PERSON,
            POSITION,
            ACCOUNT,
            CONTACT,
            PRODUCT,
            OPPORTUNITY,
            STAGE_CHANGE,
            OWNER_CHANGE,
            CREDIT,
            OPPORTUNITY_CONTACT,
            ACTIVITY,
            LEAD,
            QUOTA,
            RATE,
        )
    }
)
