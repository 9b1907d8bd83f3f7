"""How do sellers, customers and CRMs behave, one habit at a time?

Each class is one habit that may be laid over the common company of :mod:`.parameters`. Shares are of one, times are in
days unless said. ``(E)`` marks a figure of the published evidence (docs/guide/behaviour.md names the sources), ``(R)``
plain reasoning: what one would say to a sales leader without looking anything up.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fifo:
    """A seller has hands for so many closings; what is ready waits its turn, first in first out."""

    headroom: float = 1.25  # capacity over what the seller brings to signature on average: 80 % busy (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushCoast:
    """Behind the quota at half-time one pushes, ahead of it one coasts."""

    looks_after: int = 49  # of the quarter: at its half (R)
    behind: float = 0.5  # of the quota (R)
    ahead: float = 1.0
    push_effort: float = 1.4  # times own prospecting for the rest of the quarter (R)
    coast_effort: float = 0.5
    pulls: float = 0.5  # of the wins due within ``reach`` after the quarter are brought in by who is behind (R)
    slips: float = 0.5  # of the wins left in the quarter are let slip into the next by who is ahead (R)
    reach: int = 35
    discount: float = 0.10  # what pulling in costs (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """At every quarter's end deals of the next are brought in with a discount."""

    share: float = 0.4  # of the wins due within ``reach`` (R: the hockey stick at every quarter's end)
    reach: int = 40
    last_days: int = 10  # of the quarter, in which they are signed
    discount: float = 0.15  # on average, of list (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountTied:
    """Large deals take longer and are won less often."""

    cycle_power: float = 0.5  # (E) 40 days under 5 k, 6 to 12 months above 100 k: ln(270/40) / ln(150/4), about 0.5
    odds_power: float = -0.4  # of the odds of winning: a deal ten times as large, odds 0.4 times (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTogether:
    """Deals come in groups of one account and are decided together."""

    more: float = 1.0  # further deals of the group on average (R)
    within: int = 60  # days in which a group is opened
    shared: float = 0.85  # of the further ones fare as the first does (R)
    signed_within: int = 10  # days of each other


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoKinds:
    """A few sellers bring most of it; there is no middle."""

    stars: float = 0.25  # of the sellers (R: the usual four-fifths from one fifth, softened)
    star_openings: float = 1.7
    star_odds: float = 2.2
    other_openings: float = 0.75
    other_odds: float = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """One day the market is another."""

    down: float = 0.66  # (E) win rate 29 % to 19 % within a year
    up: float = 1.4  # (R)
    openings_power: float = 0.7  # arrivals move less than the odds (R)
    before_first: int = 120  # days before the first period asked about on which it may come at the earliest


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonOnce:
    """Strong seasons, and a record that has seen each month about once."""

    history: int = 400  # days on record when the first period begins
    months: tuple[float, ...] = (1.1, 1.5, 1.3, 1.1, 1.4, 0.9, 0.5, 0.6, 1.0, 1.0, 0.9, 0.7)
    # (E) meetings per conversation 8.9 % in February, 8.5 % in May, 2.7 % in July; the months between are (R)
    year_end_odds: float = 1.6  # of a decision that falls in December: budgets must be spent (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mislabelled:
    """The source field is wrong or empty."""

    wrong: float = 0.20
    empty: float = 0.30
    leads_kept: float = 0.3  # of the leads behind brought deals are linked at all (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRegistration:
    """A deal is entered when it is worth entering."""

    progress: float = 0.60  # of its life
    never: float = 0.5  # of the lost ones are never entered (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkLosses:
    """The dead stay open until somebody cleans up."""

    share: float = 0.8  # of the lost (R)
    months: tuple[int, ...] = (1, 7)  # the clean-up is on the first Monday of these
    dead_for: int = 45  # days at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletions:
    """Dead deals are deleted, not closed."""

    lost: float = 0.5  # (R)
    after: float = 20.0  # days on average


@dataclass(frozen=True, slots=True, kw_only=True)
class Overwritten:
    """At closing the record is put in order, and no history is exported."""

    amount_sd: float = 0.25  # log-sd of what was signed over what was entered (R)
    amount_mean: float = 0.88  # (R) discounts
    source: float = 0.35  # of the won get another source: credit is claimed by who signs (R)
    owner: float = 0.10  # of the won are handed to the account manager in the owner field itself (R)
    owner_after: int = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfUnlogged:
    """What is done is not what is logged."""

    logged: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Diminishing:
    """Twice the work does not open twice the deals."""

    power: float = 0.5  # openings as effort to this power (R)
    effort_sd: float = 0.5  # log-sd of a seller's effort from quarter to quarter (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Who has the good territory works less."""

    sd: float = 0.5  # log-sd of what a territory yields (R)
    effort_on_territory: float = -0.7  # (R) the target is met with less


@dataclass(frozen=True, slots=True, kw_only=True)
class Leavers:
    """People leave, deals change hands, new people ramp."""

    tenure: float = 900.0  # days on average (R: two to three years)
    vacancy: int = 60
    ramp: int = 150
    dies: float = 0.3  # of the open deals do not survive the handover (R)
    moved: float = 0.08  # of all deals change hands anyway, in the middle of their life (R)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyTails:
    """A few deals are of another order."""

    share: float = 0.10
    alpha: float = 1.5  # Pareto: the mean exists, the variance does not (R)
    from_times: float = 2.0  # the median


@dataclass(frozen=True, slots=True, kw_only=True)
class Giant:
    """One deal that would make the year of everyone."""

    times: float = 6.0  # a seller's quarterly quota (R)
    odds: float = 1 / 3
    cycle: float = 300.0  # (E) 6 to 12 months above 100 k
    open_before: int = 150  # days before the first period asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLosses:
    """Nobody ever closes a deal as lost."""

    deleted: float = 0.5  # of the dead; the others stay open (R)
    after: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiny:
    """A company that has hardly begun."""

    sellers: int = 2
    history: int = 90  # days on record when the first period begins
    openings: float = 0.25  # times the usual: under ten closings within half a year
