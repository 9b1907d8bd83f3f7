"""Is a choice that nothing could go by later refused when it is made?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ownit.errors import OwnitError
from ownit.flows.choosing import choose
from ownit.flows.workspace import Workspace


@pytest.mark.parametrize(
    ("country", "says"),
    [("XX", "holidays of 'XX' are not known"), ("DE-ZZ", "of DE it is BB, BE"), ("Germany", "two letters")],
)
def test_a_country_whose_holidays_nobody_knows_is_refused_and_not_kept(tmp_path: Path, country: str, says: str) -> None:
    """It was kept, and every plan and every week failed from then on."""
    here = Workspace(home=tmp_path, database="sqlite://", today=date(2026, 8, 12))
    with pytest.raises(OwnitError, match=says):
        choose(here, "country", country, None, "")
