"""A first map is written by looking at the data, and reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ownit.connectors.base import ReadOptions
from ownit.connectors.csv.extract import extract
from ownit.connectors.csv.guess import outcome_of
from ownit.connectors.csv.propose import propose
from ownit.connectors.errors import CannotPropose, NamesBelow, NoFiles

from .conftest import Import

MAVEN = Path("../shared/data/maven_crm")
OPTIONS = ReadOptions(connector="test")


def test_maven_is_read_by_what_is_proposed(tmp_path: Path) -> None:
    proposed = propose(MAVEN, OPTIONS)
    path = tmp_path / "proposed.toml"
    path.write_text(proposed.text)
    read = {t.table: t for t in extract(MAVEN, ReadOptions(connector="m", map=path), tmp_path / "scratch")}
    assert {n: (t.kept, t.rejected) for n, t in read.items()} == {
        "person": (41, 0),
        "position": (35, 0),
        "account": (85, 0),
        "product": (7, 0),
        "opportunity": (8_800, 0),
    }
    deals = read["opportunity"].batches.read_all()
    assert deals["product"].to_pylist().count("GTX Pro") == 1_480
    assert deals["outcome"].to_pylist().count("won") == 4_238
    assert deals["closed_on"].null_count == 2_089
    assert any("GTXPro" in doubt for doubt in proposed.unsure)
    assert all(f"# - {doubt}" in proposed.text for doubt in proposed.unsure)


ONE_FILE = """Deal ID;Deal name;Sales rep;Company;Status;Amount;Created on;Expected close;Closed on;Lead source;Mood
D-1;Alpha;Ann;Acme;Closed - won;1.000,50;03/04/2024;05/06/2024;05/06/2024;Web;good
D-2;Beta;Bob;Brix;Closed - lost;2.000,00;04/04/2024;06/06/2024;06/06/2024;Cold call;bad
D-3;Gamma;Ann;Acme;Working it;3.000,00;05/04/2024;07/06/2024;;Referral;good
"""


def test_a_single_file_with_dates_that_cannot_be_told(import_: Import, tmp_path: Path) -> None:
    source = tmp_path / "my deals.csv"
    source.write_text(ONE_FILE)
    proposed = propose(source, OPTIONS)
    assert 'dates = "mdy"' in proposed.text
    doubts = " ".join(proposed.unsure)
    assert "month first is assumed" in doubts
    assert 'The stage "Working it" (1 deal) is taken to be open.' in doubts
    assert '"Mood" is not used' in doubts
    done = import_({"my deals.csv": ONE_FILE}, proposed.text)
    assert done.column("opportunity", "outcome") == ["won", "lost", "open"]
    assert done.column("opportunity", "expected_close")[2] == date(2024, 7, 6)
    assert [str(a) for a in done.column("opportunity", "amount")] == ["1000.5000", "2000.0000", "3000.0000"]
    assert done.column("opportunity", "source_class") == ["marketing", "cold", "referral"]
    assert sorted(done.column("person", "id")) == ["Ann", "Bob"]


def test_names_and_stages_of_any_writing_survive_toml(import_: Import, tmp_path: Path) -> None:
    text = 'id,owner "of" deal,stage\\phase\n1,Ann,"Won = ""yes"""\n2,Ann,Lost\\n\n'.replace(
        'owner "of" deal', '"owner ""of"" deal"'
    )
    source = tmp_path / "odd.csv"
    source.write_text(text)
    done = import_({"odd.csv": text}, propose(source, OPTIONS).text)
    assert done.column("opportunity", "outcome") == ["won", "lost"]


def test_amounts_in_short_are_seen_to_be_amounts(tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    rows = [f"{i},Ann,Won,{amount},2024-03-01\n" for i, amount in enumerate(("1.2m", "45k", "2 Mio. EUR", "7"))]
    file.write_text("id,owner,stage,value,closed\n" + "".join(rows))
    assert 'amount = "value"' in propose(file, OPTIONS).text


def test_nothing_to_go_by(tmp_path: Path) -> None:
    with pytest.raises(NoFiles):
        propose(tmp_path, OPTIONS)
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CannotPropose, match=r"numbers\.csv: no column of few words tells won"):
        propose(tmp_path, OPTIONS)
    (tmp_path / "numbers.csv").write_text("a,stage\n1,won\n1,lost\n")
    with pytest.raises(CannotPropose, match=r"different value in every record, as an id has\. Number the records") as e:
        propose(tmp_path, OPTIONS)
    (tmp_path / "numbers.csv").write_text("a,stage\n1,won\n2,lost\n")
    assert "by hand" not in str(e.value)  # a map needs an id as well
    with pytest.raises(CannotPropose, match="owner"):
        propose(tmp_path, OPTIONS)


def test_sources_without_a_meaning_are_asked_for_and_known_ones_are_not(import_: Import, tmp_path: Path) -> None:
    source = tmp_path / "deals.csv"
    text = "ID,Owner,Status,Lead source\n1,Ann,won,Hausmesse\n2,Ann,lost,Kaltakquise\n3,Ann,won,Hausmesse\n"
    source.write_text(text)
    proposed = propose(source, OPTIONS)
    asked = [doubt for doubt in proposed.unsure if "[sources]" in doubt]
    assert asked == ['What the source "Hausmesse" (2 deals) means is not known: say it under [sources].']
    done = import_({"deals.csv": text}, proposed.text)  # as it stands it can be used
    assert done.column("opportunity", "source_class") == [None, "cold", None]
    filled = proposed.text.replace('# "Hausmesse" = "?"', '"Hausmesse" = "marketing"')
    done = import_({"deals.csv": text}, filled)
    assert done.column("opportunity", "source_class") == ["marketing", "cold", "marketing"]


def test_an_id_that_is_doubled_once_is_still_the_id(tmp_path: Path) -> None:
    source = tmp_path / "deals.csv"
    rows = [f"D-{max(n, 1)},{n}.5,Ann,{'won' if n % 2 else 'lost'}" for n in range(31)]
    source.write_text("Deal ID,Size,Owner,Status\n" + "\n".join(rows))
    proposed = propose(source, OPTIONS)
    assert 'id = "Deal ID"' in proposed.text
    assert '"Deal ID" was taken for the id, though "D-1" stands in more than one record.' in proposed.unsure
    source.write_text("Deal ID,Size,Owner,Status\n" + "\n".join(rows[:10]))
    assert 'id = "Size"' in propose(source, OPTIONS).text  # one in ten doubled is no slip


def test_words_that_stand_where_a_figure_is_missing_are_empty(import_: Import, tmp_path: Path) -> None:
    source = tmp_path / "deals.csv"
    rows = ["1,Ann,won,n/a,2026-01-05,2026-03-01", "2,Ann,open,TBD,tbd,open", "3,Ann,lost,12.50,2026-02-05,2026-03-04"]
    rows += [f"{n},Ann,won,{n}00.25,2026-02-{n:02},2026-03-{n:02}" for n in range(4, 9)]
    text = "Deal ID,Owner,Status,Amount,Created,Closed\n" + "\n".join(rows)
    source.write_text(text)
    proposed = propose(source, OPTIONS)
    assert '"Amount": "TBD" and "n/a" are taken to mean that there is none.' in proposed.unsure
    done = import_({"deals.csv": text}, proposed.text)
    assert done.rejects["opportunity"] == []
    assert [str(v) for v in done.column("opportunity", "amount")[:3]] == ["None", "None", "12.5000"]
    assert [str(v) for v in done.column("opportunity", "created_on")[:3]] == ["2026-01-05", "None", "2026-02-05"]
    assert done.column("opportunity", "stage")[1] == "open"


def test_spaces_alone_are_no_value(tmp_path: Path) -> None:
    """Neither a word that stands where a figure is missing, nor an id."""
    source = tmp_path / "deals.csv"
    rows = [f"{n},Ann,won,{n}00.25,2026-02-{n:02},2026-03-{n:02}" for n in range(4, 29)]
    rows += ["1,Ann,open,  ,2026-01-05, ", "2,Ann,open,TBD,2026-01-06,-", "3,Ann,open,n/a,2026-01-07,?", " ,,,5,,"]
    source.write_text("Deal ID,Owner,Status,Amount,Created,Closed\n" + "\n".join(rows))
    proposed = propose(source, OPTIONS)
    assert 'empties = ["TBD", "n/a"]' in proposed.text
    assert '"Closed": "-" and "?" are taken to mean that there is none.' in proposed.unsure
    assert '"Deal ID" was taken for the id, though 1 record has none; it is rejected.' in proposed.unsure


@pytest.mark.parametrize("called", ["Deal ID", "Deal #", "Auftrag Nr."])
def test_an_id_that_a_total_beneath_lacks_is_still_the_id(import_: Import, tmp_path: Path, called: str) -> None:
    source = tmp_path / "deals.csv"
    text = f"{called},Owner,Status\nD-1,Ann,won\nD-2,Bob,lost\nD-3,Ann,open\n,Total,won\n"
    source.write_text(text)
    proposed = propose(source, OPTIONS)
    assert f'id = "{called}"' in proposed.text
    assert f'"{called}" was taken for the id, though 1 record has none; it is rejected.' in proposed.unsure
    done = import_({"deals.csv": text}, proposed.text)
    assert (done.column("opportunity", "id"), len(done.rejects["opportunity"])) == (["D-1", "D-2", "D-3"], 1)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Closed Won", "won"),
        ("Closed Lost", "lost"),
        ("Lost - no decision", "lost"),
        ("Gewonnen", "won"),
        ("Negotiation/Review", "open"),
        ("Prospecting", "open"),
        ("Zebra", None),
        ("Wonderful", None),
    ],
)
def test_outcomes_are_guessed_from_words(word: str, outcome: str | None) -> None:
    assert outcome_of(word) == outcome


def test_no_amount_and_no_seller_is_taken_for_an_id(tmp_path: Path) -> None:
    """In a short file many a column has a different value in every record."""
    file = tmp_path / "deals.csv"
    file.write_text("Amount,Owner,Stage,Deal\n1.5,Ann,Won,Lamp\n2.5,Bob,Lost,Lens\n")
    text = propose(file, OPTIONS).text
    assert 'id = "Deal"' in text
    assert 'amount = "Amount"' in text


def test_a_title_above_the_names_of_columns_is_told(tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("Pipeline\n\nID;Owner;Stage\n1;Ann;Won\n2;Bob;Lost\n3;Bob;Lost\n")
    with pytest.raises(NamesBelow, match="line 3"):
        propose(file, OPTIONS)
