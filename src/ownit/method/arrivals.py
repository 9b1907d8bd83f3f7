"""How many deals will be opened, and by whom, if everyone goes on as lately?"""

from __future__ import annotations

from dataclasses import dataclass

from ownit.method.deals import Floats, Ints

RECENT_DAYS = (30, 61, 91, 182, 365)  # right edges, in days before as_of, of the bins in which openings are counted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArrivalCells:
    """Deals opened lately. ``opened``: (people, 3 origins, bins of RECENT_DAYS); ``days``: (people, bins) on duty.

    ``opened`` counts each deal by its credited share, so a deal split in two is one deal in all.
    """

    opened: Floats
    days: Floats
    group: Ints  # like-for-like group of each person, (people,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrivals:
    """Openings per day, gamma distributed: ``shape`` and ``rate`` have shape (people, 3 origins); mean shape/rate.

    A rate known to be zero has shape 0. ``opened``: (people,) deals opened lately, the evidence count.
    """

    shape: Floats
    rate: Floats
    opened: Floats
