"""What the tests of what is wrong with the facts share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ownit.facts.quality import look
from ownit.facts.quality.then import Facts

TODAY = date(2026, 8, 12)


class Warned(dict[str, int]):
    """Counts by code, and the sentences."""

    said: Mapping[str, str]


def warned(story: Any) -> Warned:
    return warned_of(story.tables())


def warned_of(tables: Facts) -> Warned:
    found = look(tables, TODAY, currency="EUR")
    assert len({w.code for w in found}) == len(found)
    counts = Warned({w.code: w.count for w in found})
    counts.said = {w.code: w.text for w in found}
    return counts
