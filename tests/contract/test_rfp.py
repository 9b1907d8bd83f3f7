"""Are open RFPs listed through the verb, and is one worked only with a strategy?"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.contract.conftest import import_csv, workspace_at

from ownit.cli.app import run as run_cli
from ownit.facts.store import Store
from ownit.flows import proposing

pytestmark = pytest.mark.django_db

DEALS = """Deal ID,Deal Name,Deal owner,Deal Stage,Is Closed Won,Amount,Create Date,Close Date,Original Source
1,Pumps,Ada Quist,Qualified,false,40000,2026-06-01,2026-10-01,RFP
2,Seals,Bo Berg,Qualified,false,9000,2026-06-01,2026-09-01,RFP
3,Valves,Ada Quist,Qualified,false,9000,2026-06-01,2026-09-01,Referral
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("ownit.cli.session.open_promises", lambda ctx: None)
    (tmp_path / "deals.csv").write_text(DEALS)
    workspace = workspace_at(tmp_path / "home", date(2026, 8, 12))
    import_csv(workspace, tmp_path / "deals.csv", "hubspot")
    proposing.propose(Store(workspace.facts).require(), workspace.now())

    def line(*words: str) -> tuple[int, str, str]:
        code = run_cli(lambda: workspace, list(words))
        said = capsys.readouterr()
        return code, " ".join(said.out.split()), said.err

    return line


def test_an_rfp_is_listed_until_it_has_a_strategy_and_again_when_that_is_dropped(run: Run) -> None:
    code, out, err = run("rfp")
    assert code == 0, err
    assert out.startswith("2 RFPs are open, worth 49 k USD, without a strategy that could change what is asked for")
    assert out.index("Seals") < out.index("Pumps")
    assert "Valves" not in out
    assert 'Next: say how you will change it, or leave it: ownit rfp hubspot/2 "..."' in out
    assert (
        "It is worked, with this: have service time asked for" in run("rfp", "pump", "have service time asked for")[1]
    )
    assert "1 without a strategy" in run("rfp")[1]
    assert "just that was said already" in run("rfp", "hubspot/1", "have service time asked for")[1]
    assert "it gets no time" in run("rfp", "1", "--drop")[1]
    assert [r["strategy"] for r in json.loads(run("rfp", "--who", "Ada Quist", "--json")[1])["rfps"]] == [""]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rfp", "valves", "have service time asked for"], "is no open RFP"),
        (["rfp", "pumps"], "says nothing of how the request is to be changed"),
        (["rfp", "pumps", "--drop"], "could be taken back"),
    ],
)
def test_what_cannot_be_is_a_sentence(run: Run, words: list[str], said: str) -> None:
    code, _, err = run(*words)
    assert code == 1
    assert said in err
