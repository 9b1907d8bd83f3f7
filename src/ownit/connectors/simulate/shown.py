"""What does a CRM show of a row beyond what the row holds?

Exports and canonical facts say the same of a row because both ask here.
"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate import text
from ownit.connectors.simulate.codes import Forecast, Result
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.progress import LOST, STAGES, WON
from ownit.connectors.simulate.rows import SERIALS, Days, Flags, Leads, Opportunities, Touches
from ownit.connectors.simulate.text import Texts

STAGE_WORDS = (*STAGES, "Closed Won", "Closed Lost")
LEAD_WORDS = ("Open - Not Contacted", "Qualified")
_NOBODYS = 1 << 40  # what names a lead's company that never became an account: numbers that no account has


def employees(accounts: Days) -> Days:
    """How many people work there: 100 to 4,999."""
    return text.mixed(accounts, 11) % 4900 + 100


def is_closed(rows: Opportunities) -> Flags:
    """Whether the outcome is entered."""
    return np.asarray(rows.closed < NEVER, dtype=np.bool_)


def stage_of(rows: Opportunities) -> Days:
    """Index into STAGE_WORDS."""
    return np.where(is_closed(rows), np.where(rows.won, WON, LOST), rows.stage)


def deal_names(rows: Opportunities) -> Texts:
    """The account and the product."""
    return text.joined(" - ", text.account_names(rows.account), text.product_names(rows.id))


def lead_status(rows: Leads) -> Texts:
    """Qualified once it is converted."""
    return text.labels(LEAD_WORDS, (rows.opportunity >= 0).astype(np.int64))


def lead_companies(rows: Leads) -> Texts:
    """The account's name, or that of a company which never became one."""
    return text.account_names(np.where(rows.opportunity >= 0, rows.account, rows.id + _NOBODYS))


def call_seconds(rows: Touches) -> Days:
    """The talk itself: what stays of the minutes after preparing and logging; nobody answers in under 40 seconds."""
    talked = rows.result >= Result.CONVERSATION
    return np.where(talked, 120 + text.mixed(rows.id, 21) % 600, 10 + text.mixed(rows.id, 22) % 30)


def meeting_entered(rows: Touches) -> Days:
    """The minute of the day at which a meeting is entered: half an hour before it begins."""
    return np.maximum(rows.minute - 30, 0)


def quota_ids(number: Days, start: Days, forecast: Days | Forecast) -> Texts:
    """The ids of the quotas of people (by number) for the quarters that start then, one per forecast."""
    return text.ids("ForecastingQuota", (number << SERIALS) + start * 8 + forecast)
