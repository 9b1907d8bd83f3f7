"""Which leads did others bring a seller, and what does the CRM say a deal came from?"""

from __future__ import annotations

import numpy as np

from ownit.connectors.simulate.clock import Calendar, climate, day_number
from ownit.connectors.simulate.deals import SOURCE_CODE, Deals
from ownit.connectors.simulate.land import Land
from ownit.connectors.simulate.parameters import Company, Seller
from ownit.connectors.simulate.rows import MARKETING, SERIALS, Days, Leads
from ownit.connectors.simulate.sources import SOURCES, Source
from ownit.connectors.simulate.weekdays import working_days

WORDS = (
    "Cold Call",
    "Cold Email",
    "Networking",
    "Customer Referral",
    "Web",
    "Webinar",
    "Trade Show",
    "SDR",
    "Partner",
    "RFP",
    "Renewal",
)
SDR_WORD = WORDS.index("SDR")
_MARKETING_WORDS = np.asarray([WORDS.index(word) for word in ("Web", "Webinar", "Trade Show")])  # they take turns
_WORD = {
    Source.CALL: "Cold Call",
    Source.EMAIL: "Cold Email",
    Source.MEETING: "Networking",
    Source.REFERRAL: "Customer Referral",
    Source.MARKETING: "Web",
    Source.SDR: "SDR",
    Source.PARTNER: "Partner",
    Source.RFP: "RFP",
    Source.RENEWAL: "Renewal",
}
_OF_SOURCE = np.asarray([WORDS.index(_WORD[source]) for source in SOURCES])


def word_of(rng: np.random.Generator, seller: Seller, deals: Deals) -> Days:
    """The LeadSource of each deal as an index into WORDS; -1 for own deals that were never logged."""
    marketing = deals.source == SOURCE_CODE[Source.MARKETING]
    lots = rng.random(len(deals.source))
    words = np.where(marketing, _marketing_word(np.arange(len(deals.source))), _OF_SOURCE[deals.source])
    return np.where(deals.own & (lots < seller.unlogged_share), -1, words)


def leads_of(
    rng: np.random.Generator, company: Company, seller: Seller, calendar: Calendar, deals: Deals, land: Land
) -> Leads:
    """A lead behind each marketing and SDR deal, and those that came to nothing; local numbers until they are known."""
    behind = np.flatnonzero(np.isin(deals.source, [SOURCE_CODE[Source.MARKETING], SOURCE_CODE[Source.SDR]]))
    sdr = deals.source[behind] == SOURCE_CODE[Source.SDR]
    lead_day = deals.created[behind] - np.where(sdr, 3, rng.integers(0, 4, size=len(behind)))
    lost = _unconverted(rng, company, seller, calendar)
    lost = _made_exact(rng, seller, lost, lead_day[~sdr])
    n, m = len(behind), len(lost)
    none = np.full(m, -1, dtype=np.int64)
    return Leads(
        id=(seller.number << SERIALS) + np.arange(n + m),
        owner=np.full(n + m, seller.number, dtype=np.int64),
        creator=np.concatenate([np.where(sdr, seller.sdr or MARKETING, MARKETING), none * 0 + MARKETING]),
        word=np.concatenate([np.where(sdr, SDR_WORD, _marketing_word(behind)), _marketing_word(np.arange(m))]),
        day=np.concatenate([lead_day, lost]),
        minute=480 + rng.integers(0, 30, size=n + m),
        opportunity=np.concatenate([behind, none]),
        account=np.concatenate([land.of_deal[behind], none]),
        converted=np.concatenate([deals.created[behind], none]),
    )


def _marketing_word(turn: Days) -> Days:
    return np.asarray(_MARKETING_WORDS[turn % len(_MARKETING_WORDS)], dtype=np.int64)


def _unconverted(rng: np.random.Generator, company: Company, seller: Seller, calendar: Calendar) -> Days:
    h = seller.help
    per_day = h.marketing * (1 - h.lead_conversion) / h.lead_conversion / 5
    days = calendar.numbers()
    here = (calendar.weekday < 5) & (days >= day_number(seller.hired_on))
    if seller.left_on is not None:
        here &= days <= day_number(seller.left_on)
    return np.repeat(days, rng.poisson(per_day * here * climate(company, calendar)))


def _made_exact(rng: np.random.Generator, seller: Seller, lost: Days, converted: Days) -> Days:
    for exact in seller.exact:
        if exact.channel != "leads":
            continue
        first, last = day_number(exact.first), day_number(exact.last)
        inside = (lost >= first) & (lost <= last)
        needed = exact.count - int(((converted >= first) & (converted <= last)).sum())
        if needed < 0:
            raise ValueError(f"{exact} cannot be made true: {-needed} more leads became deals")
        kept = rng.permutation(lost[inside])[:needed]
        more = rng.choice(working_days(first, last), size=needed - len(kept))
        lost = np.sort(np.concatenate([lost[~inside], kept, more]))
    return lost
