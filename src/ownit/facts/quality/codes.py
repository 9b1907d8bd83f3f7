"""Which warnings are there, what does each say, and which answers does it limit?"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityWarning:
    """One kind of trouble found: a stable code, how many rows, the sentence to show, the answers it limits."""

    code: str
    count: int
    text: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of trouble. ``text`` is the sentence, with ``{n}``, ``{of}`` and whatever else the check hands over."""

    name: str
    text: str
    limits: tuple[str, ...]

    def warning(self, count: int, **more: object) -> QualityWarning:
        """The warning for ``count`` rows; figures in ``more`` are written with thousands separators."""
        told = {key: f"{value:,}" if isinstance(value, int) else value for key, value in more.items()}
        text = self.text.format(n=f"{count:,}", **told)
        return QualityWarning(code=self.name, count=count, text=text, limits=self.limits)


CHANCES = ("standing", "plan", "pipeline", "backtest")  # answers that lean on chances and times of winning
ALONE = ("standing", "plan", "leads")  # answers that lean on who opened a deal
MONEY = ("standing", "plan", "pipeline")
DOING = ("plan", "week", "audit", "why")  # answers that lean on activities
PEOPLE = ("standing", "team")

_CODES = (
    Code(
        name="no_losses",
        text="No deal is recorded as lost, but {n} as won. Exports often leave the lost ones out; without them every "
        "deal that is not dead for years seems to be won: what is told is more hopeful than it is.",
        limits=CHANCES,
    ),
    Code(
        name="few_losses",
        text="Only {n} of {of} closed deals are recorded as lost. Exports often leave lost ones out; if this one did, "
        "what is told is more hopeful than it is.",
        limits=CHANCES,
    ),
    Code(
        name="deals_not_there",
        text="Leads and activities name {n} deals that are not in the export ({of} are). If they were deleted, they "
        "were lost, and what is told is more hopeful than it is; if they were left out, import the whole of it.",
        limits=CHANCES,
    ),
    Code(
        name="losses_kept_late",
        text="Losses are recorded only from {since} on; {n} deals were won before. Chances of winning are learned from "
        "that day on.",
        limits=CHANCES,
    ),
    Code(name="no_open", text="None of the {n} deals is open: is the export of closed deals only?", limits=CHANCES),
    Code(
        name="stale_open",
        text="{n} of {of} open deals are older than {age} days, the longest any deal here took to close (but for 1 in "
        "5,000). They are probably dead: close them, or say what is next.",
        limits=CHANCES,
    ),
    Code(
        name="overdue_open",
        text="{n} of {of} open deals should have closed by now: their expected close has passed.",
        limits=("pipeline",),
    ),
    Code(
        name="next_step_past",
        text="{n} open deals have a next step whose day has passed.",
        limits=("pipeline",),
    ),
    Code(
        name="unknown_owner",
        text="{n} of {of} deals belong to an owner who is not among the people of the export.",
        limits=PEOPLE,
    ),
    Code(
        name="unknown_origin",
        text="For {n} of {of} deals that are open or won nobody can tell who opened them; they never count as own. "
        "`ownit facts origins` lists those that matter most.",
        limits=ALONE,
    ),
    Code(
        name="origin_changed",
        text="The source of {n} deals says something else than it first did. The first recorded origin counts.",
        limits=ALONE,
    ),
    Code(
        name="source_contradicted",
        text="Of {of} deals that a lead or an SDR brought, as their records show, {n} have a source that says the "
        "seller's own work. Where no such record is kept, sources are believed: alone may be as far off.",
        limits=ALONE,
    ),
    Code(
        name="no_created",
        text="{n} of {of} deals have no creation date, so their age is unknown.",
        limits=CHANCES,
    ),
    Code(name="no_account", text="{n} of {of} deals have no account.", limits=("leads", "pipeline")),
    Code(
        name="unknown_account",
        text="{n} of {of} deals name an account that is not in the export.",
        limits=("leads",),
    ),
    Code(
        name="no_close_date",
        text="{n} closed deals have no closing date; they count toward no period.",
        limits=MONEY,
    ),
    Code(
        name="future_created",
        text="{n} deals were created after {as_of}; they are left out until that day.",
        limits=("pipeline",),
    ),
    Code(
        name="future_closed",
        text="{n} deals are closed on a day after {as_of}; until then they are taken as open.",
        limits=MONEY,
    ),
    Code(name="closed_before_created", text="{n} deals were closed before they were created.", limits=CHANCES),
    Code(
        name="closed_at_once",
        text="{n} of {of} closed deals were closed within two days of their creation: registered when they were "
        "decided, so they say nothing about how long a deal takes.",
        limits=CHANCES,
    ),
    Code(
        name="losses_in_bulk",
        text="{n} of {of} losses were recorded on days of clearing up ({days}); when they were really lost is unknown.",
        limits=CHANCES,
    ),
    Code(
        name="back_dated",
        text="{n} deals carry a creation date more than a day before the CRM recorded them.",
        limits=("standing", "audit"),
    ),
    Code(
        name="logged_late",
        text="{n} of {of} activities were logged more than 3 days after they happened.",
        limits=("week", "audit"),
    ),
    Code(name="no_amount", text="{n} of {of} deals that are open or won have no amount.", limits=MONEY),
    Code(name="zero_amount", text="{n} deals that are open or won have an amount of 0.", limits=MONEY),
    Code(name="lost_zero_amount", text="{n} of {of} lost deals have an amount of 0 or none.", limits=("backtest",)),
    Code(name="negative_amount", text="{n} deals have a negative amount; they are counted as such.", limits=MONEY),
    Code(
        name="no_rate",
        text="{n} deals are in {currencies}, for which there is no rate into {currency}; their amounts are left out. "
        "`ownit set currency` chooses what is reckoned in.",
        limits=MONEY,
    ),
    Code(
        name="credit_not_whole",
        text="The revenue shares of {n} deals do not add up to 1; they are counted as they stand.",
        limits=MONEY,
    ),
    Code(
        name="won_gone",
        text="{n} deals that were won are missing from the last full import, so they no longer count. If that export "
        "covered fewer years, import the longer one again.",
        limits=MONEY,
    ),
    Code(
        name="open_gone",
        text="{n} deals that were open are missing from the last full import: they count as lost on the day they went. "
        "If that export left them out, import the whole of it again.",
        limits=CHANCES,
    ),
    Code(
        name="manager_cycle",
        text="{n} people report to each other in a circle ({who}); they are in nobody's team until that is mended.",
        limits=("team",),
    ),
    Code(
        name="quotas_overlap",
        text="{n} quotas overlap another of the same person and measure: a year beside its quarters, or one twice.",
        limits=("standing", "plan"),
    ),
)

CODES = MappingProxyType({code.name: code for code in _CODES})
