"""How does a salesperson say a chance, an amount, a date?"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

_CHANCES: tuple[tuple[float, str], ...] = (
    (1 / 20, "1 in 20"),
    (1 / 10, "1 in 10"),
    (1 / 8, "1 in 8"),
    (1 / 6, "1 in 6"),
    (1 / 5, "1 in 5"),
    (1 / 4, "1 in 4"),
    (1 / 3, "1 in 3"),
    (2 / 5, "4 in 10"),
    (1 / 2, "1 in 2"),
    (3 / 5, "6 in 10"),
    (2 / 3, "2 in 3"),
    (3 / 4, "3 in 4"),
    (4 / 5, "8 in 10"),
    (9 / 10, "9 in 10"),
    (19 / 20, "19 in 20"),
)


def _logit(p: float) -> float:
    return math.log(p / (1 - p))


def chance(p: float) -> str:
    """A probability as people say it: the nearest fraction on the log-odds scale, or words at the ends."""
    if p < 0.03:
        return "almost no chance"
    if p > 0.97:
        return "almost certain"
    return min(_CHANCES, key=lambda c: abs(_logit(c[0]) - _logit(p)))[1]


def chance_of(p: float, what: str) -> str:
    """``chance`` as the opening of a clause: "about 1 chance in 3 of making it", "almost certain of making it"."""
    words = chance(p)
    if words == "almost no chance":
        return f"almost no chance of {what}"
    if words == "almost certain":
        return f"almost certain of {what}"
    hits, of = words.split(" in ")
    return f"about {hits} chance{'s' if hits != '1' else ''} in {of} of {what}"


def has_chance_of(p: float, what: str) -> str:
    """``chance_of`` after *has* or *gives*: "about 1 chance in 3 of making it", "near certainty of making it"."""
    return chance_of(p, what).replace("almost certain ", "near certainty ", 1)


def amount(value: Decimal | float, currency: str | None = None, digits: int = 3) -> str:
    """An amount to so many significant digits, with its unit: 1.25 M, 690 k, 45.3 k, 850; the currency after it."""
    x = _rounded(float(value), digits)
    for scale, unit in ((1e9, " bn"), (1e6, " M"), (1e3, " k")):
        if abs(x) >= scale:
            return _with(f"{x / scale:.6g}{unit}", currency)
    return _with(f"{x:.0f}" if x == int(x) else f"{x:g}", currency)


def _rounded(x: float, digits: int) -> float:
    """Rounded to significant digits, but never coarser than a whole below a thousand: 850 stays 850."""
    if x == 0 or not math.isfinite(x):
        return x
    places = digits - 1 - math.floor(math.log10(abs(x)))
    return round(x, places) if abs(x) >= 1000 else round(x)


def _with(text: str, currency: str | None) -> str:
    return f"{text} {currency}" if currency else text


def span(low: float, high: float, currency: str | None = None) -> str:
    """A range to two digits, its unit said once where both share it: 0.7 to 1.1 M would be 700 k to 1.1 M."""
    a, b = amount(low, digits=2), amount(high, digits=2)
    if a == b:
        return _with(a, currency)
    unit = b.rpartition(" ")[2] if " " in b else ""
    if unit and " " not in a and a != "0":  # 864 to 59 k would be read as 864 k
        a = f"{low / 1e3:.2g} k"
    if unit and a.endswith(" " + unit):
        a = a.removesuffix(" " + unit)
    return _with(f"{a} to {b}", currency)


def day(on: date, today: date | None = None) -> str:
    """A date as said: 2 October; with the year unless it is today's."""
    text = f"{on.day} {on:%B}"
    return text if today is not None and today.year == on.year else f"{text} {on.year}"


def hours(minutes: int) -> str:
    """90 as ``1 h 30 min``."""
    whole, rest = divmod(minutes, 60)
    parts = (f"{whole} h" if whole else "", f"{rest} min" if rest or not whole else "")
    return " ".join(part for part in parts if part)


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def moment(local: datetime) -> str:
    """A moment of a week as said: ``Tue 09:00``, by the clock it is given in."""
    return f"{_DAYS[local.weekday()]} {local:%H:%M}"


def share(part: float) -> str:
    """A share in whole percent; never 0 % or 100 % for what is not."""
    percent = round(100 * part)
    if part > 0 and percent == 0:
        return "under 1 %"
    if part < 1 and percent == 100:
        return "over 99 %"
    return f"{percent} %"
