"""Are the columns of a German export found by their German names?"""

from __future__ import annotations

import tomllib
from pathlib import Path

from ownit.connectors.base import ReadOptions
from ownit.connectors.csv.propose import propose

EXPORT = """Nummer;Kunde;Verkäufer;Summe;Status;Angelegt;Abschluss;Quelle;Farbe
17;A;Ana;1.000,00;gewonnen;01.02.2026;25.03.2026;Messe;rot
18;B;Bo;2.500,00;verloren;13.02.2026;26.03.2026;Anruf;blau
19;B;Bo;2.500,50;offen;14.02.2026;;Anruf;blau
"""


def test_amount_days_and_source_are_found_and_the_rest_is_named(tmp_path: Path) -> None:
    (tmp_path / "stuff.csv").write_text(EXPORT, encoding="utf-8")
    proposed = propose(tmp_path, ReadOptions(connector="csv"))
    columns = tomllib.loads(proposed.text)["opportunity"][0]["columns"]
    said = {name: str(where) for name, where in columns.items()}
    assert "Summe" in said["amount"]
    assert "Angelegt" in said["created_on"]
    assert "Abschluss" in said["closed_on"]
    assert "Quelle" in said["source"]
    assert any('"Farbe" is not used' in doubt for doubt in proposed.unsure)
