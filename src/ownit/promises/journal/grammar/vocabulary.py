"""Which words stand for what a seller does?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ownit.promises.journal.grammar.numbers import words


class Meaning(NamedTuple):
    """What a word stands for."""

    channel: str
    result: str = ""
    purpose: str = ""


DIAL = Meaning("call", "", "create")
TALK = Meaning("call", "conversation", "create")
SET = Meaning("call", "meeting set", "create")
MEETING = Meaning("meeting", "held")
FIRST = Meaning("meeting", "held", "create")
NO_SHOW = Meaning("meeting", "no-show")
VISIT = Meaning("visit", "held")
MAIL = Meaning("e-mail", "", "create")
MESSAGE = Meaning("message", "", "create")
EVENT = Meaning("event", "held", "create")
ASK = Meaning("other", "referral asked", "create")
GIVEN = Meaning("other", "referral given", "create")

_SINGULAR: Mapping[Meaning, tuple[str, ...]] = {
    DIAL: ("dial", "call", "phone call", "cold call", "telephone call", "ring", "call attempt", "attempt", "voicemail"),
    TALK: ("conversation", "convo", "talk", "live conversation", "real conversation", "phone conversation"),
    SET: (
        *("meeting set", "meeting booked", "meeting scheduled", "meeting agreed"),
        *("appointment set", "appointment booked"),
    ),
    MEETING: ("meeting", "mtg", "appointment", "demo", "presentation", "video call", "zoom", "teams call", "lunch"),
    FIRST: (
        *("first meeting", "new meeting", "intro meeting", "intro call"),
        *("discovery call", "discovery meeting", "discovery"),
    ),
    Meaning("meeting", "held", "win"): ("follow-up meeting", "follow up meeting", "second meeting", "negotiation"),
    Meaning("meeting", "held", "serve"): ("review meeting", "business review", "qbr", "service meeting"),
    Meaning("meeting", "held", "other"): ("internal meeting", "team meeting", "forecast call"),
    NO_SHOW: ("no-show", "no show", "noshow"),
    VISIT: ("visit", "site visit", "customer visit", "drop-in", "drop in", "walk-in"),
    MAIL: ("email", "e-mail", "mail", "cold email", "cold e-mail", "letter"),
    MESSAGE: ("message", "linkedin message", "text", "text message", "sms", "whatsapp", "dm", "inmail", "linkedin"),
    EVENT: (
        *("event", "networking event", "trade show", "tradeshow", "conference", "fair"),
        *("webinar", "roadshow", "seminar"),
    ),
    ASK: ("referral ask", "referral asked", "referral request", "ask for referral", "ask for a referral"),
    GIVEN: ("referral", "referral given", "referral received", "referral got", "introduction", "intro"),
}

_PLURAL_FIRST = ("meeting", "appointment", "referral", "ask")
"""Words that take the plural before what follows: meetings set, referrals received, asks for a referral."""


def _plural(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    if rest and first in _PLURAL_FIRST and phrase not in ("referral ask", "referral request"):
        return f"{first}s {rest}"
    return phrase[:-1] + "ies" if phrase.endswith("ty") else f"{phrase}s"


THINGS: Mapping[str, Meaning] = MappingProxyType(
    {word: meaning for meaning, words in _SINGULAR.items() for phrase in words for word in (phrase, _plural(phrase))}
    | {"asks for referrals": ASK, "appointments": MEETING, "on the phone": DIAL, "phone": DIAL, "calling": DIAL}
    | {"phoning": DIAL, "dialling": DIAL, "dialing": DIAL, "emailing": MAIL, "e-mailing": MAIL, "visiting": VISIT}
    | {"meeting customers": MEETING, "messaging": MESSAGE, "networking": EVENT, "asking for referrals": ASK}
)
"""Every phrase for something that is counted or takes time."""

ONE = frozenset(phrase for words in _SINGULAR.values() for phrase in words)
"""The phrases that, without a number, mean one."""

TIME: Mapping[str, Meaning] = MappingProxyType(
    {
        word: Meaning("other", "", purpose)
        for purpose, listed in {
            "create": ("prospecting", "creating", "opening business", "research", "new business"),
            "win": ("winning", "proposal", "proposals", "quotes", "quoting", "negotiating", "closing"),
            "serve": ("serving", "service", "customers", "support", "onboarding"),
            "other": words("admin administration internal crm reporting forecasting training travel driving waiting"),
        }.items()
        for word in listed
    }
)
"""Words that only ever take time."""

VERBS: Mapping[str, Meaning] = MappingProxyType(
    dict.fromkeys(("called", "phoned", "rang", "dialled", "dialed"), DIAL)
    | dict.fromkeys(("spoke with", "spoke to", "talked with", "talked to", "reached"), TALK)
    | dict.fromkeys(("met", "met with", "presented to", "demoed"), MEETING)
    | dict.fromkeys(("visited", "dropped in at"), VISIT)
    | dict.fromkeys(("emailed", "e-mailed", "mailed", "wrote to"), MAIL)
    | dict.fromkeys(("messaged", "texted"), MESSAGE)
    | dict.fromkeys(("asked",), ASK)
)
"""Verbs that take a name: called Acme."""

DEALS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("opened", "open", "new deal", "new opportunity", "created", "registered"), "opened")
    | dict.fromkeys(("won", "win", "closed won", "closed", "signed", "sold"), "won")
    | dict.fromkeys(("lost", "lose", "closed lost"), "lost")
)
"""Verbs that say what became of a deal."""

DEAL_WORDS = ("deal", "deals", "opportunity", "opportunities", "opp", "opps")
KINDS: Mapping[str, str] = MappingProxyType(
    {"renewal": "renewal", "expansion": "expansion", "upsell": "expansion", "cross-sell": "expansion", "new": "new"}
)
FILLERS = words(
    "the of some my i we did do made make had have held done sent send got get gave went to a an on in for about "
    "roughly around with and also then today's just only total spent took time out outbound work worked"
)
"""Words that change nothing beside something understood."""
