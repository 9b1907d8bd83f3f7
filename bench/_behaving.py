"""Of what are sellers of a company that behaves reckoned, with the measures of the product and no look back?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.connectors.simulate import text
from ownit.connectors.simulate.behaviour.company import Company
from ownit.connectors.simulate.behaviour.numbers import ACCOUNT_MANAGER
from ownit.connectors.simulate.clock import day_number
from ownit.method.deals import Ints, Window

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.bookings import Ground

MANAGER = 10_000  # the id of the account manager beside the sellers', which are their numbers


def hired(company: Company, on: date) -> Ints:
    """The sellers there have been by a day, by index."""
    return np.flatnonzero(company.sellers.hired <= day_number(on))


def ground(
    company: Company,
    connector: str,
    deals: Sequence[ir.Table],
    tables: Tables,
    window: Window,
    held: Mapping[str, Mapping[str, float]],
) -> Ground:
    """Everybody hired by the day and the account manager; ``deals`` known then and a quarter before."""
    from ownit.flows.reckoning.bookings import Ground
    from ownit.flows.reckoning.day import History, look
    from ownit.flows.reckoning.goals import Held
    from ownit.flows.reckoning.people import Folk
    from ownit.method.calendar import FiscalCalendar
    from ownit.method.recalibration import NONE

    on, there = window.as_of, hired(company, window.as_of)
    numbers = np.asarray([*company.sellers.numbers[there], ACCOUNT_MANAGER], dtype=np.int64)
    folk = Folk(
        ids=(*map(int, there), MANAGER),
        by_external={(connector, id_): i for i, id_ in enumerate(map(str, text.user_ids(numbers).to_pylist()))},
        group=(*([0] * len(there)), 1),
        left=np.flatnonzero(company.sellers.left[there] <= day_number(on)),
        teams={},
    )
    history = History(tables=tables, calendar=FiscalCalendar())
    return Ground(
        deals=deals[0],
        before=deals[1],
        history=history,
        day=look(deals[0], deals[1], folk, on, past=history),
        held=Held(amounts=held),
        window=window,
        factors=NONE,
    )
