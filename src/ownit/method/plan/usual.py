"""What is taken of an activity where nobody has recorded it, and how much room is there for asking people?

All of it is judgement: no published figure for it could be traced (docs/method/yields.md).
"""

from __future__ import annotations

from ownit.method.blocks.kinds import Kind

MEETINGS_THAT_COUNT = 0.5  # of first meetings, the share that becomes a real opportunity
NAMES_PER_ASK = 0.25  # referral asks that bring somebody's name
ASKED_EVERY = 13.0  # weeks between two asks of one person
TOUCHED_EVERY = 4.0  # weeks between two touches of one person
DIALS_AN_HOUR = 15.0

MINUTES = {
    Kind.CALLS: 60.0 / DIALS_AN_HOUR,
    Kind.EMAILS: 3.0,
    Kind.MEETINGS: 75.0,
    Kind.REFERRALS: 15.0,
    Kind.TOUCH: 15.0,
    Kind.TARGETS: 10.0,
    Kind.EVENTS: 180.0,
}
"""Of one activity, preparing and writing down included."""

MEETING, VISIT = 60.0, 90.0  # minutes of one without a length, by themselves
