"""Can an organisation say what its own columns, files and words mean?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ownit.connectors.salesforce.errors import BadMap

from .conftest import Export, sid

MAP = """
[columns.Opportunity]
NextStepDate = "Next touch"
StageName = ["Phase"]

[files]
Task = ["anrufe"]

[words.stage]
won = ["Auftrag erhalten"]

[words.source]
cold = ["Kaltakquise"]
"""


def test_a_map_adds_names_and_words_that_are_tried_first(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(MAP)
    files = {
        "Opportunity.csv": """
            Id,Name,Phase,OwnerId,Next touch,LeadSource
            006000000000001AAA,A,Auftrag erhalten (nicht lost),005000000000001AAA,2026-08-20,Kaltakquise Web
            """,
        "anrufe.csv": "Id,OwnerId,Subject\n00T000000000001AAA,005000000000001AAA,Call\n",
    }
    tables = export(files, map=path)
    deal = tables["opportunity"].by()[sid("006", 1)]
    assert (deal["outcome"], str(deal["next_step_on"]), deal["source_class"]) == ("won", "2026-08-20", "cold")
    assert tables["activity"].kept == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[columns.Opportunty]\nId = 'x'", "names the object Opportunty"),
        ("[columns.Opportunity]\nColour = 'x'", "Opportunity has no column Colour"),
        ("[columns.Opportunity]\nId = 7", "7 should be a text"),
        ("[words.colours]\nred = ['x']", "words.colours"),
        ("[words.stage]\nmaybe = ['x']", "has maybe; it may have lost, won"),
        ("[sources]\na = 'x'", "[sources]"),
        ("not toml", "not TOML"),
    ],
)
def test_a_map_that_does_not_fit_is_a_clear_error(export: Export, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text)
    with pytest.raises(BadMap) as error:
        export({"Opportunity.csv": "Id,Name,StageName,OwnerId\n"}, map=path)
    assert says in str(error.value)


def test_a_map_that_is_not_there_is_a_clear_error(export: Export, tmp_path: Path) -> None:
    with pytest.raises(BadMap, match="cannot be read"):
        export({"Opportunity.csv": "Id,Name,StageName,OwnerId\n"}, map=tmp_path / "none.toml")
