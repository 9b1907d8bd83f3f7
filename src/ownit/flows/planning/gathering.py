"""What is read of a record, for everybody's plans at once?

It is read with the statistics of everybody's reckoning, so that a plan's law is standing's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from ownit.flows.planning.promised import said_of
from ownit.flows.planning.sellers import Read
from ownit.method.law import Missing

if TYPE_CHECKING:
    from datetime import date

    from ownit.facts.measures.rfps import Rfp
    from ownit.facts.tables import Tables
    from ownit.flows.reckoning.bookings import Ground
    from ownit.method.arrivals import Arrivals
    from ownit.method.deals import Floats


def all_of(rfps: Sequence[Rfp], on: date) -> Collection[tuple[str, str]]:
    """All of these, where nobody has said how any will be changed."""
    del on
    return [(rfp.connector, rfp.id) for rfp in rfps]


def read(
    tables: Tables,
    ground: Ground,
    key: str,
    roles: Sequence[str],
    targets: Collection[tuple[str, str]] = (),
    unworked: Callable[[Sequence[Rfp], date], Collection[tuple[str, str]]] = all_of,
) -> Read:
    """Everybody's statistics; ``roles`` (lower case) by index, ``targets``: (connector, account) that are pursued.

    ``unworked`` says which of the open RFPs (connector, id) get no time.
    """
    from ownit.facts.measures import deals
    from ownit.facts.measures.effort import effort
    from ownit.facts.measures.first_touches import first_touches
    from ownit.facts.measures.rfps import open_rfps
    from ownit.method.arrivals import nobody
    from ownit.method.ground import lift
    from ownit.method.plan.yields import fit

    window, people = ground.window, ground.folk.roster()
    known, day = ground.of(key)
    arrivals = day.arrivals()
    if isinstance(arrivals, Missing):  # too few openings for a run-rate: a plan needs none
        arrivals = nobody(len(ground.folk.ids))
    rfps = open_rfps(tables, ground.deals)
    said = said_of(roles, targets, unworked(rfps, window.as_of))
    done = effort(tables, known, people, window.as_of, said)
    return Read(
        people=ground.folk.ids,
        roles=tuple(roles),
        deals=day.book.deals,
        cycle=day.cycle,
        amounts=day.amounts,
        arrivals=arrivals,
        won=deals.winnings(known, people, window.start, min(window.end, window.as_of)).won(),
        window=window,
        tilt=ground.factors.tilt,
        lift=float(lift(day.cycle, day.book.deals, window)),
        yields=fit(done.cells, *own_openings(arrivals)),
        spent=done.spent,
        leads=first_touches(tables, known, people, window.as_of),
        rfps=rfps,
    )


def own_openings(arrivals: Arrivals) -> tuple[Floats, Floats]:
    """Own openings a week as the law has them, and the sd of their log without what effort varies by."""
    import numpy as np

    from ownit.method.deals import Origin

    shape, rate = arrivals.shape[:, Origin.OWN], arrivals.rate[:, Origin.OWN]
    variance = np.log1p(1.0 / np.maximum(shape, 1e-9)) - arrivals.drift
    return 7.0 * shape / rate, np.sqrt(np.maximum(variance, 0.0))
