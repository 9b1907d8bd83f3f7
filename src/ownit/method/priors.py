"""What has been published about a rate, by whom, when, and how far is it to be believed?

Data, not code: a weak prior where a seller or a team has no record. Rows whose denominators differ (per dial, per
prospect, per conversation) are different measures. Grades: A peer-reviewed or arithmetic, B a vendor's own study with
its sample size, C second-hand. Claims that could not be traced to a study are not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PRIOR_WEIGHT = 20.0  # observations a published rate counts for, unless the organisation sets another
CHAIN_LOG_SD = 0.5  # uncertainty of a whole chain of published rates: link by link it compounds beyond use


class Grade(StrEnum):
    """How good the source is."""

    A = "A"
    B = "B"
    C = "C"


class Measure(StrEnum):
    """What is counted per what."""

    CONNECT_PER_DIAL = "connects per dial"
    CONVERSATION_PER_CONNECT = "conversations per connect"
    MEETING_PER_CONVERSATION = "meetings per conversation"
    REPLY_PER_EMAIL = "replies per cold e-mail, refusals and automatic ones included"
    OPPORTUNITY_PER_LEAD = "opportunities per lead"
    OPPORTUNITY_PER_LEAD_REFERRAL = "opportunities per referral"
    WIN_PER_OPPORTUNITY = "wins per opportunity"
    WIN_PER_OPPORTUNITY_REFERRAL = "wins per referred opportunity"
    CYCLE_DAYS = "median days from opening to winning"
    LEAD_DAYS = "days from a lead to a real opportunity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published value; a rate is a fraction."""

    measure: Measure
    value: float
    source: str
    year: int
    grade: Grade


PUBLISHED = (
    Published(
        measure=Measure.CONNECT_PER_DIAL,
        value=0.054,
        source="Gong Labs x 30MPC, 300 million cold calls",
        year=2024,
        grade=Grade.B,
    ),
    Published(
        measure=Measure.CONVERSATION_PER_CONNECT,
        value=0.58,
        source="Belkins, 175,000 dials",
        year=2025,
        grade=Grade.B,
    ),
    Published(
        measure=Measure.MEETING_PER_CONVERSATION,
        value=0.0482,
        source="Cognism x WHAM, 254 of 5,265 conversations",
        year=2024,
        grade=Grade.B,
    ),
    Published(
        measure=Measure.REPLY_PER_EMAIL,
        value=0.0343,
        source="Instantly, 100 million e-mails, as re-quoted",
        year=2026,
        grade=Grade.C,
    ),
    Published(
        measure=Measure.OPPORTUNITY_PER_LEAD,
        value=0.13,
        source="Implisit, about 500 firms",
        year=2014,
        grade=Grade.B,
    ),
    Published(
        measure=Measure.OPPORTUNITY_PER_LEAD_REFERRAL,
        value=0.25,
        source="Implisit, about 500 firms",
        year=2014,
        grade=Grade.B,
    ),
    Published(
        measure=Measure.WIN_PER_OPPORTUNITY,
        value=0.19,
        source="Ebsta x Pavilion, as re-quoted",
        year=2025,
        grade=Grade.C,
    ),
    Published(
        measure=Measure.WIN_PER_OPPORTUNITY_REFERRAL,
        value=0.147,
        source="Implisit, about 500 firms",
        year=2014,
        grade=Grade.B,
    ),
    Published(
        measure=Measure.CYCLE_DAYS,
        value=84.0,
        source="Optifai, as re-quoted",
        year=2025,
        grade=Grade.C,
    ),
    Published(
        measure=Measure.LEAD_DAYS,
        value=84.0,
        source="Implisit, about 500 firms",
        year=2014,
        grade=Grade.B,
    ),
)


def published(measure: Measure) -> Published:
    """The row for a measure; every measure has one."""
    return next(row for row in PUBLISHED if row.measure is measure)
