"""Is this TOML a map, and if not, which line is wrong and what should stand there?"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ownit.connectors.csv.map import ANY_PIPELINE, Lookup, Map, Part, Spec, Stage
from ownit.connectors.errors import MapError
from ownit.facts.origin import SOURCE_CLASSES
from ownit.facts.schema import TABLES
from ownit.method.currencies import is_currency

_IMPORT = {
    "name", "title", "zone", "dates", "decimal", "currency", "encoding", "separator", "empties", "optional",
    "other_stages",
}  # fmt: skip
_PART = {"file", "mode", "columns", "distinct", "optional", "pipeline", "leave_out", "attributes"}
_SPEC = {
    "column", "constant", "words", "unlisted", "empties", "format", "zone", "times", "only_when", "zero_is_empty_when",
    "lookup", "by", "optional", "stages", "on_bad",
}  # fmt: skip
_LOOKUP = {"file", "key"}
_STAGE = {"outcome", "order", "probability"}
KEYS: Mapping[str, frozenset[str]] = {
    "import": frozenset(_IMPORT),
    "table": frozenset(_PART - {"columns"}),
    "column": frozenset(_SPEC),
    "lookups": frozenset(_LOOKUP),
    "stages": frozenset(_STAGE),
}
"""Every key a map may hold, by where it stands; the guide tells of each."""

_OUTCOMES = ("open", "won", "lost")


def parse(text: str, name: str) -> Map:
    """Read a map. Errors: :class:`MapError`, pointing at the line."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MapError(name, "TOML", f"{error}. Mend the line; texts stand in quotes.") from None
    return _Parser(text=text, name=name).map(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parser:
    """Turns TOML into a map; knows the text, to say which line is meant."""

    text: str
    name: str

    def map(self, given: Mapping[str, Any]) -> Map:
        sections = {"import", "lookups", "stages", "sources", *TABLES}
        self._known(given, sections, ())
        head = self._table(given.get("import", {}), ("import",))
        self._known(head, _IMPORT, ("import",))
        if not head.get("name"):
            raise self._error(("import",), "name is missing: it is the key under which the facts are kept, such as"
                              ' name = "crm"')  # fmt: skip
        parts = [p for t in given if t in TABLES for p in self._parts(t, given[t])]
        if not parts:
            raise self._error((), f"no table is filled. Add one, such as [opportunity]; there are: {', '.join(TABLES)}")
        lookups = {n: self._lookup(n, v) for n, v in self._table(given.get("lookups", {}), ("lookups",)).items()}
        map_ = Map(
            name=self._text(head["name"], ("import", "name")),
            title=self._text(head.get("title", head["name"]), ("import", "title")),
            parts=tuple(parts),
            lookups=lookups,
            stages=self._stages(given.get("stages", {})),
            other_stages=self._one_of(
                head.get("other_stages", "reject"), ("open", "by_name", "reject"), ("import", "other_stages")
            ),
            sources=self._sources(given.get("sources", {})),
            empties=self._texts(head.get("empties", ()), ("import", "empties")),
            zone=self._zone(head.get("zone"), ("import", "zone")),
            dates=self._maybe(head, "dates", ("dmy", "mdy", "ymd"), ("import",)),
            decimal=self._maybe(head, "decimal", (".", ","), ("import",)),
            currency=self._currency(head.get("currency"), ("import", "currency")),
            encoding=head.get("encoding"),
            separator=head.get("separator"),
            optional=bool(head.get("optional", False)),
        )
        self._refers(map_)
        return map_

    def _parts(self, table: str, given: Any) -> list[Part]:
        return [self._part(table, one) for one in (given if isinstance(given, list) else [given])]

    def _part(self, table: str, given: Any) -> Part:
        where = (table,)
        given = self._table(given, where)
        self._known(given, _PART, where)
        if "file" not in given:
            raise self._error(where, 'file is missing: name the file or a pattern, such as file = "deals*.csv"')
        columns = self._table(given.get("columns", {}), (table, "columns"))
        allowed = {c.name for c in TABLES[table].columns if not c.derived}
        self._known(columns, allowed, (table, "columns"))
        return Part(
            table=table,
            files=self._texts(given["file"], (table, "file")),
            columns={c: self._specs(v, (table, "columns", c)) for c, v in columns.items()},
            mode=self._one_of(given.get("mode", "full"), ("full", "delta"), (table, "mode")),
            distinct=bool(given.get("distinct", False)),
            optional=bool(given.get("optional", False)),
            pipeline=self._texts(given.get("pipeline", ()), (table, "pipeline")),
            leave_out={
                c: self._texts(v, (table, "leave_out", c))
                for c, v in self._table(given.get("leave_out", {}), (table, "leave_out")).items()
            },
            attributes=self._texts(given.get("attributes", ()), (table, "attributes")),
        )

    def _specs(self, given: Any, where: tuple[str, ...]) -> tuple[Spec, ...]:
        """A header, several headers of which the first found counts, one table, or tables tried in turn."""
        if isinstance(given, list) and given and all(isinstance(g, dict) for g in given):
            return tuple(self._spec(g, where) for g in given)
        if isinstance(given, str | list):
            return (Spec(columns=self._texts(given, where)),)
        return (self._spec(self._table(given, where), where),)

    def _spec(self, given: Mapping[str, Any], where: tuple[str, ...]) -> Spec:
        self._known(given, _SPEC, where)
        if sum(k in given for k in ("column", "constant", "stages")) != 1:
            raise self._error(where, 'give exactly one of column = "...", constant = "..." and stages = true')
        words = given.get("words")
        return Spec(
            columns=self._texts(given.get("column", ()), where),
            constant=None if "constant" not in given else str(given["constant"]),
            words=None if words is None else {k: str(v) for k, v in self._table(words, where).items()},
            unlisted=self._one_of(given.get("unlisted", "keep"), ("keep", "empty", "reject"), where),
            empties=self._texts(given.get("empties", ()), where),
            format=self._format(given.get("format"), where),
            zone=self._zone(given.get("zone"), where),
            times=self._number(given.get("times"), where),
            only_when=self._outcomes(given.get("only_when", ()), where),
            zero_is_empty_when=self._outcomes(given.get("zero_is_empty_when", ()), where),
            lookup=given.get("lookup"),
            by=given.get("by"),
            optional=bool(given.get("optional", False)),
            stages=bool(given.get("stages", False)),
            on_bad=self._one_of(given.get("on_bad", "reject"), ("reject", "blank"), where),
        )

    def _lookup(self, name: str, given: Any) -> Lookup:
        where = ("lookups", name)
        given = self._table(given, where)
        self._known(given, _LOOKUP, where)
        if set(given) != _LOOKUP:
            raise self._error(where, 'a lookup needs file = "..." and key = "..." (the column to look up by)')
        return Lookup(name=name, files=self._texts(given["file"], where), key=self._texts(given["key"], where))

    def _stages(self, given: Any) -> dict[str, dict[str, Stage]]:
        """Stages, of any pipeline or per pipeline."""
        given = self._table(given, ("stages",))
        pipelines: dict[str, dict[str, Stage]] = {}
        for key, value in given.items():
            if isinstance(value, str) or (isinstance(value, dict) and "outcome" in value):
                pipelines.setdefault(ANY_PIPELINE, {})[key] = self._stage(value, ("stages", key))
            else:
                inner = self._table(value, ("stages", key))
                pipelines.setdefault(key, {}).update({s: self._stage(v, ("stages", key, s)) for s, v in inner.items()})
        return pipelines

    def _stage(self, given: Any, where: tuple[str, ...]) -> Stage:
        given = {"outcome": given} if isinstance(given, str) else self._table(given, where)
        self._known(given, _STAGE, where)
        outcome = self._one_of(given.get("outcome"), _OUTCOMES, where)
        probability = given.get("probability")
        if probability is not None and not (isinstance(probability, int | float) and 0 <= probability <= 1):
            raise self._error(where, f"probability is a number from 0 to 1, not {probability!r}")
        return Stage(outcome=outcome, order=given.get("order"), probability=probability)

    def _sources(self, given: Any) -> dict[str, str]:
        given = self._table(given, ("sources",))
        return {w: self._one_of(c, tuple(SOURCE_CLASSES), ("sources", w)) for w, c in given.items()}

    def _refers(self, map_: Map) -> None:
        """Lookups that are named must be there, and stages that are asked for too."""
        for part in map_.parts:
            for column, specs in part.columns.items():
                where = (part.table, "columns", column)
                for spec in specs:
                    if spec.lookup is not None and spec.lookup not in map_.lookups:
                        raise self._error(where, f'there is no [lookups.{spec.lookup}]. Add it, or mend "lookup"')
                    if (spec.lookup is None) != (spec.by is None):
                        raise self._error(where, 'lookup = "..." and by = "..." (a column of this table) go together')
                    if spec.stages and not map_.stages:
                        raise self._error(where, "there are no [stages]: list each stage as open, won or lost")

    def _known(self, given: Mapping[str, Any], allowed: set[str], where: tuple[str, ...]) -> None:
        for key in given:
            if key not in allowed:
                near = difflib.get_close_matches(key, sorted(allowed), n=1)
                hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(allowed))}."
                raise self._error((*where, key), f"is not known here; {hint}")

    def _table(self, given: Any, where: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(given, dict):
            raise self._error(where, f"must be a table of keys, not {given!r}")
        return given

    def _text(self, given: Any, where: tuple[str, ...]) -> str:
        if not isinstance(given, str) or not given.strip():
            raise self._error(where, f"must be a text in quotes, not {given!r}")
        return given

    def _texts(self, given: Any, where: tuple[str, ...]) -> tuple[str, ...]:
        listed: Sequence[Any] = (
            (given,) if isinstance(given, str) else given if isinstance(given, list | tuple) else (None,)
        )
        if not all(isinstance(g, str) for g in listed):
            raise self._error(where, f"must be a text or a list of texts, not {given!r}")
        return tuple(listed)

    def _outcomes(self, given: Any, where: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._one_of(g, _OUTCOMES, where) for g in self._texts(given, where))

    def _one_of(self, given: Any, allowed: Sequence[str], where: tuple[str, ...]) -> Any:
        if given not in allowed:
            raise self._error(where, f"must be one of {', '.join(allowed)}, not {given!r}")
        return given

    def _maybe(self, given: Mapping[str, Any], key: str, allowed: Sequence[str], where: tuple[str, ...]) -> Any:
        return None if given.get(key) is None else self._one_of(given[key], allowed, (*where, key))

    def _format(self, given: Any, where: tuple[str, ...]) -> str | None:
        allowed = ("dmy", "mdy", "ymd", "epoch_ms", "epoch_s", ".", ",", "percent", "fraction")
        if given is None or (isinstance(given, str) and "%" in given):
            return given
        return str(self._one_of(given, allowed, where))

    def _number(self, given: Any, where: tuple[str, ...]) -> str | None:
        if given is None:
            return None
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise self._error(where, f"times is a number, not {given!r}")
        return repr(given)

    def _zone(self, given: Any, where: tuple[str, ...]) -> str | None:
        from zoneinfo import available_timezones

        if given is not None and given not in available_timezones():
            raise self._error(where, f"{given!r} is no time zone; they are written like Europe/Berlin")
        return None if given is None else str(given)

    def _currency(self, given: Any, where: tuple[str, ...]) -> str | None:
        if given is not None and not is_currency(str(given)):
            raise self._error(where, f"{given!r} is no currency; they are written in three letters, like EUR")
        return None if given is None else str(given).upper()

    def _error(self, where: tuple[str, ...], problem: str) -> MapError:
        line = _line(self.text, where)
        key = ".".join(where) or "the map"
        return MapError(self.name, f"line {line}, {key}" if line else key, problem)


def _line(text: str, where: tuple[str, ...]) -> int | None:
    """The line where a key stands: below the deepest section header that is part of it; None if it cannot be told."""
    section: tuple[str, ...] = ()
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\[?([^\[\]]+)\]\]?", line):
            section = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            depth = len(section) if where[: len(section)] == section else 0
        elif key := re.match(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=", line):
            full = (*section, key[1].strip("\"'"))
            depth = len(full) if where[: len(full)] == full else 0
        else:
            continue
        if depth and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None
