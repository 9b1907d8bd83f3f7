"""Is a currency told from three letters that name none?"""

from __future__ import annotations

import pytest

from ownit.method.currencies import IN_FORCE, WITHDRAWN, is_currency


@pytest.mark.parametrize("code", ["EUR", "usd", "DEM", "XCG"])
def test_currencies(code: str) -> None:
    assert is_currency(code)


@pytest.mark.parametrize("code", ["ZZZ", "XXX", "XTS", "XAU", "EU", "EURO", "€", "", "E R"])
def test_what_is_none(code: str) -> None:
    assert not is_currency(code)


def test_the_lists_are_codes_and_share_none() -> None:
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in IN_FORCE | WITHDRAWN)
    assert not IN_FORCE & WITHDRAWN
    assert 160 <= len(IN_FORCE) <= 185
