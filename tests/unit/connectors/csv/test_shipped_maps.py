"""The maps that come with ownit, on exports as the products write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from ownit.connectors.base import ReadOptions
from ownit.connectors.csv.extract import extract
from ownit.connectors.csv.map import load, shipped

from .conftest import Import

MAVEN = Path("../shared/data/maven_crm")
LABELS = """\
Record ID,Deal Name,Deal Stage,Pipeline,Deal owner,Amount,Close Date,Create Date,Original Traffic Source,Deal Type
101,Alpha,Closed Won,Sales Pipeline,ann@x.test,"1,200.50",2024-03-31 23:30,2024-01-02 10:00,Direct Traffic,New Business
102,Beta,Contract Sent,Sales Pipeline,bob@x.test,300,2024-05-01 00:00,2024-02-02 10:00,Referrals,Existing Business
103,Gamma,Closed Lost,Sales Pipeline,ann@x.test,,2024-02-01 12:00,2024-01-03 10:00,(No value),
104,Delta,Our own stage,Sales Pipeline,ann@x.test,5,,2024-02-03 10:00,Offline Sources,
"""
API = """\
hs_object_id,dealname,dealstage,pipeline,hubspot_owner_id,amount,closedate,createdate,hs_is_closed_won,hs_is_closed
101,Alpha,98765,default,11,1200.5,1711925400000,1704189600000,true,true
102,Beta,98764,default,12,300,1714521600000,1706868000000,false,true
103,Gamma,appointmentscheduled,default,11,,,1704276000000,false,false
"""
HEAD = ["ID", "Title", "Value", "Currency of Value", "Owner", "Stage", "Status", "Deal created", "Deal closed on",
        "Expected close date", "Source channel"]  # fmt: skip
PIPEDRIVE = (
    ",".join(f"Deal - {h}" for h in HEAD)
    + """
1,Alpha,1000,EUR,Ann,Negotiations,Won,2024-01-02 10:00:00,2024-03-31 23:30:00,2024-03-15,Prospector
2,Beta,0,EUR,Bob,Qualified,Open,2024-02-02 10:00:00,,2024-05-01,Web forms
3,Gamma,5,EUR,Bob,Qualified,Deleted,2024-02-02 10:00:00,,,
4,Delta,5,EUR,Bob,Qualified,Frozen,2024-02-02 10:00:00,,,
"""
)


def test_every_shipped_map_is_sound() -> None:
    assert shipped() == ("hubspot", "maven", "pipedrive")
    for name in shipped():
        assert load(name).name == name


def test_hubspot_by_labels(import_: Import) -> None:
    done = import_({"hubspot-crm-exports-all-deals.csv": LABELS}, "hubspot", zone="Europe/Berlin")
    assert done.column("opportunity", "outcome") == ["won", "open", "lost", "open"]
    assert done.column("opportunity", "owner_id") == ["ann@x.test", "bob@x.test", "ann@x.test", "ann@x.test"]
    assert done.column("opportunity", "closed_on") == [date(2024, 3, 31), None, date(2024, 2, 1), None]
    assert done.column("opportunity", "expected_close") == [None, date(2024, 5, 1), None, None]
    # "Referrals" are visits by a link on another website: nobody the seller knows recommended anyone.
    assert done.column("opportunity", "source_class") == ["marketing", "marketing", None, None]
    assert done.column("opportunity", "kind") == ["new", "expansion", None, None]
    assert sorted(done.column("person", "id")) == ["ann@x.test", "bob@x.test"]


def test_hubspot_stages_of_ones_own_are_what_their_names_say_and_are_told(import_: Import) -> None:
    text = LABELS.replace("Closed Won,", "Closed Won (Sales Pipeline),").replace("Closed Lost,", "Auftrag verloren,")
    text = text.replace("Contract Sent,", "Demo booked,")
    done = import_({"deals.csv": text}, "hubspot", zone="Europe/Berlin")
    assert done.column("opportunity", "outcome") == ["won", "open", "lost", "open"]
    assert done.column("opportunity", "closed_on") == [date(2024, 3, 31), None, date(2024, 2, 1), None]
    (note,) = [n for n in done.tables["opportunity"].notes if n.code == "stages_not_listed"]
    assert note.count == 4
    assert '"Closed Won (Sales Pipeline)" as won (1), "Demo booked" as open (1)' in note.text


def test_hubspot_by_api_names(import_: Import) -> None:
    done = import_({"deals.csv": API}, "hubspot", zone="Europe/Berlin")
    assert done.column("opportunity", "outcome") == ["won", "lost", "open"]
    assert done.column("opportunity", "created_at")[0] == datetime(2024, 1, 2, 10, tzinfo=UTC)
    assert done.column("opportunity", "closed_on") == [date(2024, 4, 1), date(2024, 5, 1), None]


def test_pipedrive(import_: Import) -> None:
    done = import_({"deals-1.csv": PIPEDRIVE}, "pipedrive", zone="Europe/Berlin")
    assert done.column("opportunity", "outcome") == ["won", "open"]
    assert done.column("opportunity", "closed_on") == [date(2024, 4, 1), None]  # 23:30 UTC is the next day in Berlin
    assert done.column("opportunity", "expected_close") == [date(2024, 3, 15), date(2024, 5, 1)]
    assert done.column("opportunity", "created_at")[0] == datetime(2024, 1, 2, 10, tzinfo=UTC)
    assert [(n.code, n.count) for n in done.tables["opportunity"].notes] == [("left_out", 1)]
    assert [(r["record"], r["reason"]) for r in done.rejects["opportunity"]] == [
        (4, '"Frozen" is not in the dictionary of this column')
    ]


def test_pipedrive_closes_a_deal_when_it_was_won_or_lost(import_: Import) -> None:
    """Where the view shows no closing day; a deal that was lost, opened again and won has both."""
    deals = (
        "Deal - ID,Deal - Owner,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time\n"
        "1,Ann,Offer,Won,2024-03-31 10:00:00,2024-02-01 10:00:00\n"
        "2,Ann,Offer,Lost,,2024-04-01 10:00:00\n"
        "3,Ann,Offer,Open,,2024-04-02 10:00:00\n"
    )
    done = import_({"deals.csv": deals}, "pipedrive", zone="Europe/Berlin")
    assert done.column("opportunity", "closed_on") == [date(2024, 3, 31), date(2024, 4, 1), None]
    assert done.column("opportunity", "closed_at")[0] == datetime(2024, 3, 31, 10, tzinfo=UTC)


def test_maven_is_accounted_for(tmp_path: Path) -> None:
    read = {t.table: t for t in extract(MAVEN, ReadOptions(connector="maven", map="maven"), tmp_path)}
    assert {name: (t.read, t.kept) for name, t in read.items()} == {
        "person": (41, 41),
        "position": (41, 41),
        "account": (85, 85),
        "product": (7, 7),
        "opportunity": (8_800, 8_800),
    }
    deals = read["opportunity"].batches.read_all()
    products = set(read["product"].batches.read_all()["id"].to_pylist())
    assert set(deals["product"].to_pylist()) == products
    assert deals["product"].to_pylist().count("GTX Pro") == 1_480
    assert deals["created_on"].null_count == 500
    assert deals["account_id"].null_count == 1_425
    outcomes = deals["outcome"].to_pylist()
    assert {o: outcomes.count(o) for o in ("won", "lost", "open")} == {"won": 4_238, "lost": 2_473, "open": 2_089}
    amounts = dict(zip(deals["id"].to_pylist(), zip(outcomes, deals["amount"].to_pylist(), strict=True), strict=True))
    assert all((amount is not None) == (outcome == "won") for outcome, amount in amounts.values())
    managers = [p for p in read["position"].batches.read_all().to_pylist() if p["role"] == "leader"]
    assert len(managers) == 6
