"""From texts to a canonical table: every record is kept or rejected, with the place named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ownit.connectors.base import ReadOptions
from ownit.connectors.errors import NothingGives
from ownit.connectors.reading import Field, Relation, Staged, Without, look, open_scratch, project, stage, told
from ownit.connectors.reading.sources import class_of, classes
from ownit.facts import schema
from ownit.facts.origin import SOURCE_CLASSES

from .conftest import Read

ID = Field(target="id", column="id")
Stage = Callable[..., Staged]


def test_ids_that_differ_only_by_case_are_different(read: Read) -> None:
    assert read("id,x\na,1\nA,2\n", [ID], key=("id",)).column("id") == ["a", "A"]


def test_later_records_of_a_key_are_rejected(read: Read) -> None:
    result = read("id,x\na,1\nb,2\n a ,3\na,4\n", [ID], key=("id",))
    assert result.column("id") == ["a", "b"]
    assert [(r["record"], r["reason"]) for r in result.rejects] == [
        (3, 'the key "a" was there before: deals.csv, record 1'),
        (4, 'the key "a" was there before: deals.csv, record 1'),
    ]


def test_a_rejected_record_does_not_take_the_key(read: Read) -> None:
    fields = [ID, Field(target="n", column="n", kind="money")]
    result = read("id,n\na,abc\na,2\n", fields, key=("id",))
    assert result.kept == [{"id": "a", "n": 2}]


def test_a_record_may_be_rejected_for_several_reasons(read: Read) -> None:
    fields = [
        Field(target="id", column="id", required=True),
        Field(target="n", column="n", kind="money"),
        Field(target="f", column="f", kind="flag"),
    ]
    result = read("id,n,f\n,abc,maybe\nb,1,yes\n", fields)
    assert result.extracted.rejected == 1
    assert [r["column"] for r in result.rejects] == ["f", "id", "n"]


def test_words(read: Read) -> None:
    text = "id,x\n1,Select\n2,gtxpro \n3,Other\n4,None\n"
    words = {"GTXPro": "GTX Pro"}
    x = Field(target="x", column="x", dictionary=words, empties=("select", "none"))
    assert read(text, [x]).column("x") == [None, "GTX Pro", "Other", None]
    assert read(text, [Field(target="x", column="x", dictionary=words, unlisted="empty")]).column("x") == [
        None, "GTX Pro", None, None
    ]  # fmt: skip
    strict = read(text, [Field(target="x", column="x", dictionary=words, unlisted="reject", empties=("none",))])
    assert strict.column("x") == ["GTX Pro", None]
    assert strict.rejects[0]["reason"] == '"Select" is not in the dictionary of this column'


def test_words_are_empty_only_when_told(read: Read) -> None:
    assert read("id,x\n1,None\n2,NaT\n3,N/A\n", [Field(target="x", column="x")]).column("x") == ["None", "NaT", "N/A"]


def test_flags(read: Read) -> None:
    values = ["true", "FALSE", "Yes", "n", "1", "0", "on", "off", ""]
    text = "id,f\n" + "".join(f"{i},{v}\n" for i, v in enumerate(values))
    assert read(text, [Field(target="f", column="f", kind="flag")]).column("f") == [
        True, False, True, False, True, False, True, False, None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("001D000000IqhSL", "001D000000IqhSLIAZ"),  # Salesforce's own example
        ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaAAA"),
        ("AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAA555"),
        ("001D000000IqhSLIAZ", "001D000000IqhSLIAZ"),
        ("001D000000Iqh-L", "001D000000Iqh-L"),
        ("short", "short"),
    ],
)
def test_ids_of_fifteen_characters_get_their_suffix(read: Read, given_: str, expected: str) -> None:
    assert read(f"id,x\n{given_},1\n", [Field(target="id", column="id", kind="id18")]).column("id") == [expected]


def test_expressions_joins_and_what_is_left_out(con: duckdb.DuckDBPyConnection, staged: Stage) -> None:
    deals = staged("id,owner,deleted\n1,anna,no\n2,ben,yes\n3,,no\n")
    relation = Relation(
        sql=f"(SELECT d.*, upper(d.owner) AS loud FROM {deals.relation} d)", file="deals.csv", staged=(deals,)
    )
    fields = [
        Field(target="id", column="id"),
        Field(target="name", expression="loud || '!'"),
        Field(target="active", expression="id <> '3'", kind="typed"),
    ]
    out = project(
        con,
        relation,
        schema.PERSON,
        fields,
        options=ReadOptions(connector="test"),
        without=[Without(condition="deleted = 'yes'", code="deleted", text="deleted in the CRM")],
    )
    assert (out.read, out.kept, out.rejected) == (2, 2, 0)
    assert [(n.code, n.count) for n in out.notes] == [("deleted", 1)]
    assert out.batches.read_all().to_pylist() == [
        {"id": "1", "name": "ANNA!", "active": True},
        {"id": "3", "name": None, "active": False},
    ]
    assert out.columns.mapped == {"deals.csv:id": "person.id"}
    assert out.columns.unmapped == ("deals.csv:owner", "deals.csv:deleted")


def test_a_required_column_must_come_from_somewhere(con: duckdb.DuckDBPyConnection, staged: Stage) -> None:
    deals = staged("id,x\n1,2\n")
    with pytest.raises(NothingGives, match=r"opportunity\.owner_id"):
        project(con, deals, schema.OPPORTUNITY, [ID], options=ReadOptions(connector="test"))


def test_batches_outlive_the_next_query_and_the_connection(tmp_path: Path) -> None:
    options = ReadOptions(connector="test", memory_limit="256MB")
    path = tmp_path / "many.csv"
    path.write_text("id,x\n" + "".join(f"{i},{'y' * 20}\n" for i in range(200_000)))
    con = open_scratch(tmp_path / "scratch", options)
    part = stage(con, look(path, options, scratch=tmp_path), options, name="t")
    first = project(con, part, schema.PERSON, [ID], options=options)
    second = project(con, part, schema.PERSON, [ID], options=options)
    batch = first.batches.read_next_batch()
    assert con.execute("SELECT 1").fetchall() == [(1,)]
    del con
    assert batch.num_rows + sum(b.num_rows for b in first.batches) == 200_000
    assert sum(b.num_rows for b in second.batches) == 200_000


def test_progress_is_told(con: duckdb.DuckDBPyConnection) -> None:
    heard: list[tuple[str, float]] = []
    with told(con, "counting", lambda what, share: heard.append((what, share))):
        con.execute("SELECT count(*) FROM range(1000)").fetchall()
    assert heard[0] == ("counting", 0.0)
    assert heard[-1] == ("counting", 1.0)


def test_a_memory_limit_is_a_number_and_a_unit(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="512MB"):
        open_scratch(tmp_path, ReadOptions(connector="test", memory_limit="lots"))


def test_sources() -> None:
    assert class_of("Employee Referral") == "referral"
    assert class_of("Partner Referral") == "partner"
    assert class_of("Web") == class_of("ORGANIC_SEARCH") == "marketing"
    assert class_of("Cold Call") == "cold"
    assert class_of("Mystery") is None
    assert classes(["Web", "Mystery", "web "], {"WEB": "hand_raiser", "mystery": "network"}) == {
        "Web": "hand_raiser", "Mystery": "network", "web ": "hand_raiser"
    }  # fmt: skip


def test_every_source_class_is_known_to_the_rules_of_origin() -> None:
    import tomllib
    from importlib import resources

    shipped = tomllib.loads(resources.files("ownit.connectors.reading").joinpath("sources.toml").read_text())
    assert set(shipped) == set(SOURCE_CLASSES)


@settings(
    max_examples=settings().max_examples * 40 // 100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    ids=st.lists(st.sampled_from(["a", "A", "b", "", "c "]), max_size=8),
    amounts=st.lists(st.sampled_from(["1", "x", "", "-2"]), min_size=8, max_size=8),
)
def test_read_is_kept_plus_rejected(read: Read, ids: list[str], amounts: list[str]) -> None:
    text = "id,n\n" + "".join(f"{i},{n}\n" for i, n in zip(ids, amounts, strict=False))
    fields = [Field(target="id", column="id", required=True), Field(target="n", column="n", kind="money")]
    result = read(text, fields, key=("id",))
    good = [i.strip() for i, n in zip(ids, amounts, strict=False) if i and n != "x"]
    assert result.column("id") == list(dict.fromkeys(good))
    assert {r["record"] for r in result.rejects} == set(range(1, len(ids) + 1)) - {
        next(k for k, (i, n) in enumerate(zip(ids, amounts, strict=False), 1) if i.strip() == kept and n != "x")
        for kept in result.column("id")
    }
