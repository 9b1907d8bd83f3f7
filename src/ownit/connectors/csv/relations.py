"""How do the files of one canonical table become one relation of texts, a column per canonical column?

Words, stages, lookups and conditions are applied here; dates and numbers stay texts, because their format is decided
from the whole column afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ownit.connectors.csv.guess import SURELY_LOST, SURELY_WON
from ownit.connectors.csv.map import ANY_PIPELINE, Map, Part, Spec, Stage
from ownit.connectors.errors import MissingColumn
from ownit.connectors.reading import FILE, RECORD, Field, Staged, ident, literal
from ownit.connectors.reading.sheet import Sheet
from ownit.connectors.reading.words import value
from ownit.facts.schema import TABLES


@dataclass(slots=True)
class Used:
    """Which columns of which file were used, and for what; filled while relations are built."""

    columns: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def note(self, file: str, column: str, target: str) -> None:
        targets = self.columns.setdefault(file, {}).setdefault(column, [])
        if target not in targets:
            targets.append(target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One staged file as a part of a canonical table, with the files in which it looks things up.

    ``again`` counts how often the table has read the file before: each reading's records are told apart.
    """

    part: Part
    staged: Staged
    lookups: Mapping[str, Staged]
    again: int = 0


def wanted_columns(part: Part, sheet: Sheet) -> Iterator[str]:
    """The columns of a sheet that a part reads, other than those it looks up elsewhere."""
    specs = [s for specs in part.columns.values() for s in specs if s.lookup is None]
    aliases = [s.columns for s in specs] + [part.pipeline] + [(c,) for c in part.leave_out]
    aliases += [(a,) for a in part.attributes]
    aliases += [(s.by,) for specs_ in part.columns.values() for s in specs_ if s.by and s.by not in part.columns]
    for names in aliases:
        found = sheet.find(*names) if names else None
        if found is not None:
            yield found


def relation(source: Source, map_: Map, used: Used) -> tuple[str, dict[str, str]]:
    """One file as canonical columns of text: the SQL, and what each canonical column is called in the file.

    Errors: :class:`MissingColumn` for a column that must be there, :class:`DuplicateHeader`.
    """
    builder = _Builder(source=source, map=map_, used=used)
    inner: dict[str, str] = {}
    labels: dict[str, str] = {}
    for target, specs in source.part.columns.items():
        found = [
            (sql, label) for spec in specs if (sql := builder.text(spec, target)) and (label := builder.label(spec))
        ]
        if found:
            inner[target] = _first([text for text, _ in found])
            labels[target] = found[0][1]
        elif any(not (s.optional or map_.optional) for s in specs):
            raise MissingColumn(source.staged.sheet.file, specs[0].columns[0], source.staged.sheet.headers)
    if source.part.attributes:
        inner["attributes"] = builder.attributes()
        labels["attributes"] = "attributes"
    chosen = ", ".join(f"{sql} AS {ident(t)}" for t, sql in inner.items())
    outer = ", ".join(f"{builder.conditioned(t, inner)} AS {ident(t)}" for t in inner)
    file = f"{literal(in_file(source.staged, source.again))} AS {FILE}" if source.again else FILE
    sql = (
        f"SELECT {outer}, {file}, {RECORD} FROM (SELECT {chosen}, s.{FILE}, s.{RECORD}"
        f" FROM {source.staged.relation} s{builder.joins()}{builder.where()})"
    )
    return f"({_distinct(sql, source.part)})", labels


def in_file(staged: Staged, again: int) -> str:
    """What the records of a file are told by; ``again`` counts how often the table has read it before."""
    return f"{staged.sheet.file}, reading {again + 1}" if again else staged.sheet.file


def _distinct(sql: str, part: Part) -> str:
    """One record for each key, the first, of a part that says it repeats itself; records without a key are none."""
    if not part.distinct:
        return sql
    key = [k for k in TABLES[part.table].key if k in part.columns]
    keys = ", ".join(ident(k) for k in key)
    there = " AND ".join(f"{ident(k)} IS NOT NULL" for k in key)
    place = f"row_number() OVER (PARTITION BY {keys} ORDER BY {FILE}, {RECORD})"
    return f"SELECT * FROM ({sql}) WHERE {there} QUALIFY {place} = 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Builder:
    """Writes the SQL of one file's columns."""

    source: Source
    map: Map
    used: Used

    def text(self, spec: Spec, target: str) -> str | None:
        """The text a spec gives, or None if the file has no such column. A lookup's column must be there."""
        if spec.constant is not None:
            return literal(spec.constant)
        if spec.stages:
            return self._outcome(target)
        if spec.lookup is not None:
            staged = self.source.lookups[spec.lookup]
            column = self._found(staged.sheet, spec.columns, target)
            if column is None:
                raise MissingColumn(staged.sheet.file, spec.columns[0], staged.sheet.headers)
            return self._cleaned(spec, f"{ident('l_' + spec.lookup + '_' + str(spec.by))}.{ident(column)}")
        column = self._found(self.source.staged.sheet, spec.columns, target)
        return None if column is None else self._cleaned(spec, f"s.{ident(column)}")

    def label(self, spec: Spec) -> str:
        """What the column is called where rejects are told."""
        if spec.stages:
            return ", ".join(s.columns[0] for s in self.source.part.columns.get("stage", ()) if s.columns) or "stage"
        sheet = self.source.staged.sheet if spec.lookup is None else self.source.lookups[spec.lookup].sheet
        return sheet.find(*spec.columns) or "constant"

    def conditioned(self, target: str, inner: Mapping[str, str]) -> str:
        """A column under the conditions of its spec on the outcome."""
        sql = ident(target)
        spec = self.source.part.columns.get(target, (Spec(),))[0]
        if "outcome" not in inner:
            return sql
        if spec.zero_is_empty_when:
            zero = f"try_cast({sql} AS DOUBLE) = 0 AND outcome IN ({_list(spec.zero_is_empty_when)})"
            sql = f"CASE WHEN {zero} THEN NULL ELSE {sql} END"
        if spec.only_when:
            sql = f"CASE WHEN outcome IN ({_list(spec.only_when)}) THEN {sql} END"
        return sql

    def joins(self) -> str:
        """The lookups that the columns name, each by its key, once per column it is looked up by."""
        wanted = {(s.lookup, s.by) for specs in self.source.part.columns.values() for s in specs if s.lookup and s.by}
        return "".join(self._join(name, by) for name, by in sorted(wanted))

    def where(self) -> str:
        """Leaves out what the map says is no fact: told in a note by the caller."""
        conditions = list(self.left_out())
        return "".join(f"{' AND' if i else ' WHERE'} NOT {c}" for i, c in enumerate(conditions))

    def left_out(self) -> Iterator[str]:
        """The conditions under which a record is left out."""
        for column, words in self.source.part.leave_out.items():
            found = self.source.staged.sheet.find(column)
            if found is not None:
                self.used.note(self.source.staged.sheet.file, found, f"{self.source.part.table} (left out)")
                yield f"coalesce(lower(trim(s.{ident(found)})) IN ({_list(w.lower() for w in words)}), false)"

    def attributes(self) -> str:
        """A JSON object of the columns that are kept as they are."""
        sheet = self.source.staged.sheet
        found = [c for a in self.source.part.attributes if (c := self._found(sheet, (a,), "attributes")) is not None]
        return f"CAST(json_object({', '.join(f'{literal(c)}, s.{ident(c)}' for c in found)}) AS VARCHAR)"

    def _join(self, name: str, by: str) -> str:
        staged = self.source.lookups[name]
        key = staged.sheet.column(self.map.lookups[name].key[0])
        if by in self.source.part.columns:
            on = self.text(self.source.part.columns[by][0], by)
        else:
            on = f"s.{ident(self.source.staged.sheet.column(by))}"
        alias = ident(f"l_{name}_{by}")
        place = f"row_number() OVER (PARTITION BY {ident(key)} ORDER BY {RECORD})"
        once = f"(SELECT * FROM {staged.relation} QUALIFY {place} = 1)"
        return f" LEFT JOIN {once} {alias} ON {alias}.{ident(key)} = {on}"

    def _found(self, sheet: Sheet, columns: tuple[str, ...], target: str) -> str | None:
        found = sheet.find(*columns)
        if found is not None:
            self.used.note(sheet.file, found, f"{self.source.part.table}.{target}")
        return found

    def _cleaned(self, spec: Spec, sql: str) -> str:
        """A text trimmed, its empties null, its words translated; words to be rejected stay until they are read."""
        unlisted = "keep" if spec.unlisted == "reject" else spec.unlisted
        empties = (*self.map.empties, *spec.empties)
        return value(Field(target="", expression=sql, dictionary=spec.words, unlisted=unlisted, empties=empties))

    def _outcome(self, target: str) -> str | None:
        """What the stages say of the outcome; one they do not list stays as it is, is open, or as its name says."""
        stage_specs = [s for s in self.source.part.columns.get("stage", ()) if not s.stages]
        texts = [sql for s in stage_specs if (sql := self.text(s, target)) is not None]
        if not texts:
            return None
        stage = f"lower({_first(texts)})"
        named = [(name, stages) for name, stages in self.map.stages.items() if name != ANY_PIPELINE]
        cases = [case for name, stages in named if (case := self._of_pipeline(name, stages, stage)) is not None]
        others = {"open": "'open'", "by_name": _by_name(stage), "reject": texts[0]}[self.map.other_stages]
        cases.append(_case(stage, self.map.stages.get(ANY_PIPELINE, {})))
        return _first([*cases, f"CASE WHEN {stage} IS NOT NULL THEN {others} END"])

    def _of_pipeline(self, name: str, stages: Mapping[str, Stage], stage: str) -> str | None:
        found = self.source.staged.sheet.find(*self.source.part.pipeline) if self.source.part.pipeline else None
        if found is None:
            return None
        self.used.note(self.source.staged.sheet.file, found, f"{self.source.part.table}.outcome")
        return f"CASE WHEN lower(trim(s.{ident(found)})) = {literal(name.lower())} THEN {_case(stage, stages)} END"


def _first(texts: Sequence[str]) -> str:
    """The first that is there."""
    return f"coalesce({', '.join(texts)})" if len(texts) > 1 else texts[0]


def _by_name(stage: str) -> str:
    """What the name of a stage, in small letters, surely says of the outcome; else it is open."""
    lost, won = literal(SURELY_LOST), literal(SURELY_WON)
    return (
        f"CASE WHEN regexp_matches({stage}, {lost}) THEN 'lost' WHEN regexp_matches({stage}, {won}) THEN 'won' "
        "ELSE 'open' END"
    )


def _case(stage: str, stages: Mapping[str, Stage]) -> str:
    cases = " ".join(f"WHEN {literal(name.lower())} THEN {literal(s.outcome)}" for name, s in stages.items())
    return f"CASE {stage} {cases} END" if cases else "NULL"


def _list(words: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(literal(w) for w in words)
