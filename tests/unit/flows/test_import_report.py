"""Does an import tell of each column that stands as it was, where somebody could have exported it?"""

from __future__ import annotations

from ownit.facts.store.outcome import Counts, LeftAlone
from ownit.flows.import_report import left_alone


def test_a_measure_that_a_map_had_is_told_and_a_guess_is_not() -> None:
    """A spreadsheet of quotas without the column of what they count; and a CRM whose types of forecasts lack."""
    (mapped,) = left_alone({"quota": Counts(left_alone=LeftAlone(wholly=("measure",)))})
    assert mapped.text.startswith("This export has no column for measure of quotas: what an earlier one said of it")
    assert not list(left_alone({"quota": Counts(left_alone=LeftAlone(partly=("measure",)))}))
