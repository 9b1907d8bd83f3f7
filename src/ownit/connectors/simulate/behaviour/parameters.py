"""What is a company like before any habit of its own is laid over it?

A seller opens deals as a Poisson process; each is won with the seller's fixed probability and takes a lognormal time.
Sources of the figures: docs/guide/behaviour.md; ``(E)`` and ``(R)`` as in :mod:`.mechanisms`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ownit.connectors.simulate.behaviour.mechanisms import (
    AccountTogether,
    AmountTied,
    BulkLosses,
    Deletions,
    Diminishing,
    Fifo,
    Giant,
    HalfUnlogged,
    HeavyTails,
    Jump,
    LateRegistration,
    Leavers,
    Mislabelled,
    NoLosses,
    Overwritten,
    Pulled,
    PushCoast,
    SeasonOnce,
    Territory,
    Tiny,
    TwoKinds,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selling:
    """How deals come and go."""

    own_per_week: float = 0.45  # (E) "almost half" of leads are the sellers' own
    brought_per_week: float = 0.50
    openings_sd: float = 0.35  # log-sd among sellers (R)
    win_share: float = 0.24  # (E) 29 % in 2024, 19 % in 2025; 21 % overall
    win_sd: float = 0.35  # of the log odds among sellers (R)
    won_median: float = 75.0  # (E) median 84 days for all; won ones are quicker: 47 % won up to day 50, 21 % after
    won_sd: float = 0.6  # log-sd (R: 40 days to 12 months between the smallest and the largest)
    lost_median: float = 90.0
    lost_sd: float = 0.8
    amount_median: float = 25_000.0  # (E)
    amount_sd: float = 0.8  # log-sd within a seller (R)
    amount_seller_sd: float = 0.2
    revised: float = 0.3  # of the deals have their amount changed halfway (R)
    revised_sd: float = 0.2
    signed_sd: float = 0.05  # log-sd of what is signed over the last amount (R)
    market_sd: float = 0.1  # of the log of arrivals, a monthly walk with memory (R)
    market_memory: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What of it reaches the CRM, and when."""

    registered_after: float = 3.0  # days on average (R)
    source_empty: float = 0.05  # (R)
    lead_linked: float = 0.8  # of the deals that marketing or an SDR brought have their lead (R)
    loss_after: float = 10.0  # days on average until a loss is closed (R)
    logged: float = 0.9  # of activities (R)
    attempts: float = 1.5  # further touches before an own deal opens (E: 93 % of conversations by the third call)
    meeting_every: float = 21.0  # days on a living deal (R)
    prospecting_per_week: float = 3.0  # further logged touches per seller that open nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A company's habits. It lives from ``history`` days before ``first_period`` to ``ends_on``."""

    name: str
    says: str
    sellers: int = 8
    first_period: date = date(2025, 1, 1)  # the first day of the first quarter asked about
    ends_on: date = date(2025, 12, 31)
    history: int = 730
    selling: Selling = Selling()
    recording: Recording = Recording()
    fifo: Fifo | None = None
    push_coast: PushCoast | None = None
    pulled: Pulled | None = None
    amount_tied: AmountTied | None = None
    account_together: AccountTogether | None = None
    two_kinds: TwoKinds | None = None
    jump: Jump | None = None
    season_once: SeasonOnce | None = None
    mislabelled: Mislabelled | None = None
    late_registration: LateRegistration | None = None
    bulk_losses: BulkLosses | None = None
    deletions: Deletions | None = None
    overwritten: Overwritten | None = None
    half_unlogged: HalfUnlogged | None = None
    diminishing: Diminishing | None = None
    territory: Territory | None = None
    leavers: Leavers | None = None
    heavy_tails: HeavyTails | None = None
    giant: Giant | None = None
    no_losses: NoLosses | None = None
    tiny: Tiny | None = None
    watched: bool = False  # exported every Monday: what is deleted is missing from the next export
