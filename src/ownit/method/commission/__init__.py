"""What does a seller earn by what is sold, and what are the next deal and the next hour worth to them?

:func:`read` takes a table as people write it; :meth:`Table.scale` sets it beside a goal; :func:`worth` says what more
is worth.
"""

from ownit.method.commission.errors import CommissionError
from ownit.method.commission.reading import read
from ownit.method.commission.table import Scale, Table, Tier
from ownit.method.commission.telling import told
from ownit.method.commission.worth import Spread, Worth, spread, three_points, worth

__all__ = [
    "CommissionError",
    "Scale",
    "Spread",
    "Table",
    "Tier",
    "Worth",
    "read",
    "spread",
    "three_points",
    "told",
    "worth",
]
