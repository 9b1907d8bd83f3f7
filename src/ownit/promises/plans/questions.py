"""What is a seller asked, and what does each answer decide?

Answers are kept as they were written, and parsed where they are used: a better reading later reads old answers too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LONGEST = 20_000
"""Characters of an answer: a long list of pasted amounts, or a commission table, fits."""

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "number": "Your number, by when, and what is won and open so far.",
        "deal": "A typical deal: how much, and how long from first meeting to signature.",
        "win": "Of ten real opportunities, how many you win.",
        "meetings": "First meetings you get yourself in a normal week, in how many hours.",
        "network": "How many people would take your call tomorrow.",
        "protected": "Hours a week you can protect for opening business, and when.",
        "why": "Why this number matters to you, in your own sentence.",
        "buddy": "Who asks you about it on Friday, where that is no person known here.",
        "commission": "What you are paid for what you sell.",
        "trade": "The trade whose examples you began with.",
        "winning_hours": "Hours that an opportunity takes until it is won or lost.",
        "serving": "Hours a week for the customers there are.",
        "week": "Hours you work in a week.",
        "breakdown": "What you set by hand for quarters, months and weeks, a line each.",
        "limits": "What your week allows of each channel and of hours, a line each.",
        "spread": "How the rest of the number is spread: even, working-days or season.",
    }
)
"""Each thing a seller says, by its name."""
