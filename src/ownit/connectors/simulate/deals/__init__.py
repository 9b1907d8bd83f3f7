"""Which deals did a seller truly have: when opened, where from, how large, when won or lost?"""

from ownit.connectors.simulate.deals.arrivals import rates
from ownit.connectors.simulate.deals.drawing import draw_deals
from ownit.connectors.simulate.deals.fates import leave, multipliers_of
from ownit.connectors.simulate.deals.record import IS_OWN, NEVER, SOURCE_CODE, Deals

__all__ = ["IS_OWN", "NEVER", "SOURCE_CODE", "Deals", "draw_deals", "leave", "multipliers_of", "rates"]
