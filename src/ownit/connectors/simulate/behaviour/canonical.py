"""What are the canonical facts of a day, without the detour by files?

The tables are those the Salesforce connector makes of the export of the same day (a contract test holds the two side
by side), but for contacts, which no measure asks for; derived columns are left empty, for :mod:`ownit.facts.derive`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ownit.connectors.simulate import text
from ownit.connectors.simulate.behaviour.book import IDS, book_of, missed_on
from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.staff import CURRENCY, firm_of, staff_of
from ownit.connectors.simulate.clock import day_number, quarter_end
from ownit.connectors.simulate.codes import Kind
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.leads import WORDS
from ownit.connectors.simulate.objects import STAGE_WORDS
from ownit.connectors.simulate.people import Person, address, quarters
from ownit.connectors.simulate.progress import LOST, WON
from ownit.connectors.simulate.rows import SERIALS, Book, Days, Flags, Histories, Touches
from ownit.connectors.simulate.text import Texts
from ownit.facts.schema import TABLES

CONNECTOR = "salesforce"
SOURCE_CLASSES = (
    *("cold", "cold", "network", "referral", "marketing", "marketing", "marketing"),
    *("inside_sales", "partner", "rfp", "renewal"),
)
"""What the connector makes of each of ``WORDS``."""
ROLES = {"Marketing": None, "Sales Manager": "leader", "SDR": "SDR", "Account Manager": "farmer"}
_CHANNELS = ("call", "e-mail", "e-mail", "meeting", "call", "e-mail", "meeting")  # by Kind
_RESULTS = (
    *(None, "no answer", "no answer", "conversation", "meeting set", "held", "no-show"),
    *("referral asked", "referral given"),
)  # by Result
_PURPOSES = ("create", "win", "serve")

Columns = dict[str, Any]


def facts_of(company: Company, as_of: int, *, connector: str = CONNECTOR) -> Mapping[str, pa.Table]:
    """The canonical tables at the end of day number ``as_of``.

    Companies under ``connector`` names of their own may lie in one set of tables without meeting.
    """
    book = book_of(company, as_of)
    staff = staff_of(company, as_of)
    columns = {
        "person": _people(staff, as_of),
        "position": _positions(staff),
        "account": _accounts(book),
        "opportunity": _opportunities(book) | _gone(company, book, as_of),
        "stage_change": _stage_changes(book.histories),
        "owner_change": _owner_changes(book),
        "activity": _activities(book),
        "lead": _leads(book),
        "quota": _quotas(company, staff, as_of),
    }
    return {name: _table(name, made, connector) for name, made in columns.items()}


def _table(name: str, columns: Columns, connector: str) -> pa.Table:
    """In canonical types and order; a column that is not given is null."""
    schema = TABLES[name].schema
    rows = len(next(iter(columns.values())))
    given = {"connector": pa.array([connector] * rows, pa.string()), **columns}
    made = []
    for field in schema:
        value = given.get(field.name)
        if value is None:
            made.append(pa.nulls(rows, field.type))
        else:
            made.append(_cast(value if isinstance(value, pa.Array) else pa.array(value), field.type))
    return pa.table(made, schema=schema)


def _cast(array: Texts, kind: pa.DataType) -> Texts:
    if pa.types.is_dictionary(array.type):
        array = array.cast(pa.string())
    if pa.types.is_decimal(kind):
        array = pc.round(array.cast(pa.float64()), 2)
    if pa.types.is_timestamp(kind):
        return array.cast(pa.timestamp("us")).cast(kind)
    return array.cast(kind)


def _moments(day: Days, minute: Days) -> Texts:
    """Instants; null where the day is negative."""
    instants: Texts = pa.array((day * 1440 + minute).astype("datetime64[m]").astype("datetime64[us]"), mask=day < 0)
    return instants


def _people(staff: tuple[Person, ...], as_of: int) -> Columns:
    return {
        "id": text.user_ids(_numbers(staff)),
        "name": [p.name for p in staff],
        "email": [address(p) for p in staff],
        "timezone": ["UTC"] * len(staff),
        "active": [p.left_on is None or day_number(p.left_on) >= as_of for p in staff],
    }


def _numbers(staff: tuple[Person, ...]) -> Days:
    return np.asarray([p.number for p in staff], dtype=np.int64)


def _positions(staff: tuple[Person, ...]) -> Columns:
    return {
        "person_id": text.user_ids(_numbers(staff)),
        "role": pa.array([ROLES.get(p.title, "hunter") for p in staff], pa.string()),
        "manager_id": text.user_ids(np.asarray([p.manager for p in staff], dtype=np.int64)),
        "ramp_until": pa.array([p.ramp_until for p in staff], pa.date32()),
    }


def _accounts(book: Book) -> Columns:
    a = book.accounts
    return {
        "id": text.ids("Account", a.id),
        "name": text.account_names(a.id),
        "owner_id": text.user_ids(a.owner),
        "industry": text.industries(a.id),
        "employees": text.mixed(a.id, 11) % 4900 + 100,
        "country": text.countries(a.id),
        "customer_since": text.dates(a.customer_since),
    }


def _opportunities(book: Book) -> Columns:
    o = book.opportunities
    closed = o.closed < NEVER
    product = text.product_names(o.id)
    at, expected = _closings(book)
    return {
        "id": text.ids("Opportunity", o.id),
        "account_id": text.ids("Account", o.account),
        "owner_id": text.user_ids(o.owner),
        "created_by_id": text.user_ids(o.creator),
        "name": text.joined(" - ", text.account_names(o.account), product),
        "product": product,
        "amount": o.amount,
        "currency": [CURRENCY] * len(closed),
        "stage": text.labels(STAGE_WORDS, np.where(closed, np.where(o.won, WON, LOST), o.stage)),
        "source": text.labels(WORDS, o.word),
        "source_class": text.labels(SOURCE_CLASSES, o.word),
        "kind": ["new"] * len(closed),
        "created_at": _moments(o.created, o.created_minute),
        "expected_close": text.dates(np.where(expected >= 0, expected, o.close_date)),
        "outcome": text.labels(("open", "lost", "won"), np.where(closed, 1 + o.won, 0)),
        "closed_on": text.dates(np.where(closed & (at < 0), o.close_date, -1)),
        "closed_at": _moments(at // 1440, at % 1440),
        "is_rfp": np.zeros(len(closed), dtype=np.bool_),
    }


def _gone(company: Company, book: Book, as_of: int) -> Columns:
    """When an export first lacked what it held before, where exports are read again and again."""
    rows = book.opportunities.id - IDS
    day = missed_on(company, rows, as_of)
    return {"gone_on": text.dates(np.where(day < NEVER, day, -1))} if company.behaviour.watched else {}


def _closings(book: Book) -> tuple[Days, Days]:
    """Per opportunity the minute its close was entered and the close expected before; -1 where no history tells."""
    h = book.histories
    deal = np.searchsorted(book.opportunities.id, h.opportunity)
    n = len(book.opportunities.id)
    at, expected = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    closing = np.flatnonzero(h.stage >= WON)
    at[deal[closing]] = h.day[closing] * 1440 + h.minute[closing]
    before = closing[_follows(h)[closing]]
    expected[deal[before]] = h.close_date[before - 1]
    return at, expected


def _follows(h: Histories) -> Flags:
    """Whether the row before is of the same opportunity."""
    return np.append(False, h.opportunity[1:] == h.opportunity[:-1])[: len(h.opportunity)]


def _stage_changes(h: Histories) -> Columns:
    before = np.where(_follows(h), np.roll(h.stage, 1), -1)
    return {
        "opportunity_id": text.ids("Opportunity", h.opportunity),
        "at": _moments(h.day, h.minute),
        "from_stage": text.labels(STAGE_WORDS, before),
        "to_stage": text.labels(STAGE_WORDS, h.stage),
        "amount": h.amount,
        "expected_close": text.dates(h.close_date),
        "inferred": np.zeros(len(h.day), dtype=np.bool_),
    }


def _owner_changes(book: Book) -> Columns:
    c = book.owner_changes
    return {
        "opportunity_id": text.ids("Opportunity", c.opportunity),
        "at": _moments(c.day, c.minute),
        "from_owner": text.user_ids(c.old),
        "to_owner": text.user_ids(c.new),
        "inferred": np.zeros(len(c.day), dtype=np.bool_),
    }


def _activities(book: Book) -> Columns:
    t = book.touches
    meeting = t.kind == Kind.MEETING
    call = t.kind == Kind.CALL
    talked = 120 + text.mixed(t.id, 21) % 600
    seconds = np.where(t.result >= 3, talked, 10 + text.mixed(t.id, 22) % 30)  # as objects._seconds
    minutes = np.where(meeting, t.length, np.maximum(1, np.floor(seconds / 60 + 0.5).astype(np.int64)))
    return {
        "id": pc.if_else(pa.array(meeting), text.ids("Event", t.id), text.ids("Task", t.id)),
        "person_id": text.user_ids(t.owner),
        "at": _moments(t.day, t.minute),
        "on": pa.array(t.day.astype(np.int32), pa.int32(), mask=meeting).cast(pa.date32()),
        "logged_at": _moments(t.day, np.where(meeting, np.maximum(t.minute - 30, 0), t.minute)),
        "channel": text.labels(_CHANNELS, t.kind),
        "direction": text.labels(("outbound",), np.where(meeting, -1, 0)),
        "purpose": text.labels(_PURPOSES, _purposes(book, t)),
        "result": text.labels(_RESULTS, t.result),
        "count": np.ones(len(t.id), dtype=np.int64),
        "minutes": pa.array(minutes, pa.int64(), mask=~(meeting | call)),
        "automated": np.zeros(len(t.id), dtype=np.bool_),
        "account_id": text.ids("Account", t.account),
        "opportunity_id": text.ids("Opportunity", t.opportunity),
    }


def _purposes(book: Book, t: Touches) -> Days:
    """By the rules of the Salesforce connector's ``purposes``, as far as they are met here."""
    o = book.opportunities
    deal = np.searchsorted(o.id, t.opportunity)
    known = (t.opportunity >= 0) & (np.append(o.id, -2)[deal] == t.opportunity)
    deal = np.where(known, deal, 0)
    after = t.day > o.closed[deal] if len(o.id) else known
    on_deal = np.where(t.day <= o.created[deal], 0, np.where(~after, 1, np.where(o.won[deal], 2, 0)))
    about = np.where(t.opportunity >= 0, 1, _on_account(book, t))
    return np.where(known, on_deal, about)


def _on_account(book: Book, t: Touches) -> Days:
    """Create on the first day of a stretch in which a deal of the account is open, win on its later days.

    Else serve if it is a customer, else create.
    """
    o, a = book.opportunities, book.accounts
    order = np.lexsort((o.created, o.account))
    width = 1 << 30
    key = (o.account * width + o.created)[order]
    last = o.account[order] * width + np.minimum(o.closed, width - 1)[order]
    reaches = np.append(-1, np.maximum.accumulate(last))
    begins = np.append(-1, np.maximum.accumulate(np.where(key > reaches[:-1], key, -1)))
    at = t.account * width + t.day
    place = np.searchsorted(key, at, side="right")
    since = a.customer_since[np.searchsorted(a.id, t.account).clip(max=len(a.id) - 1)]
    customer = (since >= 0) & (since <= t.day)
    outside = np.where(customer, 2, 0)
    return np.where(reaches[place] >= at, np.where(begins[place] == at, 0, 1), outside)


def _leads(book: Book) -> Columns:
    rows = book.leads
    done = rows.opportunity >= 0
    return {
        "id": text.ids("Lead", rows.id),
        "owner_id": text.user_ids(rows.owner),
        "source": text.labels(WORDS, rows.word),
        "source_class": text.labels(SOURCE_CLASSES, rows.word),
        "created_at": _moments(rows.day, rows.minute),
        "account_name": text.account_names(np.where(done, rows.account, rows.id + (1 << 40))),
        "status": text.labels(("Open - Not Contacted", "Qualified"), done.astype(np.int64)),
        "converted_opportunity_id": text.ids("Opportunity", rows.opportunity),
        "converted_on": text.dates(rows.converted),
    }


def _quotas(company: Company, staff: tuple[Person, ...], as_of: int) -> Columns:
    firm = firm_of(company)
    day = np.datetime64(as_of, "D").item()
    rows = [(p.number, q.of(start), start) for p in staff for q in p.quotas for start in quarters(firm, p, day)]
    number = np.asarray([n for n, _, _ in rows], dtype=np.int64)
    start = np.asarray([day_number(s) for _, _, s in rows], dtype=np.int64)
    return {
        "id": text.ids("ForecastingQuota", (number << SERIALS) + start * 8),
        "person_id": text.user_ids(number),
        "measure": ["bookings"] * len(rows),
        "period_start": text.dates(start),
        "period_end": text.dates(np.asarray([day_number(quarter_end(s)) for _, _, s in rows], dtype=np.int64)),
        "amount": np.asarray([a for _, a, _ in rows], dtype=np.float64),
        "currency": [CURRENCY] * len(rows),
    }
