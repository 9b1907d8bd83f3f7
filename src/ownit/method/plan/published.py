"""How many deals, or meetings, does one activity bring by what has been published?"""

from __future__ import annotations

import numpy as np

from ownit.method.blocks.kinds import Kind
from ownit.method.deals import Floats
from ownit.method.plan.logged import CHANNELS
from ownit.method.plan.usual import MEETINGS_THAT_COUNT, NAMES_PER_ASK
from ownit.method.priors import Measure, published


def published_yields() -> Floats:
    """Opportunities per activity by what has been published, (channels,); NaN where nothing traceable has been."""
    talked = published(Measure.MEETING_PER_CONVERSATION).value * MEETINGS_THAT_COUNT
    dialled = published(Measure.CONNECT_PER_DIAL).value * published(Measure.CONVERSATION_PER_CONNECT).value
    known = {
        Kind.CALLS: dialled * talked,
        Kind.EMAILS: published(Measure.REPLY_PER_EMAIL).value * talked,
        Kind.REFERRALS: NAMES_PER_ASK * published(Measure.OPPORTUNITY_PER_LEAD_REFERRAL).value,
        Kind.TOUCH: talked,
    }
    return np.array([known.get(kind, np.nan) for kind in CHANNELS])


def published_meetings() -> Floats:
    """Meetings per activity by what has been published, as :func:`published_yields` before half of them count.

    A meeting brings no meeting: that channel has none.
    """
    found = published_yields() / MEETINGS_THAT_COUNT
    found[CHANNELS.index(Kind.MEETINGS)] = np.nan
    return np.asarray(found)
