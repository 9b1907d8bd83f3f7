"""How are all deals of one seller drawn?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.clock import DEALS, Calendar, stream
from ownit.connectors.simulate.deals.arrivals import rates
from ownit.connectors.simulate.deals.fates import lived
from ownit.connectors.simulate.deals.record import Deals
from ownit.connectors.simulate.deals.renewals import renewed
from ownit.connectors.simulate.deals.told import told
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.rows import Days, chosen, stacked


def draw_deals(company: Company, seller: Seller, calendar: Calendar, seed: int) -> Deals:
    """All deals of one seller, drawn from the seller's own stream, the script put in; sorted by day of creation."""
    rng = stream(seed, seller.number, DEALS)
    source, at = _arrivals(rng, company, seller, calendar)
    drawn = lived(rng, seller, calendar, source, at)
    if seller.renewals is not None:
        drawn = stacked([drawn, renewed(rng, seller, calendar, seller.renewals)])
    if seller.script is not None:
        drawn = told(rng, seller, calendar, drawn, seller.script)
    return chosen(drawn, np.lexsort((drawn.source, drawn.created)))


def _arrivals(rng: np.random.Generator, company: Company, seller: Seller, calendar: Calendar) -> tuple[Days, Days]:
    """The source and the calendar's index of each deal that arrives, in the order of days."""
    arrivals = rng.poisson(rates(company, seller, calendar))
    source, at = np.nonzero(arrivals)
    times = arrivals[source, at]
    source, at = np.repeat(source, times), np.repeat(at, times)
    order = np.lexsort((source, at))
    return source[order], at[order]
