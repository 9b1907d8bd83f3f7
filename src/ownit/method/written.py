"""Which amount of money does a text name? The one grammar of amounts that people write.

An amount is digits, then perhaps a unit, and perhaps a currency before or behind: ``300k``, ``EUR 5,000``, ``1.2m``,
``$1'200'000.50``, ``30kEUR``. Digits before one mark and groups of three behind it are thousands, whichever mark it is
(5,000 and 5.000 are five thousand; 1 200 000 too); anything else behind a mark is decimals (1.2 and 1,2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ownit.errors import OwnitError
from ownit.method.currencies import is_currency
from ownit.method.money import round_money

LARGEST = Decimal(10) ** 14  # exclusive: fourteen digits before the point are what is kept
FINEST = Decimal("0.0001")

_SIGNS = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_NAMES = {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP", "francs": "CHF"}
_COMMON = frozenset(
    """
    USD EUR GBP CHF JPY CNY INR CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY ILS ZAR BRL MXN ARS CLP COP SGD HKD KRW
    TWD THB MYR IDR PHP VND AED SAR QAR EGP NGN KES UAH RUB
    """.split()  # noqa: SIM905 - a list of quoted codes says less
)
_WORDS_TOO = frozenset({"ALL", "TRY", "TOP", "MOP", "PEN", "RON"})  # words or names when they are not in capitals
_NO_CODES = frozenset(
    """
    WON AND THE FOR PER OUT OF BY JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC
    """.split()  # noqa: SIM905 - a list of quoted words says less
)
UNITS = {"k": 10**3, "thousand": 10**3, "bn": 10**9, "billion": 10**9}
UNITS |= dict.fromkeys(("m", "mn", "mio", "mil", "million"), 10**6)
"""What stands behind a figure for so many times as much, in small letters."""

_GAP = "\u00a0\u202f"  # spaces that do not break a line stand for nothing else within digits
_BY_MARK = rf"[1-9]\d{{0,2}}(?:[,.'’_{_GAP}]\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
_BY_SPACE = r"[1-9]\d{0,2}(?: \d{3})* 000(?!\d)"  # only round: else 1 of 10 200 were ten thousand
_DIGITS = rf"{_BY_MARK}|{_BY_SPACE}|\d+(?:[.,]\d+)?"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_GLUED = "|".join(sorted(_COMMON))  # may stand against its figure: EUR5000
_MARK = rf"us\$|[$€£¥]|(?:{'|'.join(_NAMES)})\b|[a-z]{{3}}\b"
_UNIT_BEHIND = rf"(?:\s*(?P<unit>{_UNIT})(?=(?:{_GLUED})\b|[^a-z]|$))?"
_AMOUNT = (
    rf"(?:(?<!\w)(?P<before>(?:{_GLUED})(?=\d)|{_MARK})\s*|(?<![\w.,]))(?P<sign>[-−+](?=\d))?(?P<digits>{_DIGITS})"
    rf"{_UNIT_BEHIND}(?:(?P<against>(?:{_GLUED})\b)|(?!\w)(?:\s*(?P<after>{_MARK}))?)"
)
_ANYWHERE = re.compile(_AMOUNT, re.IGNORECASE)
_AT_END = re.compile(rf"{_AMOUNT}[\s.,'_]*$", re.IGNORECASE)

PATTERN = re.sub(r"\(\?P<\w+>", "(?:", _AMOUNT.replace("(?P<sign>[-−+](?=\\d))?", ""))
"""An amount that is not signed, for use within other patterns that ignore case; it names no groups."""


class AmountError(OwnitError):
    """What is written is no amount that can be meant: ``what`` is wrong, and ``instead`` what to write."""

    def __init__(self, what: str, instead: str = "Write 300000, 300k or 1.2M.") -> None:
        super().__init__(f"{what} {instead}")
        self.what, self.instead = what, instead


class CurrencyError(AmountError):
    """An amount is in no currency that there is, or in two."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "Give its three letters in ISO 4217, such as EUR, or $, € or £.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount, its currency where one is named (else empty), and where in the text it stands.

    ``marked``: it has a unit or a currency, so that it can be nothing but an amount.
    """

    amount: Decimal
    currency: str
    start: int
    end: int
    marked: bool


def amounts(text: str) -> tuple[Money, ...]:
    """Every amount of a text, in order. Raises AmountError for a currency that there is not, or one too large."""
    return tuple(_money(found, _currency(found["before"]), _behind(found)) for found in _ANYWHERE.finditer(text))


def amount(text: str) -> Money:
    """The amount that a text is, and nothing else; spaces may part its thousands. Raises AmountError."""
    plain = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", _GAP[0], text.strip())
    found = amounts(plain)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(plain)):
        raise AmountError(f"{text[:40]!r} is no amount.")
    return found[0]


def amount_at_end(text: str) -> Money | None:
    """The amount behind a name (``Acme 30k``, ``Acme €30,000``); None where there is none.

    Before it only a sign or a common code is a currency: ``AMD 30k`` is a company's. Raises AmountError.
    """
    found = _AT_END.search(text)
    if found is None:
        return None
    mark = found["before"] or ""
    common = mark.lower() in _SIGNS or mark.upper() in _COMMON or mark.lower() in _NAMES
    before = _currency(mark) if common and not mark.istitle() else None if mark else ""
    try:
        behind = _behind(found)
    except CurrencyError:
        if found["unit"]:
            raise
        return None  # a name that ends in a number and three letters
    return None if behind is None else _money(found, before, behind)


def counted(n: int, one: str, many: str) -> str:
    """A count with the words that fit it: ``1 deal was``, ``1,200 deals were``."""
    return f"{n:,} {one if n == 1 else many}"


def in_short(amount: float) -> str:
    """An amount that reads back as itself: 600k where it is round, all its digits where it is not."""
    for scale, unit in ((1e6, "M"), (1e3, "k")):
        short = f"{amount / scale:.10g}"
        if amount >= scale and float(short) * scale == amount and len(short.partition(".")[2]) != 3:
            return f"{short}{unit}"
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def _behind(found: re.Match[str]) -> str | None:
    return _currency(found["against"] or found["after"])


def _money(found: re.Match[str], before: str | None, after: str | None) -> Money:
    """What a match means; a mark that is None is a word that only stands beside the figure."""
    start = found.start() if before is not None else found.start("sign" if found["sign"] else "digits")
    end = max(found.end(name) for name in ("digits", "unit", *(("against", "after") if after is not None else ())))
    size = _number(found["digits"]) * (UNITS[found["unit"].lower()] if found["unit"] else 1)
    said = found.string[start:end].strip()[:40]
    if size >= LARGEST:
        raise AmountError(f"{said} is more than anyone sells.")
    size = round_money(size, FINEST)
    if before and after and before != after:
        raise CurrencyError(f"{said} is in two currencies.")
    return Money(
        amount=-size if (found["sign"] or "+") != "+" else size,
        currency=before or after or "",
        start=start,
        end=end,
        marked=bool(before or after or found["unit"]),
    )


def _currency(mark: str | None) -> str | None:
    """The code of a mark, empty for none; None for a word that is no mark. Raises CurrencyError for an unknown code."""
    if not mark:
        return ""
    folded, code = mark.lower(), mark.upper()
    if known := _SIGNS.get(folded) or _NAMES.get(folded):
        return known
    if code in _NO_CODES or (not mark.isupper() and code in _WORDS_TOO):
        return None
    if is_currency(code):
        return code
    if mark.isupper():
        raise CurrencyError(f"{mark} is no currency.")
    return None


def _number(digits: str) -> Decimal:
    plain = re.sub(rf"[ '’_{_GAP}]", "", digits)
    if re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", plain):
        return Decimal(re.sub(r"[.,]", "", plain))
    whole, _, part = plain.replace(",", ".").rpartition(".")
    return Decimal(f"{whole.replace('.', '')}.{part}" if whole else part)
