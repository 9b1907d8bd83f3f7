"""Are the exports reproducible, whole, and honest about the day they were taken?"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ownit.connectors.simulate.sizes import bench_company, scaled
from ownit.connectors.simulate.truth import Truth
from ownit.connectors.simulate.write import write_company

from .conftest import AS_OF, Ask

OBJECTS = {
    "Account": {"Id", "Name", "OwnerId", "Type", "Customer_Since__c"},
    "Contact": {"Id", "AccountId"},
    "Event": {"Id", "WhoId", "WhatId", "OwnerId", "StartDateTime", "DurationInMinutes", "IsChild"},
    "ForecastingQuota": {"QuotaOwnerId", "StartDate", "QuotaAmount", "QuotaQuantity", "ForecastingTypeId"},
    "ForecastingType": {"Id", "DeveloperName"},
    "Lead": {"Id", "LeadSource", "OwnerId", "IsConverted", "ConvertedDate", "ConvertedOpportunityId"},
    "Opportunity": {"Id", "AccountId", "Amount", "StageName", "CloseDate", "OwnerId", "CreatedById", "IsWon"},
    "OpportunityContactRole": {"OpportunityId", "ContactId", "Role"},
    "OpportunityFieldHistory": {"OpportunityId", "Field", "OldValue", "NewValue", "CreatedDate"},
    "OpportunityHistory": {"OpportunityId", "StageName", "Amount", "CloseDate", "CreatedDate"},
    "OpportunitySplit": {"OpportunityId", "SplitOwnerId", "SplitPercentage"},
    "Period": {"Id", "StartDate", "EndDate"},
    "Task": {"Id", "WhoId", "WhatId", "OwnerId", "ActivityDate", "CallDisposition", "TaskSubtype"},
    "User": {"Id", "Name", "Email", "ManagerId", "UserRoleId", "IsActive"},
    "UserRole": {"Id", "Name", "ParentRoleId"},
}


def digests(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.rglob("*")) if f.is_file()}


def rows(file: Path) -> set[str]:
    return set(file.read_text(encoding="utf-8").splitlines())


def test_every_object_is_there_with_its_columns(written: tuple[Path, Truth]) -> None:
    for name, columns in OBJECTS.items():
        with (written[0] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader)
            count = 0
            for row in reader:
                assert len(row) == len(header)
                count += 1
        assert columns <= set(header), name
        assert count == written[1].rows[name] > 0, name


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    company = scaled(sellers=12, seed=3)
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write_company(company, tmp_path / name, seed=seed, as_of=AS_OF, continuations=20)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    other = digests(tmp_path / "c")
    assert all(digests(tmp_path / "a")[f"{n}.csv"] != other[f"{n}.csv"] for n in ("Opportunity", "Task", "Lead"))


def test_a_sellers_rows_are_the_same_in_any_company_in_any_order(tmp_path: Path) -> None:
    company = scaled(sellers=6, seed=3)
    backwards = replace(company, sellers=company.sellers[::-1])
    alone = replace(company, sellers=company.sellers[2:3])
    for name, made in (("all", company), ("backwards", backwards), ("alone", alone)):
        write_company(made, tmp_path / name, seed=5, as_of=AS_OF, continuations=0)
    for name in ("Opportunity", "Task", "OpportunityHistory", "Account", "Lead"):
        every = rows(tmp_path / "all" / f"{name}.csv")
        assert every == rows(tmp_path / "backwards" / f"{name}.csv")
        assert rows(tmp_path / "alone" / f"{name}.csv") <= every


@pytest.mark.slow
def test_a_later_export_continues_an_earlier_one(tmp_path: Path) -> None:
    """What has happened stays: history, activities, closed deals and ids of May stand in the export of August."""
    company = scaled(sellers=10, seed=3)
    for name, day in (("may", date(2026, 5, 4)), ("august", AS_OF)):
        write_company(company, tmp_path / name, seed=5, as_of=day, continuations=0)
    for name in ("Task", "Event", "OpportunityHistory"):
        assert rows(tmp_path / "may" / f"{name}.csv") <= rows(tmp_path / "august" / f"{name}.csv")
    con = duckdb.connect()
    pair = f"'{tmp_path}/may/Opportunity.csv' m JOIN '{tmp_path}/august/Opportunity.csv' a USING (Id)"
    closed = f"SELECT count(*) FILTER (m.StageName <> a.StageName OR m.Amount <> a.Amount), count(*) FROM {pair}"
    changed, known = con.sql(f"{closed} WHERE m.IsClosed").fetchall()[0]
    assert (changed, known > 50) == (0, True)
    assert con.sql(f"SELECT count(*) FROM {pair} WHERE NOT m.IsClosed AND a.IsClosed").fetchall()[0][0] > 0


def test_nothing_is_dated_after_the_day_of_the_export(ask: Ask) -> None:
    instants = {
        "Opportunity": "CreatedDate",
        "OpportunityHistory": "CreatedDate",
        "OpportunityFieldHistory": "CreatedDate",
        "Task": "CreatedDate",
        "Event": "EndDateTime",
        "Lead": "CreatedDate",
    }
    for name, column in instants.items():
        assert ask(f"SELECT max({column}) < TIMESTAMP '2026-08-13' FROM {name}") == [(True,)], name
    for name, column in {"Task": "ActivityDate", "Event": "ActivityDate", "Lead": "ConvertedDate"}.items():
        assert ask(f"SELECT max({column}) <= DATE '2026-08-12' FROM {name}") == [(True,)], name
    assert ask("SELECT max(CloseDate) <= DATE '2026-08-12' FROM Opportunity WHERE IsClosed") == [(True,)]
    assert ask("SELECT max(CloseDate) > DATE '2026-08-12' FROM Opportunity WHERE NOT IsClosed") == [(True,)]
    step = "SELECT min(Next_Step_Date__c) > DATE '2026-08-12' FROM Opportunity WHERE NOT IsClosed"
    assert ask(step) == [(True,)]


@pytest.mark.parametrize(
    ("child", "column", "parent"),
    [
        ("Opportunity", "AccountId", "Account"),
        ("Opportunity", "OwnerId", "User"),
        ("Opportunity", "CreatedById", "User"),
        ("OpportunityHistory", "OpportunityId", "Opportunity"),
        ("OpportunityFieldHistory", "OpportunityId", "Opportunity"),
        ("OpportunityFieldHistory", "NewValue", "User"),
        ("OpportunityContactRole", "ContactId", "Contact"),
        ("OpportunitySplit", "SplitOwnerId", "User"),
        ("Task", "AccountId", "Account"),
        ("Task", "OwnerId", "User"),
        ("Event", "WhoId", "Contact"),
        ("Lead", "ConvertedOpportunityId", "Opportunity"),
        ("ForecastingQuota", "PeriodId", "Period"),
        ("User", "ManagerId", "User"),
        ("User", "UserRoleId", "UserRole"),
        ("Account", "OwnerId", "User"),
    ],
)
def test_every_reference_is_kept(ask: Ask, child: str, column: str, parent: str) -> None:
    lost = f'SELECT count(*) FROM "{child}" WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT Id FROM "{parent}")'
    assert ask(lost) == [(0,)]
    assert ask(f'SELECT count({column}) > 0 FROM "{child}"') == [(True,)]


@pytest.mark.parametrize("name", [n for n in OBJECTS if n not in ("Period",)])
def test_ids_are_unique(ask: Ask, name: str) -> None:
    assert ask(f'SELECT count(*) - count(DISTINCT Id) FROM "{name}"') == [(0,)]


def test_who_and_what_are_linked_as_in_salesforce(ask: Ask) -> None:
    who = "WhoId IN (SELECT Id FROM Contact) OR WhoId IN (SELECT Id FROM Lead)"
    what = "WhatId IN (SELECT Id FROM Opportunity) OR WhatId IN (SELECT Id FROM Account)"
    assert ask(f"SELECT count(*) FROM Task WHERE WhoId IS NOT NULL AND NOT ({who})") == [(0,)]
    assert ask(f"SELECT count(*) FROM Task WHERE WhatId IS NOT NULL AND NOT ({what})") == [(0,)]
    deal = "FROM Task t JOIN Opportunity o ON t.WhatId = o.Id WHERE t.AccountId <> o.AccountId"
    assert ask(f"SELECT count(*) {deal}") == [(0,)]


def test_the_last_history_row_is_the_state_of_the_deal(ask: Ask) -> None:
    last = (
        "(SELECT OpportunityId, arg_max(StageName, CreatedDate) s, arg_max(Amount, CreatedDate) a,"
        " arg_max(CloseDate, CreatedDate) d FROM OpportunityHistory GROUP BY 1) h ON h.OpportunityId = o.Id"
    )
    differ = "h.s <> o.StageName OR h.a <> o.Amount OR h.d <> o.CloseDate"
    assert ask(f"SELECT count(*), count(*) FILTER ({differ}) FROM Opportunity o JOIN {last}") == [
        (ask("SELECT count(*) FROM Opportunity")[0][0], 0)
    ]


def test_truth_agrees_with_the_exports(written: tuple[Path, Truth], ask: Ask) -> None:
    table = ask(
        "SELECT OwnerId, count(*), count(*) FILTER (IsWon), coalesce(sum(Amount) FILTER (IsWon), 0),"
        " count(*) FILTER (NOT IsClosed) FROM Opportunity GROUP BY 1"
    )
    found = {row[0]: row[1:] for row in table}
    for seller in written[1].sellers:
        counts = tuple(seller.counts[n] for n in ("opportunities", "won", "won_amount", "open"))
        assert found.get(seller.id, (0, 0, 0.0, 0)) == counts, seller.name
    same = "SELECT count(*) FROM Truth t JOIN Opportunity o ON o.Id = t.id AND o.Amount = t.amount"
    assert ask(same) == ask("SELECT count(*) FROM Opportunity")


def test_own_deals_follow_the_openers_touch_and_no_one_elses(ask: Ask) -> None:
    """Origin can be shown: before each own deal its opener reached out, and nobody else touched the account."""
    own = "FROM Opportunity o JOIN Truth t USING (Id) WHERE t.own AND o.OwnerId = t.opened_by AND t.source LIKE 'own %'"
    work = " UNION ALL ".join(f"SELECT AccountId, OwnerId, ActivityDate FROM {n}" for n in ("Task", "Event"))
    before = f"FROM ({work}) a WHERE a.AccountId = o.AccountId AND a.ActivityDate <= CAST(o.CreatedDate AS DATE)"
    none = f"SELECT count(*) {own} AND o.CreatedDate > '2024-08-01' AND NOT EXISTS (SELECT 1 {before}"
    assert ask(f"{none} AND a.OwnerId = o.OwnerId)") == [(0,)]
    near = "a.ActivityDate >= CAST(o.CreatedDate AS DATE) - 90 AND a.OwnerId <> o.OwnerId"
    assert ask(f"SELECT count(*) {own} AND EXISTS (SELECT 1 {before} AND {near})") == [(0,)]


def test_a_day_outside_the_company_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not within"):
        write_company(scaled(sellers=1, seed=1), tmp_path, seed=1, as_of=date(2030, 1, 1))


def test_one_seller_is_a_company(tmp_path: Path) -> None:
    truth = write_company(scaled(sellers=1, seed=1), tmp_path, seed=1, as_of=AS_OF, continuations=10)
    assert truth.rows["Opportunity"] > 0


@pytest.mark.slow
def test_a_bench_company_has_the_size_asked_for(tmp_path: Path) -> None:
    truth = write_company(bench_company(10_000, 50_000), tmp_path, seed=1, as_of=AS_OF, continuations=0)
    assert truth.rows["Opportunity"] == pytest.approx(10_000, rel=0.05)
    assert truth.rows["Task"] + truth.rows["Event"] == pytest.approx(50_000, rel=0.05)


_BIG = """
import sys
from datetime import date
from pathlib import Path
from ownit.connectors.simulate.sizes import scaled
from ownit.connectors.simulate.write import write_company
truth = write_company(scaled(sellers=int(sys.argv[2]), seed=1), Path(sys.argv[1]), seed=1, as_of=date(2026, 8, 12))
status = Path("/proc/self/status")
if status.exists():  # what the kernel calls the largest of a process counts the one that started it, too
    print(next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) // 1024)
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _peak_megabytes(folder: Path, sellers: int) -> int:
    run = subprocess.run(
        [sys.executable, "-c", _BIG, str(folder), str(sellers)], capture_output=True, text=True, check=True
    )
    unit = 1 if sys.platform != "darwin" else 1024
    return int(run.stdout) // unit


@pytest.mark.soak
def test_memory_does_not_grow_with_the_company(tmp_path: Path) -> None:
    few, many = (_peak_megabytes(tmp_path / str(n), n) for n in (400, 2_000))
    assert many < 500
    assert many < few + 100
