"""Which amounts of money, counts and lengths of time does a text name?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ownit.flows.starting.errors import AnswerError
from ownit.method.currencies import is_currency


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


LARGEST = Decimal(10) ** 12
DAYS_A_MONTH = 365.25 / 12

_SYMBOLS = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_NAMES = {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP", "francs": "CHF"}
_WORDS_TOO = frozenset({"ALL", "TRY", "TOP", "MOP", "PEN"})  # codes that are words when they are not in capitals
_NO_CODES = words("WON AND THE FOR PER OUT OF BY JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")
_UNITS = {"": 1, "k": 10**3, "thousand": 10**3, "bn": 10**9, "billion": 10**9}
_UNITS |= dict.fromkeys(("m", "mn", "mio", "mil", "million"), 10**6)

# 600,000 and 600.000 and 600 000 are six hundred thousand; 1.2 and 1,2 one and a fifth.
_THOUSANDS = r"\d{1,3}(?:[,.'’_\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,3}(?: \d{3})* 000(?!\d)"
_DIGITS = rf"{_THOUSANDS}|\d+(?:[.,]\d+)?"
_MONEY_UNIT = "|".join(sorted(filter(None, _UNITS), key=len, reverse=True))
_MARK = rf"us\$|[$€£¥]|(?:{'|'.join(_NAMES)})\b|[a-z]{{3}}\b"
_MONEY = re.compile(
    rf"(?:(?<!\w)(?P<before>{_MARK})\s*)?(?<![\w.,])(?P<sign>[-−+](?=\d))?(?P<digits>{_DIGITS})"
    rf"(?:\s*(?P<unit>{_MONEY_UNIT})(?![a-z]))?"
    rf"(?!\w)(?:\s*(?P<after>{_MARK}))?",
    re.IGNORECASE,
)

_IN_ORDER = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = {word: n for n, word in enumerate(_IN_ORDER.split())} | {"a": 1, "an": 1, "dozen": 12}
NUMBER_WORDS |= dict.fromkeys(("none", "nobody", "nothing", "zero"), 0)
_COUNT = rf"\d+(?:[.,]\d+)?|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
COUNT = rf"(?<![\w.,])(?:{_COUNT})(?!\w)"

_DAYS = {"day": 1.0, "d": 1.0, "week": 7.0, "wk": 7.0, "w": 7.0, "month": DAYS_A_MONTH, "mth": DAYS_A_MONTH}
_DAYS |= {"mo": DAYS_A_MONTH, "quarter": 3 * DAYS_A_MONTH, "year": 365.25, "yr": 365.25, "y": 365.25}
_LENGTH = re.compile(
    rf"(?<![\w.,])(?P<half>half\s+)?(?P<low>{_COUNT})(?:\s*(?:-|–|to)\s*(?P<high>\d+(?:[.,]\d+)?))?[\s-]*"
    rf"(?P<unit>{'|'.join(sorted(_DAYS, key=len, reverse=True))})s?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount, its currency where one is named, and where in the text it stands."""

    amount: Decimal
    currency: str
    start: int
    end: int


def money_in(text: str, example: str) -> list[Money]:
    """Every amount of a text, in order. Raises AnswerError for a currency that there is not, or one too large."""
    return [_money(found, example) for found in _MONEY.finditer(text)]


def _money(found: re.Match[str], example: str) -> Money:
    start, end, currency = found.start(), found.end(), ""
    before, after = (_currency(found[side] or "", example) for side in ("before", "after"))
    if before is None:  # a word that only stands beside the figure
        start = found.start("sign") if found["sign"] else found.start("digits")
    if after is None:
        end = max(found.end("digits"), found.end("unit"))
    currency = before or after or ""
    amount = number(found["digits"]) * _UNITS[(found["unit"] or "").lower()]
    if amount > LARGEST:
        raise AnswerError(f"{found[0].strip()} is more than anybody sells.", example)
    if (found["sign"] or "+").strip() != "+":
        amount = -amount
    return Money(amount=amount, currency=currency, start=start, end=end)


def _currency(mark: str, example: str) -> str | None:
    """The code of a mark, empty for none; None for a word that is no mark. Raises AnswerError for an unknown code."""
    folded = mark.lower()
    known = _SYMBOLS.get(folded) or _NAMES.get(folded)
    if known or not mark:
        return known or ""
    if mark.upper() in _NO_CODES or (not mark.isupper() and mark.upper() in _WORDS_TOO):
        return None
    if is_currency(mark):
        return mark.upper()
    if mark.isupper():
        raise AnswerError(f"{mark} is no currency: give its three letters, such as EUR, or $, € or £.", example)
    return None


def number(digits: str) -> Decimal:
    """The number of its digits, however its thousands are set apart."""
    plain = re.sub(r"[ '’_\u00a0\u202f]", "", digits)
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
        return Decimal(re.sub(r"[.,]", "", plain))
    whole, _, part = plain.replace(",", ".").rpartition(".")
    return Decimal(f"{whole.replace('.', '')}.{part}" if whole else part)


def count(text: str) -> float:
    """14, 2.5, fourteen or none as a number."""
    folded = text.lower()
    return float(NUMBER_WORDS[folded]) if folded in NUMBER_WORDS else float(folded.replace(",", "."))


def days_in(text: str) -> tuple[float, str] | None:
    """The last length of time that a text names, in days (6-8 weeks is 7), and the text without it; None for none."""
    found = next(reversed(list(_LENGTH.finditer(text))), None)
    if found is None:
        return None
    low = count(found["low"])
    high = count(found["high"]) if found["high"] else low
    days = (low + high) / 2 * _DAYS[found["unit"].lower()] * (0.5 if found["half"] else 1.0)
    return days, f"{text[: found.start()]} {text[found.end() :]}"


def left_over(text: str, fillers: frozenset[str]) -> str:
    """What of a text is neither a filler nor a mark: what nobody has understood."""
    words = [w for w in re.split(r"[\s,;:.!()/&+~=|-]+", text) if w]
    return " ".join(w for w in words if w.lower() not in fillers)


def plain(amount: Decimal) -> str:
    """An amount in digits alone: 1200000, 12.5."""
    return f"{amount.normalize():f}"
