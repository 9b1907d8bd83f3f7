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


class Counted(int):
    """A number in a sentence: ``{n:deal is|deals are}`` gives *1 deal is*, *2 deals are*; ``{n:~it|they}`` the word."""

    def __format__(self, words: str) -> str:
        """With thousands separators, and the words that go with one or with several."""
        number = f"{int(self):,}"
        if not words:
            return number
        one, several = words.removeprefix("~").split("|")
        word = one if self == 1 else several
        return word if words.startswith("~") else f"{number} {word}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of trouble. ``text`` is the sentence, with ``{n}``, ``{of}`` (both :class:`Counted`) and whatever else the
    check hands over.
    """

    name: str
    text: str
    limits: tuple[str, ...]

    def warning(self, count: int, **more: object) -> QualityWarning:
        """The warning for ``count`` rows; figures in ``more`` are written with thousands separators."""
        told = {key: Counted(value) if isinstance(value, int) else value for key, value in more.items()}
        text = self.text.format(n=Counted(count), **told)
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
        text="Only {n} of {of:closed deal|closed deals} {n:~is|are} recorded as lost. Exports often leave lost ones "
        "out; if this one did, what is told is more hopeful than it is.",
        limits=CHANCES,
    ),
    Code(
        name="deals_not_there",
        text="Leads and activities name {n:deal that is|deals that are} not in the export ({of} {of:~is|are}). If "
        "{n:~it was|they were} deleted, {n:~it was|they were} lost, and what is told is more hopeful than it is; if "
        "{n:~it was|they were} left out, import the whole of it.",
        limits=CHANCES,
    ),
    Code(
        name="deals_twice",
        text="{n:deal is|deals are} in the facts twice, from {names}, with the same id or name, creation date and "
        "amount: {n:~it counts|each counts} twice in everything. `ownit facts undo` takes the later import back; an "
        "export of what is already here goes in under its key (--name).",
        limits=CHANCES,
    ),
    Code(
        name="losses_kept_late",
        text="Losses are recorded only from {since} on; {n:deal was|deals were} won before. Chances of winning are "
        "learned from that day on.",
        limits=CHANCES,
    ),
    Code(
        name="no_open",
        text="{n:~The only deal is not|None of the {n} deals is} open: is the export of closed deals only?",
        limits=CHANCES,
    ),
    Code(
        name="stale_open",
        text="{n} of {of:open deal|open deals} {n:~is|are} older than {age} days, the longest any deal here took to "
        "close (but for 1 in 5,000). {n:~It is|They are} probably dead: close {n:~it|them}, or say what is next.",
        limits=CHANCES,
    ),
    Code(
        name="overdue_open",
        text="{n} of {of:open deal|open deals} should have closed by now: {n:~its|their} expected close has passed.",
        limits=("pipeline",),
    ),
    Code(
        name="next_step_past",
        text="{n:open deal has|open deals have} a next step whose day has passed.",
        limits=("pipeline",),
    ),
    Code(
        name="unknown_owner",
        text="{n} of {of:deal|deals} {n:~belongs|belong} to an owner who is not among the people of the export.",
        limits=PEOPLE,
    ),
    Code(
        name="unknown_origin",
        text="For {n} of {of:deal that is|deals that are} open or won nobody can tell who opened "
        "{n:~it; it never counts|them; they never count} as own. `ownit facts origins` lists those that matter most.",
        limits=ALONE,
    ),
    Code(
        name="unknown_source",
        text="Of {of:deal|deals} of which nobody can tell who opened {of:~it|them}, {n} {n:~has|have} a source whose "
        "meaning is not known: {words}. Say it in a map, under [sources] (of Salesforce: [words.source]), and import "
        "again.",
        limits=ALONE,
    ),
    Code(
        name="origin_changed",
        text="The source of {n:deal|deals} says something else than it first did. The first recorded origin counts.",
        limits=ALONE,
    ),
    Code(
        name="source_contradicted",
        text="Of {of:deal|deals} that a lead or an SDR brought, as {of:~its|their} records show, {n} {n:~has|have} a "
        "source that says the seller's own work. Where no such record is kept, sources are believed: alone may be "
        "as far off.",
        limits=ALONE,
    ),
    Code(
        name="no_created",
        text="{n} of {of:deal|deals} {n:~has|have} no creation date, so {n:~its|their} age is unknown; while "
        "{n:~it is|they are} open, {n:~it is|they are} in no range and no chance.",
        limits=CHANCES,
    ),
    Code(name="no_account", text="{n} of {of:deal|deals} {n:~has|have} no account.", limits=("leads", "pipeline")),
    Code(
        name="unknown_account",
        text="{n} of {of:deal|deals} {n:~names|name} an account that is not in the export.",
        limits=("leads",),
    ),
    Code(
        name="no_close_date",
        text="{n:closed deal has|closed deals have} no closing date; {n:~it counts|they count} toward no period.",
        limits=MONEY,
    ),
    Code(
        name="future_created",
        text="{n:deal was|deals were} created after {as_of}; {n:~it is|they are} left out until that day.",
        limits=("pipeline",),
    ),
    Code(
        name="future_closed",
        text="{n:deal is|deals are} closed on a day after {as_of}; until then {n:~it is|they are} taken as open.",
        limits=MONEY,
    ),
    Code(
        name="closed_before_created",
        text="{n:deal was|deals were} closed before {n:~it was|they were} created.",
        limits=CHANCES,
    ),
    Code(
        name="closed_at_once",
        text="{n} of {of:closed deal|closed deals} {n:~was|were} closed within two days of {n:~its|their} creation: "
        "registered when {n:~it was|they were} decided, so {n:~it says|they say} nothing about how long a deal takes.",
        limits=CHANCES,
    ),
    Code(
        name="losses_in_bulk",
        text="{n} of {of:loss|losses} {n:~was|were} recorded on days of clearing up ({days}); when "
        "{n:~it was|they were} really lost is unknown.",
        limits=CHANCES,
    ),
    Code(
        name="back_dated",
        text="{n:deal carries|deals carry} a creation date more than a day before the CRM recorded {n:~it|them}.",
        limits=("standing", "audit"),
    ),
    Code(
        name="logged_late",
        text="{n} of {of:activity|activities} {n:~was|were} logged more than 3 days after {n:~it|they} happened.",
        limits=("week", "audit"),
    ),
    Code(
        name="no_amount",
        text="{n} of {of:deal that is|deals that are} open or won {n:~has|have} no amount.",
        limits=MONEY,
    ),
    Code(
        name="zero_amount",
        text="{n:deal that is open or won has|deals that are open or won have} an amount of 0.",
        limits=MONEY,
    ),
    Code(
        name="lost_zero_amount",
        text="{n} of {of:lost deal|lost deals} {n:~has|have} an amount of 0 or none.",
        limits=("backtest",),
    ),
    Code(
        name="negative_amount",
        text="{n:deal has|deals have} a negative amount; {n:~it is|they are} counted as such.",
        limits=MONEY,
    ),
    Code(
        name="no_rate",
        text="{n:deal is|deals are} in {currencies}, for which there is no rate into {currency}; {n:~its amount "
        "is|their amounts are} left out. `ownit set currency` chooses what is reckoned in.",
        limits=MONEY,
    ),
    Code(
        name="credit_not_whole",
        text="The revenue shares of {n:deal|deals} do not add up to 1; they are counted as they stand.",
        limits=MONEY,
    ),
    Code(
        name="won_gone",
        text="{n:deal that was won is|deals that were won are} missing from the last full import, so "
        "{n:~it no longer counts|they no longer count}. If that export covered fewer years, import the longer one "
        "again.",
        limits=MONEY,
    ),
    Code(
        name="open_gone",
        text="{n:deal that was open is|deals that were open are} missing from the last full import: "
        "{n:~it counts as lost on the day it|they count as lost on the day they} went. If that export left "
        "{n:~it|them} out, import the whole of it again.",
        limits=CHANCES,
    ),
    Code(
        name="manager_cycle",
        text="{n:person reports to themselves|people report to each other in a circle} ({who}). Until that is mended "
        "{n:~they are taken to report to nobody|whoever is recorded first is taken to lead the rest of the circle}.",
        limits=("team",),
    ),
    Code(
        name="quotas_overlap",
        text="{n:quota overlaps|quotas overlap} another of the same person and measure: a year beside its quarters, "
        "or one twice.",
        limits=("standing", "plan"),
    ),
)

CODES = MappingProxyType({code.name: code for code in _CODES})
