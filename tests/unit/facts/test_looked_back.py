"""Is what past days expected found again, and forgotten when it leaned on something else?"""

from __future__ import annotations

from pathlib import Path

from ownit.facts import looked_back
from ownit.facts.looked_back import Looked

THERE = frozenset({("crm", "viktor"), ("crm", "mei")})


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    looked = {
        "2026-03-31:2026-04-01:2026-06-30": Looked(expected=(12.25, 3.5), there=THERE),
        "2025-12-31:2026-01-01:2026-03-31": Looked(expected=None, there=frozenset()),
    }
    assert looked_back.read(tmp_path, "s1", "promises") == {}
    looked_back.write(tmp_path, "s1", "promises", looked)
    assert looked_back.read(tmp_path, "s1", "promises") == looked
    assert looked_back.read(tmp_path, "s1", "other promises") == {}
    assert looked_back.read(tmp_path, "s2", "promises") == {}
    assert [p.name for p in (tmp_path / "reckoned" / "s1").iterdir()] == [looked_back.NAME]
    (tmp_path / "reckoned" / "s1" / looked_back.NAME).write_text("", encoding="utf-8")
    assert looked_back.read(tmp_path, "s1", "promises") == {}
