"""Who opened a deal, and how do we know?

The rules stand here as data, in the order in which they are tried: the first that applies decides. They are told with
a worked example each in docs/guide/origin.md; the evidence they speak of is gathered by
:mod:`ownit.facts.origin_evidence`. They keep rules R1 (alone) and R18 (own leads) of the discipline.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

LOOK_BACK_DAYS = 90
"""A touch opened a deal if it came at most this many days before the deal was created."""

TOUCH_CHANNELS = ("call", "meeting", "visit", "e-mail", "message")
WRITTEN_CHANNELS = ("e-mail", "message")  # these must say they went out: what came in is logged the same way
REFERRAL_ASK = "referral asked"
CONVERSATIONS = ("conversation", "held", "meeting held", "referral given")
"""Results of an activity that mean both sides spoke."""

SDR_ROLES = r"\b(sdr|bdr|ldr|isr)\b|sales development|business development rep|inside sales|lead gen"
"""A role (lower case) whose work is to open deals for others."""

OWN_SOURCES = ("cold", "referral", "network", "target_account", "existing_customer")
CONDITIONAL_SOURCES = ("hand_raiser",)
BROUGHT_SOURCES = ("marketing", "partner")  # what nobody in sales reached out for
HELPED_SOURCES = ("inside_sales", "lead_generation")  # somebody reached out; whom it is own for is seen in activities
NEVER_OWN_SOURCES = ("rfp", "renewal")

SOURCE_CLASSES = MappingProxyType(
    dict.fromkeys(OWN_SOURCES, "own")
    | dict.fromkeys(CONDITIONAL_SOURCES, "conditional")
    | dict.fromkeys(BROUGHT_SOURCES + HELPED_SOURCES, "others")
    | dict.fromkeys(NEVER_OWN_SOURCES, "never own")
)
"""What each source class says about origin; a null source class is unknown."""

CHANGED = "+changed"
"""Appended to a reason when the first recorded origin stands although the facts now say something else."""

Basis = Literal["shown", "claimed", "none"]
Opener = Literal["first owner", "first to touch", "nobody"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: when it applies (SQL over the evidence), who opened the deal by it, and what that rests on.

    Origin on the row is with respect to the first owner: own if they opened it, others if somebody else did or
    ``by_others``, else unknown.
    """

    code: str
    says: str
    when: str
    opener: Opener = "nobody"
    basis: Basis = "none"
    by_others: bool = False


def _listed(values: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{v}'" for v in values) + ")"


RULES = (
    Rule(
        code="renewal",
        says="A renewal falling due is nobody's own.",
        when="kind = 'renewal' OR source_class = 'renewal'",
        basis="claimed",
        by_others=True,
    ),
    Rule(
        code="rfp",
        says="An RFP that arrived without the seller having spoken with the account before is nobody's own.",
        when="source_class = 'rfp' OR (is_rfp AND NOT spoke_before)",
        basis="claimed",
        by_others=True,
    ),
    Rule(
        code="lead_from_others",
        says="A lead of marketing or a partner became this deal.",
        when="lead_brought",
        basis="shown",
        by_others=True,
    ),
    Rule(
        code="sdr_opened",
        says="An SDR's outbound activity was the first to touch the account in the 90 days before: the SDR opened it.",
        when=f"first_by_sdr AND coalesce(source_class, '') NOT IN {_listed(BROUGHT_SOURCES + CONDITIONAL_SOURCES)}",
        opener="first to touch",
        basis="shown",
    ),
    Rule(
        code="lead_from_inside",
        says="A lead of inside sales or lead generation became this deal.",
        when="lead_helped",
        basis="shown",
        by_others=True,
    ),
    Rule(
        code="hand_raiser_known",
        says="The customer raised a hand, and the seller had spoken with that account before.",
        when="(source_class = 'hand_raiser' OR lead_hand) AND spoke_before",
        opener="first owner",
        basis="shown",
    ),
    Rule(
        code="hand_raiser_unproven",
        says="The customer raised a hand; no earlier conversation of the seller with that account is recorded.",
        when="source_class = 'hand_raiser' OR lead_hand",
    ),
    Rule(
        code="claimed_others",
        says="The source field names marketing, inside sales, lead generation or a partner.",
        when=f"source_class IN {_listed(BROUGHT_SOURCES + HELPED_SOURCES)}",
        basis="claimed",
        by_others=True,
    ),
    Rule(
        code="shown_own",
        says="The first owner's outbound activity touched the account in the 90 days before, and nobody else's.",
        when="first_by = first_owner AND alone",
        opener="first owner",
        basis="shown",
    ),
    Rule(
        code="shown_other",
        says="Only another person's outbound activity touched the account in the 90 days before: they opened it.",
        when="first_by IS NOT NULL AND alone",
        opener="first to touch",
        basis="shown",
    ),
    Rule(
        code="registered_by_another",
        says="The source field names the seller's own work, but another seller registered the deal: somebody else's?",
        when=f"source_class IN {_listed(OWN_SOURCES)} AND created_by_id <> first_owner AND creator_sells",
    ),
    Rule(
        code="claimed_own",
        says="The source field names the seller's own work; nothing shows it.",
        when=f"source_class IN {_listed(OWN_SOURCES)}",
        opener="first owner",
        basis="claimed",
    ),
    Rule(
        code="mixed_touches",
        says="Several people, or marketing, touched the account in the 90 days before; no field says who opened it.",
        when="touched",
    ),
    Rule(
        code="registered_only",
        says="The seller registered the deal; registering is not opening.",
        when="created_by_id = first_owner",
    ),
    Rule(code="no_evidence", says="Nothing says who opened it.", when="true"),
)

NEVER_OWN_REASONS = ("renewal", "rfp")
"""The rules that leave a deal nobody's own, whatever anyone says of it."""

BROUGHT_AS_SHOWN = ("lead_from_others", "sdr_opened", "lead_from_inside")
"""The rules by which others opened a deal whatever its source says."""
