"""Real-shaped data that nobody here wrote: is every row accounted for, and nothing claimed that it cannot carry?"""

from __future__ import annotations

import csv
import random
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from pytest_django import DjangoDbBlocker
from tests.contract.conftest import MAVEN, import_csv, workspace_at

from ownit.answers.standing import to_json
from ownit.facts.store import Store
from ownit.flows import goals, origins, proposing
from ownit.flows.import_report import ImportReport
from ownit.flows.planning.errors import PeriodOverError
from ownit.flows.planning.everyone import everyone
from ownit.flows.quality import quality
from ownit.flows.standing import ask, standing
from ownit.flows.workspace import Workspace

pytestmark = pytest.mark.django_db  # on every test: pytest-django sets up the databases that marks ask for

OCTOBER = date(2017, 10, 15)


def rows(workspace: Workspace, table: str) -> list[dict[str, Any]]:
    """Every row of a table of the current snapshot."""
    return [r for f in Store(workspace.facts).require().files(table) for r in pq.ParquetFile(f).read().to_pylist()]


def test_every_record_is_accounted_for(maven: tuple[Workspace, ImportReport]) -> None:
    workspace, report = maven
    kept = {name: (t.read, t.kept, t.rejected) for name, t in report.tables.items()}
    assert kept["opportunity"] == (8800, 8800, 0)
    assert kept["account"] == (85, 85, 0)
    assert kept["product"] == (7, 7, 0)
    assert kept["person"] == (41, 41, 0)  # 35 sellers and 6 managers
    led_by = {r["manager_id"] for r in rows(workspace, "position") if r["manager_id"]}
    assert len(led_by) == 6
    assert len({r["person_id"] for r in rows(workspace, "position")} - led_by) == 35


def test_a_period_that_ended_with_the_record_does_not_end_today(maven: tuple[Workspace, ImportReport]) -> None:
    workspace, _ = maven
    with pytest.raises(PeriodOverError, match="Q4 2017 ended on 2017-12-31; there is nothing left of it to plan"):
        everyone(workspace, period="Q4 2017")


def test_the_misspelt_product_is_the_product(maven: tuple[Workspace, ImportReport]) -> None:
    workspace, _ = maven
    products = [r["product"] for r in rows(workspace, "opportunity")]
    assert "GTXPro" not in products
    assert products.count("GTX Pro") == 1480
    assert {r["name"] for r in rows(workspace, "product")} == set(products)


def older_than_138_days() -> int:
    """The open deals of that age on the last day of the data, of which everything is told."""
    with (MAVEN / "sales_pipeline.csv").open(encoding="utf-8") as file:
        begun = [r["engage_date"] for r in csv.DictReader(file) if r["deal_stage"] == "Engaging"]
    return sum((date(2017, 12, 31) - date.fromisoformat(day)).days > 138 for day in begun)


def test_warnings_name_what_limits_the_answers(maven: tuple[Workspace, ImportReport]) -> None:
    said = {w.code: w.count for w in maven[1].warnings}
    texts = " ".join(w.text for w in maven[1].warnings)
    assert "500 of 8,800 deals have no creation date" in texts
    assert "1,425 of 8,800 deals have no account" in texts
    assert f"{older_than_138_days():,} of 2,089 open deals are older than 138 days" in texts
    assert "6,327 of 6,327 deals that are open or won nobody can tell who opened them" in texts
    assert all(count > 0 for count in said.values())


def test_data_that_ends_with_a_quarter_is_told_of_the_next(maven: tuple[Workspace, ImportReport]) -> None:
    asked, notes = ask(maven[0])
    assert (asked.as_of, asked.period.name) == (date(2017, 12, 31), "Q1 2018")
    assert "How Q4 2017 closed: --period 'Q4 2017'." in notes[0]
    assert ask(maven[0], period="quarter")[0].period.name == "Q4 2017"
    assert ask(maven[0], as_of=date(2017, 12, 31))[0].period.name == "Q4 2017"
    assert goals.listing(maven[0], None)[0].name == "Q1 2018"  # and goals are set and listed for the same
    assert goals.listing(maven[0], "quarter")[0].name == "Q4 2017"


def test_the_same_input_twice_publishes_nothing(maven: tuple[Workspace, ImportReport]) -> None:
    workspace, first = maven
    again = import_csv(workspace, MAVEN)
    assert not again.changed
    assert again.snapshot == first.snapshot
    assert [k.manifest.id for k in Store(workspace.facts).snapshots()] == [first.snapshot]


@pytest.mark.slow
def test_alone_is_an_interval_that_says_why_and_nobody_is_ranked(maven: tuple[Workspace, ImportReport]) -> None:
    answer = to_json(standing(maven[0], as_of=OCTOBER))
    assert len(answer["people"]) == 30  # sellers who have any deal; the other five and the managers have none
    for person in answer["people"]:
        assert person["alone"]["missing"]["code"] == "origins_unknown"
        low, high = person["alone"]["between"]
        assert low["mean"] <= high["mean"] == person["with_help"]["mean"]
        assert low["mean"] == 0  # nothing says that anyone opened anything
        assert person["with_help"]["p_hit"] is None  # no goals in this data
        assert "not recorded" in person["sentence"]
    names = [p["name"] for p in answer["people"]]
    assert names == sorted(names, key=str.casefold)
    assert "win_rate" not in str(answer)


@pytest.mark.slow
def test_an_answer_about_an_origin_moves_alone_and_not_the_facts(maven: tuple[Workspace, ImportReport]) -> None:
    workspace, report = maven
    proposing.propose(Store(workspace.facts).require(), workspace.now())
    deal = origins.questions(workspace, limit=1)[0]
    assert origins.answer_all(workspace, [f"{deal.key}=opened"]).startswith("1 answer kept")
    assert deal.key not in [a.key for a in origins.questions(workspace, limit=1000)]
    assert quality(workspace).since == 1
    answer = standing(workspace, as_of=date(2017, 12, 31), period="year")
    assert next(p for p in answer.people if p.name == deal.person_name).won.own == Decimal(str(deal.amount))
    assert Store(workspace.facts).require().id == report.snapshot
    with pytest.raises(origins.AnswerUnreadableError):
        origins.answer_all(workspace, [f"{deal.key}=maybe"])
    with pytest.raises(origins.DealUnknownError):
        origins.answer_all(workspace, ["maven/NOSUCH=opened"])


@pytest.mark.slow
def test_what_came_later_cannot_be_known(
    maven: tuple[Workspace, ImportReport], tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    """Everything after 15 October is made up anew: outcomes flipped, amounts times ten, later deals gone."""
    told = []
    with django_db_blocker.unblock():
        other = workspace_at(tmp_path / "corrupted")
        other.home.mkdir()
        import_csv(other, corrupted(tmp_path / "source"))
        for workspace in (maven[0], other):
            answer = to_json(standing(workspace, as_of=OCTOBER))
            del answer["snapshot"]
            told.append(answer)
    assert told[0]["limits"], "what was wrong with the facts then"
    assert list(flat(told[0])) == pytest.approx(list(flat(told[1])), rel=1e-12)


def flat(told: Any) -> Iterator[float]:
    """Every number of an answer, in order; texts by what they say. The engine may add up in another order, no more."""
    if isinstance(told, dict):
        for key in sorted(told):
            yield from flat(told[key])
    elif isinstance(told, list):
        for item in told:
            yield from flat(item)
    elif isinstance(told, str):
        yield float(zlib.crc32(told.encode()))
    else:
        yield float("-inf") if told is None else float(told)


def corrupted(folder: Path) -> Path:
    """The same export with another future."""
    folder.mkdir()
    for name in ("accounts.csv", "products.csv", "sales_teams.csv"):
        (folder / name).write_bytes((MAVEN / name).read_bytes())
    shuffle = random.Random(20171015)
    with (MAVEN / "sales_pipeline.csv").open(encoding="utf-8") as source:
        deals = list(csv.DictReader(source))
    with (folder / "sales_pipeline.csv").open("w", encoding="utf-8", newline="") as target:
        out = csv.DictWriter(target, fieldnames=list(deals[0]))
        out.writeheader()
        for deal in deals:
            if deal["engage_date"] > OCTOBER.isoformat():
                continue
            if deal["close_date"] > OCTOBER.isoformat():
                won = deal["deal_stage"] == "Lost"
                value = str(shuffle.randrange(1, 100_000)) if won else "0"
                deal |= {"deal_stage": "Won" if won else "Lost", "close_value": value}
            out.writerow(deal)
    return folder
