"""What law and which channels follow from what a seller says, where there is no record?

Wins and losses are taken to come at the same ages, G lognormal with the median said: the hazards of a bin are
h_w = win dG / int(1 - G), h_l = (1 - win) dG / int(1 - G). The share won that is said is drawn to what is published,
each weighing as it is uncertain (:func:`believed`): of words that make a number look within reach, more than half are
too hopeful. The uncertainty of a whole chain of words (log-sd WORD_CHAIN_LOG_SD) is laid in part on winning, so that
open deals have their share of it, and else on how many deals an hour opens.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from ownit.method.amounts import Amounts
from ownit.method.arrivals import Arrivals
from ownit.method.blocks.kinds import Kind
from ownit.method.cycle import AGE_EDGES, Cycle
from ownit.method.deals import Floats, Gate, OpenDeals, Origin, Window, Won
from ownit.method.plan.book import Book, Limits, Seller
from ownit.method.plan.channels import Way
from ownit.method.plan.heard import SILENCE, Heard, learn
from ownit.method.plan.load import open_days
from ownit.method.plan.unwritten import Closing, settled, still_open
from ownit.method.plan.usual import (
    ASKED_EVERY,
    DIALS_AN_HOUR,
    MEETINGS_THAT_COUNT,
    MINUTES,
    NAMES_PER_ASK,
    TOUCHED_EVERY,
)
from ownit.method.plan.word import Word
from ownit.method.priors import CHAIN_LOG_SD, Measure, published
from ownit.method.rates import Evidence

WORD_CHAIN_LOG_SD = 0.4  # of the whole chain from an hour to money: a seller knows it better than what is published
WIN_LOG_SD = 0.25  # of the share won that is said
OPENING_LOG_SD = float(np.sqrt(WORD_CHAIN_LOG_SD**2 - WIN_LOG_SD**2))
AMOUNT_LOG_SD = 0.5  # spread of deals around a typical one, worth AMOUNT_PRIOR amounts beside those pasted
AMOUNT_PRIOR = 4.0
GOOD_WEEK = 2.0  # the most a seller ever did, over a normal week
LATELY = 28  # days of journal from which on it says how many deals are opened
_POINTS = ndtri((np.arange(16) + 0.5) / 16)
_SURE = 1e6  # shape of a hazard whose uncertainty is elsewhere


def seller(word: Word, *, won: float, window: Window, present: float = 1.0, heard: Heard = SILENCE) -> Seller:
    """The seller a word describes; ``won`` is money won in the window so far that is their own."""
    win, win_log_sd = believed(word.win)
    heard = settled(heard, closing(word, heard))
    known = learn(opened_per_hour(word), win, opening_log_sd=OPENING_LOG_SD, win_log_sd=win_log_sd, heard=heard)
    shown = heard.days >= LATELY
    lately = heard.opened / heard.days if shown else known.per_hour * word.hours * present / 7.0
    book = Book(
        deals=_open(word, heard),
        cycle=cycle(known.win, word.cycle_days, known.win_log_sd),
        amounts=amounts((*word.amounts, *heard.amounts)),
        arrivals=_arrivals(lately, known.shape),
        won=_won(won, heard),
        window=window,
        present=present,
        evidence=Evidence.WORD,
        going=Evidence.RECORD if shown else Evidence.WORD,
    )
    return Seller(book=book, ways=ways(word, known.per_hour), limits=limits(word, book))


def closing(word: Word, heard: Heard) -> Closing:
    """How the seller's deals close, by their word, and whether they write losses down."""
    return Closing(median=word.cycle_days, win=believed(word.win)[0], losses_told=heard.losses_told)


def believed(win: float) -> tuple[float, float]:
    """The share won that is reckoned with where ``win`` was said, 0 to 1, and the sd of its log.

    log p = (a log said + b log published) / (a + b), its variance 1 / (a + b), with a = 1 / WIN_LOG_SD^2 and
    b = 1 / CHAIN_LOG_SD^2.
    """
    own, others = WIN_LOG_SD**-2, CHAIN_LOG_SD**-2
    log = own * np.log(win) + others * np.log(published(Measure.WIN_PER_OPPORTUNITY).value)
    return float(np.exp(log / (own + others))), float((own + others) ** -0.5)


def share_won(win: float, heard: Heard = SILENCE) -> float:
    """The share won that is reckoned with where ``win`` was said and deals were closed since, 0 to 1."""
    drawn, log_sd = believed(win)
    return learn(0.0, drawn, opening_log_sd=OPENING_LOG_SD, win_log_sd=log_sd, heard=heard).win


def opened_per_hour(word: Word) -> float:
    """Real opportunities opened in an hour of one's own prospecting."""
    return MEETINGS_THAT_COUNT * word.meetings / word.hours


def limits(word: Word, book: Book) -> Limits:
    """What the week has; winning what is open now takes no more than serving leaves, as by a record."""
    serving = min(word.serving, word.week)
    return Limits(
        week=word.week,
        serving=serving,
        winning_now=min(winning_asked(word, book), word.week - serving),
        per_deal=word.winning_hours,
    )


def winning_asked(word: Word, book: Book) -> float:
    """Hours a week that winning what is open now asks for: those of a deal, spread over the time that it is open."""
    return len(book.deals) * word.winning_hours * 7.0 / max(open_days(book.cycle), 1.0)


def ways(word: Word, per_hour: float) -> tuple[Way, ...]:
    """The channels open to who has no record: one's own word on calls, published rates on the others."""
    people = float(word.network)
    referred = NAMES_PER_ASK * published(Measure.OPPORTUNITY_PER_LEAD_REFERRAL).value
    talked = published(Measure.MEETING_PER_CONVERSATION).value * MEETINGS_THAT_COUNT
    replied = published(Measure.REPLY_PER_EMAIL).value * talked
    found = [
        Way(
            channel=Kind.CALLS,
            minutes=MINUTES[Kind.CALLS],
            opened=per_hour / DIALS_AN_HOUR,
            ever=GOOD_WEEK * word.hours * DIALS_AN_HOUR,
            evidence=Evidence.WORD,
            recent=word.hours * DIALS_AN_HOUR,
        ),
        _published(Kind.EMAILS, replied, None),
    ]
    if people > 0:
        found += [
            _published(Kind.REFERRALS, referred, people / ASKED_EVERY),
            _published(Kind.TOUCH, talked, people / TOUCHED_EVERY),
        ]
    return tuple(found)


def _published(kind: Kind, opened: float, most: float | None) -> Way:
    return Way(
        channel=kind,
        minutes=MINUTES[kind],
        opened=opened,
        ever=0.0,
        most=most,
        evidence=Evidence.PUBLISHED,
        log_sd=CHAIN_LOG_SD,
    )


def cycle(win: float, median_days: float, win_log_sd: float = WIN_LOG_SD) -> Cycle:
    """Hazards of winning and losing with the chance of winning and the median age said."""
    left = np.array(AGE_EDGES, dtype=np.float64)
    right = np.append(left[1:], left[-1] + 365.0)
    closes = Closing(median=median_days, win=win, losses_told=True)
    passed = closes.by(right) - closes.by(left)
    still = _still(left, right, closes)
    hazard = np.maximum(passed, 1e-12) / np.maximum(still, 1e-12)
    shape = np.full((1, len(left)), _SURE)
    return Cycle(
        won_shape=shape,
        won_rate=shape / np.maximum(hazard * win, 1e-12),
        lost_shape=shape,
        lost_rate=shape / np.maximum(hazard * (1.0 - win), 1e-12),
        band_edges=np.zeros(0),
        zero_won=0.0,
        zero_lost=0.0,
        person_mean=np.ones(1),
        person_log_sd=np.full(1, win_log_sd),
        person_real=np.zeros(1, dtype=np.bool_),
        person_won=np.zeros(1),
        shared_log_sd=0.0,
        tail_from=0,
        won=0.0,
        lost=0.0,
        bulk_lost=0,
        entry_delayed=False,
        cells=0,
        fallback="word",
    )


def _still(left: Floats, right: Floats, closes: Closing) -> Floats:
    """The integral of 1 - G over each bin, by 32 midpoints."""
    at = left[:, None] + (right - left)[:, None] * (np.arange(32) + 0.5) / 32
    return np.asarray((1.0 - closes.by(at)).mean(axis=1) * (right - left))


def amounts(said: tuple[float, ...]) -> Amounts:
    """A lognormal whose mean is that of the amounts said, its spread from them and AMOUNT_PRIOR usual ones."""
    logs = np.log(np.array(said))
    spread = float(np.sum((logs - logs.mean()) ** 2))
    log_sd = np.sqrt((AMOUNT_PRIOR * AMOUNT_LOG_SD**2 + spread) / (AMOUNT_PRIOR + len(said) - 1))
    value = np.exp(log_sd * _POINTS)
    ratio = np.exp(0.1 * ndtri((np.arange(5) + 0.5) / 5))
    return Amounts(
        value=value * float(np.mean(said)) / value.mean(),
        weight=np.full(len(value), 1.0 / len(value)),
        log_scale=np.zeros(1),
        log_sd=np.zeros(1),
        ratio=ratio / ratio.mean(),
        ratio_weight=np.full(5, 0.2),
        ratio_measured=False,
        n=len(said),
    )


def _arrivals(own_per_day: float, openings: float) -> Arrivals:
    """As many own openings as lately, none by others: what others bring is not asked of a word."""
    shape, rate = np.zeros((1, len(Origin))), np.ones((1, len(Origin)))
    if own_per_day > 0:
        shape[0, Origin.OWN] = openings
        rate[0, Origin.OWN] = openings / own_per_day
    return Arrivals(shape=shape, rate=rate, opened=np.zeros(1), drift=0.0)


def _open(word: Word, heard: Heard) -> OpenDeals:
    """What is open: as the journal has it, and what was said beyond it, opened by oneself, as typical deals half way
    through then, less one for each that closed since and that the journal had not known as open, and less those that
    are taken to be lost since.
    """
    each = float(np.mean(word.amounts))
    unnamed = word.open_amount - float(np.nansum(heard.named)) - each * int(np.isnan(heard.named).sum())
    n = max(1, round(unnamed / each)) if unnamed > 0 else 0
    left = _left(word, heard, max(0, n - heard.closed_unnamed))
    amount = np.append(np.full(left, unnamed / max(n, 1)), heard.open_amounts)
    age = np.append(np.full(left, _half_way(word) + heard.said_ago), heard.open_ages).astype(np.int64)
    return OpenDeals(
        person=np.zeros(len(age), dtype=np.int64),
        age=age,
        amount=amount,
        origin=np.append(np.full(left, Origin.OWN), heard.open_origins or [Origin.OWN] * len(heard.open_ages)).astype(
            np.int64
        ),
        gate=np.full(len(age), int(Gate.CANNOT_CHECK), dtype=np.int64),
        overlay=np.zeros(len(age), dtype=np.bool_),
    )


def _half_way(word: Word) -> int:
    return round(word.cycle_days / 2.0)


def _left(word: Word, heard: Heard, said: int) -> int:
    """How many of the deals said to be open are taken to be open still."""
    then = np.full(said, float(_half_way(word)))
    return int(still_open(then + heard.said_ago, then, closing(word, heard)).sum())


def _won(own: float, heard: Heard) -> Won:
    amount = np.zeros((1, len(Origin)))
    amount[0, [Origin.OWN, Origin.UNKNOWN, Origin.OTHERS]] = own, heard.won_unknown, heard.won_others
    return Won(
        amount=amount, deals=np.zeros((1, len(Origin)), dtype=np.int64), without_amount=np.zeros(1, dtype=np.int64)
    )
