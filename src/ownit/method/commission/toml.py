"""Which commission table does a TOML text write down?

``currency``, ``cap`` and ``at_goal`` (what is earned at exactly the goal) stand first, each where wanted; then a
``[[tier]]`` per rate, with ``percent`` or ``times`` (of the base rate), and ``from``: an amount, or text such as
"100 %" or "600k"; without it the tier begins at 0.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from ownit.method.commission.errors import CommissionError
from ownit.method.commission.figures import Point, money, point
from ownit.method.commission.table import Table, Tier
from ownit.method.currencies import is_currency
from ownit.method.written import LARGEST

_TOP = ("currency", "cap", "at_goal", "tier")
_TIER = ("from", "percent", "times")
_EXAMPLE = 'Give [[tier]] with percent = 6 or times = 1.5, and from = 600000 or from = "100 %".'
_SIGNS = re.compile(r"(?m)^\s*(?:\[\[?\s*tier\b|(?:currency|cap|at_goal|percent|times|from)\s*=)")


def looks_like_toml(text: str) -> bool:
    """Whether a text is meant as TOML: a line is a table's head or an assignment."""
    return bool(_SIGNS.search(text))


def read_toml(text: str) -> Table:
    """The table; raises CommissionError."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise CommissionError(f"The commission table is no TOML: {e}.", _EXAMPLE) from e
    _check_names(said, _TOP)
    tiers = said.get("tier", [])
    if not isinstance(tiers, list) or not all(isinstance(t, dict) for t in tiers):
        raise CommissionError("tier is not a list.", _EXAMPLE)
    made = [_tier(tier) for tier in tiers]
    on_target = None if "at_goal" not in said else _amount("at_goal", said["at_goal"])
    if on_target is not None and not any(t.start == 0 for t in made):
        made.insert(0, Tier(start=0.0, rate=1.0, times=True))
    return Table(
        tiers=tuple(made),
        cap=None if "cap" not in said else _amount("cap", said["cap"]),
        currency=_currency(said.get("currency", "")),
        on_target=on_target,
    )


def _tier(said: Mapping[str, Any]) -> Tier:
    _check_names(said, _TIER)
    if ("percent" in said) == ("times" in said):
        raise CommissionError("A tier has either percent or times.", _EXAMPLE)
    start = _point(said["from"]) if "from" in said else Point(value=0.0, of_goal=False)
    name = "percent" if "percent" in said else "times"
    value = said[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CommissionError(f"{name} cannot be {value!r}.", _EXAMPLE)
    return Tier(
        start=start.value,
        of_goal=start.of_goal,
        rate=value / 100.0 if name == "percent" else float(value),
        times=name == "times",
    )


def _point(value: object) -> Point:
    if isinstance(value, str):
        return point(value).bare()
    return Point(value=_amount("from", value), of_goal=False)


def _amount(name: str, value: object) -> float:
    if isinstance(value, str):
        return money(value)[0]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LARGEST:
        raise CommissionError(f"{name} cannot be {value!r}.", f"Give an amount: {name} = 120000.")
    return float(value)


def _currency(value: object) -> str:
    if not isinstance(value, str) or (value and not is_currency(value)):
        raise CommissionError(f"{value!r} is no currency.", "Give its three letters in ISO 4217, such as EUR.")
    return value.upper()


def _check_names(said: Mapping[str, Any], names: tuple[str, ...]) -> None:
    strange = next((name for name in said if name not in names), None)
    if strange is not None:
        raise CommissionError(f"{strange!r} says nothing of a commission.", f"There is: {', '.join(names)}. {_EXAMPLE}")
