"""What was expected on past days, kept beside the snapshot so that it is reckoned once?

``reckoned/<snapshot>/looked-back.json`` holds, for each window reckoned from a past day, the wins expected of it and
who was there. It goes with what is reckoned from the snapshot, and is begun anew when the promises it leaned on change.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "looked-back.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a past day says of a window: the wins expected, None where the method could not say; and who was there.

    ``expected``: of the deals open on the day, and of those opened later.
    """

    expected: tuple[float, float] | None
    there: frozenset[tuple[str, str]]  # (connector, external id)


def read(root: Path, snapshot: str, made_with: str) -> dict[str, Looked]:
    """What is kept, by window; nothing if it was made with other promises, or is not whole."""
    try:
        raw = json.loads((root / "reckoned" / snapshot / NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if raw["made_with"] != made_with:
        return {}
    return {
        window: Looked(
            expected=None if of["expected"] is None else (of["expected"][0], of["expected"][1]),
            there=frozenset((connector, id_) for connector, id_ in of["there"]),
        )
        for window, of in raw["looked"].items()
    }


def write(root: Path, snapshot: str, made_with: str, looked: Mapping[str, Looked]) -> None:
    """Keep these instead of what was kept."""
    place = root / "reckoned" / snapshot
    place.mkdir(parents=True, exist_ok=True)
    told = {window: {"expected": of.expected, "there": sorted(of.there)} for window, of in looked.items()}
    building = place / f".{NAME}.{os.getpid()}"
    building.write_text(json.dumps({"made_with": made_with, "looked": told}), encoding="utf-8")
    building.replace(place / NAME)
