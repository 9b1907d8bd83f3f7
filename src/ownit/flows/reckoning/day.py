"""What do the facts give the method on one day, whatever window is asked for?

The statistics of a day are read from the engine once; laws and expected numbers of wins for any window come from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ownit.flows.reckoning.people import Folk
from ownit.method.deals import Won
from ownit.method.law import Missing

if TYPE_CHECKING:
    from ownit.facts.bound import Relation
    from ownit.facts.measures.arrivals import Openings
    from ownit.facts.measures.deals import Book, Roster, Winnings
    from ownit.facts.tables import Tables
    from ownit.method import bookings
    from ownit.method.amounts import Amounts
    from ownit.method.arrivals import Arrivals
    from ownit.method.calendar import FiscalCalendar
    from ownit.method.cycle import Cycle, CycleCells
    from ownit.method.deals import Floats, Ints, Window
    from ownit.method.recalibration import Expected, Recalibration

COMPANY = "company"
NOT_READ = Missing(code="not_read", n=0, needed=0, text="Amounts were not read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The tables that tell what stages deals went through and what they are called; and where quarters begin."""

    tables: Tables
    calendar: FiscalCalendar


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Day:
    """The statistics of one day: what is open, how long deals take, what they are worth, who opens how many."""

    as_of: date
    folk: Folk
    book: Book
    cycle: Cycle | Missing
    cells: CycleCells
    amounts: Amounts | Missing
    openings: Openings
    only_renewals: bool = False  # nothing but renewals, which are scheduled: none is invented beside those registered

    @property
    def groups(self) -> Mapping[str, Ints]:
        """The members of every team, and of the company."""
        return {**self.folk.teams, COMPANY: np.arange(len(self.folk.ids))}

    def arrivals(self, side: Ints | None = None) -> Arrivals | Missing:
        """Openings as each person sees them, or as each one's group does; who has left opens nothing more."""
        from ownit.method.arrivals import fit, nobody

        if self.only_renewals:
            return nobody(len(self.folk.ids))
        return _of_those_here(self.folk, fit(self.openings.cells(side)))

    def reckon(
        self, window: Window, won: Winnings, goals: Mapping[str, float], corrected: Recalibration
    ) -> bookings.Reckoning:
        """Everyone's law, and every group's; ``won`` is what is won in the window so far, ``goals`` by subject."""
        from ownit.flows.reckoning import shared_out
        from ownit.method.ground import ground

        view = ground(
            self.book.deals,
            len(self.folk.ids),
            won=won.won(),
            cycle=self.cycle,
            amounts=self.amounts,
            arrivals=self.arrivals(),
            window=window,
            tilt=corrected.tilt,
        )
        held = np.array([goals.get(str(person), np.nan) for person in self.folk.ids])
        return shared_out.reckon(view, held, self._grouped(won, goals))

    def _grouped(self, won: Winnings, goals: Mapping[str, float]) -> Mapping[str, bookings.Group]:
        """The groups; those that no person is in twice are seen alike, worked out once for all of them."""
        from ownit.method import bookings

        moved = self._moved(won)
        rows, row = self._sides()
        seen = [(self.book.origin_to(side), won.won(side), _or_none(self.arrivals(side))) for side in rows]
        return {
            name: bookings.Group(
                members=who,
                goal=goals.get(name, np.nan),
                origin=seen[at][0],
                won=seen[at][1],
                arrivals=seen[at][2],
                moved=moved.get(name),
            )
            for (name, who), at in zip(self.groups.items(), row, strict=True)
        }

    def won_by_group(self, won: Winnings) -> Mapping[str, Floats]:
        """Money won as each group sees it, (any, origins): by its members, and what moved beside it."""
        moved = self._moved(won)
        rows, row = self._sides()
        seen = [won.won(side).amount for side in rows]
        return {
            name: np.vstack([seen[at][who], *([moved[name].amount] if name in moved else [])])
            for (name, who), at in zip(self.groups.items(), row, strict=True)
        }

    def _moved(self, won: Winnings) -> Mapping[str, Won]:
        """Of each team whose people changed: money won by those who were in it on the day, less that of its members."""
        found = {}
        for name, stretches in self.folk.moved.items():
            then, now = won.together(stretches), won.together([self.folk.teams[name]] * len(stretches))
            found[name] = Won(
                amount=then.amount - now.amount,
                deals=then.deals - now.deals,
                without_amount=then.without_amount - now.without_amount,
            )
        return found

    def _sides(self) -> tuple[Sequence[Ints], Sequence[int]]:
        from ownit.method.deals import sides

        return sides(list(self.groups.values()), len(self.folk.ids))

    def expected(self, window: Window) -> Expected | None:
        """How many wins the method expects in the window, of open deals and of new ones; None where it cannot say."""
        from ownit.method.recalibration import expected

        return expected(self.book.deals, len(self.folk.ids), cycle=self.cycle, arrivals=self.arrivals(), window=window)


def look(
    known: Relation,
    before: Relation | None,
    folk: Folk,
    as_of: date,
    *,
    past: History,
    every: Relation | None = None,
    kinds: tuple[str, ...] = (),
) -> Day:
    """Measure the deals known on a day. ``before``: those known a quarter earlier, for how amounts move.

    Without ``before`` amounts are left unread: enough for how many wins are expected. ``every`` are the deals of all
    kinds where ``known`` is of some ``kinds`` only: the cycle is theirs where the kinds asked for have no record of
    their own.
    """
    from ownit.facts.measures import arrivals, deals

    roster = folk.roster()
    cycle, cells, hunted = _cycle(known, roster, as_of, past)
    if isinstance(cycle, Missing) and every is not None:
        cycle, cells, _ = _cycle(every, roster, as_of, past)
    stages = () if isinstance(cycle, Missing) or cycle.stages is None else cycle.stages.names
    return Day(
        as_of=as_of,
        folk=folk,
        book=deals.book(known, roster, as_of, stages=stages),
        cycle=cycle,
        cells=cells,
        amounts=NOT_READ if before is None else _amounts(known, before, roster, as_of, every),
        openings=arrivals.openings(hunted, roster, as_of),
        only_renewals=hunted is not known and set(kinds) == {"renewal"},
    )


def _cycle(known: Relation, roster: Roster, as_of: date, past: History) -> tuple[Cycle | Missing, CycleCells, Relation]:
    """The cycle, its cells, and the deals that are hunted: no renewals, where enough were decided to schedule them."""
    from ownit.facts.measures.cycle import cycle_cells
    from ownit.facts.measures.renewals import but_renewals, renewal_cells
    from ownit.method.cycle import fit
    from ownit.method.cycle import renewals as scheduling

    renewals = renewal_cells(known, roster, as_of)
    scheduled = not isinstance(scheduling.fit(renewals), Missing)
    hunted: Relation = but_renewals(deals=known) if scheduled else known
    changes = past.tables["stage_change"]
    cells = cycle_cells(hunted, roster, as_of, stage_changes=changes, calendar=past.calendar, renewals=renewals)
    return fit(cells), cells, hunted


def _amounts(
    known: Relation, before: Relation, roster: Roster, as_of: date, every: Relation | None
) -> Amounts | Missing:
    from ownit.facts.measures.amounts import amount_cells, ratio_cells
    from ownit.method.amounts import fit

    return fit(amount_cells(known, roster, as_of), ratio_cells(before, known if every is None else every))


def _of_those_here(folk: Folk, arrivals: Arrivals | Missing) -> Arrivals | Missing:
    """Who has left opens nothing more: a rate known to be zero has shape 0."""
    if isinstance(arrivals, Missing) or not len(folk.left):
        return arrivals
    shape = arrivals.shape.copy()
    shape[folk.left] = 0.0
    return replace(arrivals, shape=shape)


def _or_none(arrivals: Arrivals | Missing) -> Arrivals | None:
    """None takes the people's own view, which is all there is when a group's cannot be fitted."""
    return None if isinstance(arrivals, Missing) else arrivals
