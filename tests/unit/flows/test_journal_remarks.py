"""Is what is likely not meant told, and nothing else?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ownit.flows.journal.remarks import remarks
from ownit.promises.journal.grammar import parse
from ownit.promises.journal.record import Entry

TODAY = date(2026, 6, 30)


def entries(*lines: str) -> list[Entry]:
    items = [(n, item) for n, text in enumerate(lines, 1) for item in parse(text, TODAY)]
    at = datetime(2026, 6, 30, 12, tzinfo=UTC)
    return [Entry(id=i, line=n, person=1, recorded_at=at, item=item) for i, (n, item) in enumerate(items, 1)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("opened Acme 30k", "opened Acme, Inc. 30k"), "Acme, Inc. was open already; now 2 deals of that name are."),
        (("opened Acme 30k", "won Acme", "opened Acme 20k"), ""),
        (("opened Acme 30k, won Acme",), ""),
        (("opened Globex 30k", "won Globx"), "Globx, so nothing that is open has ended. Did you mean Globex?"),
        (("opened Globex 30k", "lost Initech"), ""),  # one that was open before the journal began
        (("14 dials with Acme", "opened Acme 30k"), ""),
        (("opened Acme 30k", "opened Acme 30k", "14 dials"), ""),  # of that line it was told then
        (("100000 dials",), "100,000 calls, some 6,667 hours: more than a week can hold."),
        (("100000 dials", "14 dials"), ""),
        (("300 dials, 40 meetings, 900 e-mails",), ""),
    ],
)
def test_a_line_is_remarked_on_where_a_deal_is_doubled_or_misnamed(lines: tuple[str, ...], said: str) -> None:
    found = remarks(entries(*lines), len(lines))
    assert len(found) == bool(said)
    assert not said or said in found[0]
