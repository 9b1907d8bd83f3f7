"""Is what was reckoned read as it was written?"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from ownit.facts import reckoned
from ownit.facts.reckoned import keeping
from ownit.method.law import Future, Law, Missing, Outlook

DAY = date(2026, 8, 12)
ABOUT = reckoned.About(
    snapshot="s1",
    as_of=DAY,
    period="Q3 2026",
    start=date(2026, 7, 1),
    end=date(2026, 9, 30),
    currency="EUR",
    made_with="x",
    warnings=({"code": "no_losses", "count": 2, "text": "No deal is recorded as lost, but 2 as won."},),
)


def test_the_deals_a_number_hangs_on_are_kept_beside_the_laws(tmp_path: Path) -> None:
    law = Law(future=Future.AS_GOING, mean=5.0, support=np.array([0.0, 9.0]), at_least=np.array([1.0, 0.5]))
    none = Missing(code="no_plan", n=0, needed=1, text="No plan.")
    outlook = Outlook(nothing_more=law, as_going=law, plan=none)
    swing = reckoned.Swing(if_won=0.8, if_lost=0.3, loses=0.1)
    deals = tuple(
        reckoned.Decisive(
            connector="salesforce", id=id_, name=name, amount=Decimal("12.5"), chance=0.25, alone=alone, with_help=swing
        )
        for id_, name, alone in (("1", "One", swing), ("2", None, None))
    )
    nothing = Decimal(0)
    rows = [
        reckoned.Reckoning(
            subject=subject,
            measure="bookings",
            won=reckoned.Won(own=nothing, others=nothing, unknown=nothing),
            registered=nothing,
            counted=nothing,
            evidence={"n": 1},
            alone_if_none_mine=outlook,
            alone_if_all_mine=outlook,
            with_help=outlook,
            decisive=decisive,
        )
        for subject, decisive in (("1", deals), ("company", ()))
    ]
    reckoned.write(tmp_path, ABOUT, rows)
    kept = reckoned.read(tmp_path, "s1", DAY, "Q3 2026")
    assert kept is not None
    assert kept[0] == ABOUT
    assert [r.decisive for r in kept[1]] == [deals, ()]
    for one in kept[1]:
        again = one.with_help.as_going
        assert isinstance(again, Law)
        assert (again.support.tolist(), again.at_least.tolist()) == ([0.0, 9.0], [1.0, 0.5])
    assert _imported_to_read(tmp_path) & {"pandas", "ibis", "duckdb"} == set()


@pytest.mark.parametrize("name", ["about.json", "subjects.parquet", "laws.parquet"])
@pytest.mark.parametrize("left", [b"", b"PA", b'{"as_of"'])
def test_what_is_not_whole_is_as_if_it_were_not_kept(tmp_path: Path, name: str, left: bytes) -> None:
    """It can be made again; a power cut may leave a file of it empty."""
    reckoned.write(tmp_path, ABOUT, [])
    assert reckoned.about(tmp_path, "s1", DAY, "Q3 2026") == ABOUT
    (keeping.folder(tmp_path, "s1", DAY, "Q3 2026") / name).write_bytes(left)
    assert reckoned.about(tmp_path, "s1", DAY, "Q3 2026") is None
    assert reckoned.read(tmp_path, "s1", DAY, "Q3 2026") is None


def _imported_to_read(root: Path) -> set[str]:
    """What a new process has imported once it has read what is kept: a look-up has no time for more than it needs."""
    asked = f"reckoned.read(Path({str(root)!r}), 's1', date({DAY.year}, {DAY.month}, {DAY.day}), 'Q3 2026')"
    program = (
        "import sys; from datetime import date; from pathlib import Path; from ownit.facts import reckoned; "
        f"assert len({asked}[1]) == 2; print(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
