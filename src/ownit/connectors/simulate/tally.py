"""What do the exports hold, counted per person while they are written?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ownit.connectors.simulate.clock import day_number, day_of, quarter_start
from ownit.connectors.simulate.codes import Channel, Kind, Result
from ownit.connectors.simulate.deals import NEVER
from ownit.connectors.simulate.leads import SDR_WORD
from ownit.connectors.simulate.rows import Book, Days, Floats, Opportunities, Touches

COUNTS = (
    "opportunities",
    "won",
    "won_amount",
    "won_own_amount",
    "lost",
    "open",
    "open_amount",
    "open_counted",
    "open_counted_amount",
    "openings",  # from here on: in the quarter up to as_of
    "leads",
    "dials",
    "emails",
    "conversations",
    "referral_asks",
    "customers_asked",
    "meetings_held",
    "meetings_held_by_call",
    "meetings_held_by_email",
    "activities",
)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts by person's number; grows with the numbers seen."""

    as_of: int
    counts: dict[str, Floats] = field(default_factory=lambda: {name: np.zeros(0) for name in COUNTS})
    last_own_opening: Days = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def add(self, book: Book) -> None:
        """Count the rows of a block."""
        deals, touches = book.opportunities, book.touches
        start = day_number(quarter_start(day_of(self.as_of)))
        self._deals(deals, start)
        self._touches(touches, start)
        self._count("leads", book.leads.owner[(book.leads.day >= start) & (book.leads.word != SDR_WORD)])

    def of(self, number: int) -> dict[str, float]:
        """All counts of one person."""
        return {n: float(v[number]) if number < len(v) else 0.0 for n, v in self.counts.items()}

    def last_opening(self, number: int) -> int:
        """The day number of someone's last own opening, 0 if there is none."""
        return int(self.last_own_opening[number]) if number < len(self.last_own_opening) else 0

    def _deals(self, d: Opportunities, start: int) -> None:
        own = d.opener == d.owner
        is_open = d.closed == NEVER
        counted = is_open & ~d.phantom
        self._count("opportunities", d.owner)
        self._count("won", d.owner[d.won])
        self._count("lost", d.owner[~d.won & ~is_open])
        self._count("won_amount", d.owner[d.won], d.amount[d.won])
        self._count("won_own_amount", d.owner[d.won & own], d.amount[d.won & own])
        self._count("open", d.owner[is_open])
        self._count("open_amount", d.owner[is_open], d.amount[is_open])
        self._count("open_counted", d.owner[counted])
        self._count("open_counted_amount", d.owner[counted], d.amount[counted])
        opened = d.opener > 0
        self._count("openings", d.opener[opened & (d.created >= start)])
        size = max(len(self.last_own_opening), int(d.opener.max(initial=0)) + 1)
        last = np.zeros(size, dtype=np.int64)
        last[: len(self.last_own_opening)] = self.last_own_opening
        np.maximum.at(last, d.opener[opened], d.created[opened])
        self.last_own_opening = last

    def _touches(self, t: Touches, start: int) -> None:
        self._count("activities", t.owner)
        now = t.day >= start
        outward = now & (t.opportunity < 0) & (t.lead < 0)
        talked = (t.result == Result.CONVERSATION) | (t.result == Result.MEETING_SET)
        held = now & (t.result == Result.HELD)
        by_call = t.channel == Channel.DIALS
        by_email = t.channel == Channel.EMAILS
        asked = now & (t.kind == Kind.ASK)
        self._count("dials", t.owner[outward & (t.kind == Kind.CALL) & by_call])
        self._count("emails", t.owner[outward & (t.kind == Kind.EMAIL)])
        self._count("conversations", t.owner[outward & (t.kind == Kind.CALL) & by_call & talked])
        self._count("meetings_held", t.owner[held])
        self._count("meetings_held_by_call", t.owner[held & by_call])
        self._count("meetings_held_by_email", t.owner[held & by_email])
        self._count("referral_asks", t.owner[asked])
        pairs = np.unique(np.stack([t.owner[asked], t.account[asked]]), axis=1)
        self._count("customers_asked", pairs[0])

    def _count(self, name: str, who: Days, weights: Floats | None = None) -> None:
        old = self.counts[name]
        new = np.bincount(who, weights=weights, minlength=len(old)).astype(np.float64)
        new[: len(old)] += old
        self.counts[name] = new
