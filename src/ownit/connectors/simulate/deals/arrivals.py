"""How many deals arrive on each day, and from where?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.clock import Calendar, climate, day_number, prospecting, ramp
from ownit.connectors.simulate.deals.record import IS_OWN
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.rows import Floats


def rates(company: Company, seller: Seller, calendar: Calendar) -> Floats:
    """True arrivals per day: shape (sources, days). Own ones follow effort, yield, ramp, pattern; help weekdays."""
    own = prospecting(seller, calendar) * ramp(seller, calendar)
    here = calendar.numbers() >= day_number(seller.hired_on)
    if seller.left_on is not None:
        here &= calendar.numbers() <= day_number(seller.left_on)
    given = np.where(calendar.weekday < 5, 0.2, 0.0) * here
    h = seller.help
    per_week = np.asarray([*seller.own_rates, h.marketing, h.sdr, h.partner, h.rfp, 0.0])
    shape = np.where(IS_OWN[:, None], own, given)
    return per_week[:, None] * shape * climate(company, calendar)
