"""On which days does nobody work where a person is?"""

from __future__ import annotations

from datetime import date

from ownit.errors import OwnitError
from ownit.promises.organisation.choices import Choices


class UnknownCountryError(OwnitError):
    """The public holidays of this country or region are not known."""

    def __init__(self, country: str, known: str) -> None:
        super().__init__(
            f"The public holidays of {country!r} are not known{known}. Choose a country by its two letters, with a "
            "region if its holidays differ (ownit set country DE-BY), or list the days: ownit set days_off 2026-12-24."
        )


def public_holidays(country: str, first: date, last: date) -> frozenset[date]:
    """The public holidays of a country, or of its region (``DE-BY``), from one day to another; none for no country.

    Raises UnknownCountryError.
    """
    if not country:
        return frozenset()
    import holidays

    code, _, region = country.upper().partition("-")
    years = range(first.year, last.year + 1)
    try:
        found = holidays.country_holidays(code, subdiv=region or None, years=years)
    except NotImplementedError as e:  # how the library says that it knows neither
        regions = holidays.list_supported_countries().get(code)
        raise UnknownCountryError(country, f"; of {code} it is {', '.join(regions)}" if regions else "") from e
    return frozenset(day for day in found if first <= day <= last)


def days_off(choices: Choices, first: date, last: date) -> frozenset[date]:
    """Public holidays and the organisation's other days off, from one day to another. Raises UnknownCountryError."""
    return public_holidays(choices.country, first, last) | {d for d in choices.days_off if first <= d <= last}
