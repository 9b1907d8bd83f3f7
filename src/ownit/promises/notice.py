"""What is to be known about what a snapshot of facts proposed?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to know about what was proposed: a code, how often, and the sentence to show."""

    code: str
    count: int
    text: str
