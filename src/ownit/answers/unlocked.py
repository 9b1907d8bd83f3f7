"""How is it told what can be asked now, and what the rest still needs?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "standing": "ownit standing",
        "with help": "ownit standing, the chance with help",
        "alone": "ownit standing, the chance alone",
        "plan": "ownit plan, from the record",
        "week": "ownit week, with what was done counted from the CRM",
        "backtest": "ownit backtest",
    }
)
"""Each question of :data:`ownit.facts.unlocks.QUESTIONS` as the verb that answers it."""

NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "opportunity.closed_on (won)": "won deals with the day they closed",
        "opportunity.created_on": "the day each deal was created",
        "opportunity.source or activity.account_id": (
            "who opened each deal: its source, or calls, meetings and e-mails with their account"
        ),
        "activity.on": "calls, meetings and e-mails with their day",
        "activity.person_id": "who made each call, meeting and e-mail",
    }
)
"""What a question needs, in a salesperson's words."""

WITHOUT: Mapping[str, str] = MappingProxyType(
    {
        "alone": "or your word on each: ownit facts origins",
        "plan": "or your own word: ownit start",
        "week": "or your own word: ownit log",
    }
)
"""What does instead of an import."""


def askable(unlocks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What can be asked now. Questions of an older import that nothing answers are left out, here and below."""
    return tuple(TITLES[u["question"]] for u in unlocks if u["yes"] and u["question"] in TITLES)


def locked(unlocks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What cannot be asked yet, each with what it needs."""
    return tuple(_locked(u) for u in unlocks if not u["yes"] and u["question"] in TITLES)


def _locked(unlock: Mapping[str, Any]) -> str:
    needs = [NEEDS.get(need, need) for need in unlock["needs"]]
    instead = WITHOUT.get(unlock["question"])
    return f"{TITLES[unlock['question']]} (needs {'; '.join([*needs, instead] if instead else needs)})"
