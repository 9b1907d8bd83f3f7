"""How is a proposed map written down as TOML that a person can read and mend?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ownit.connectors.base import ReadOptions


@dataclass(slots=True)
class Written:
    """The lines of a map so far."""

    name: str
    file: str
    lines: list[str] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def head(self, options: ReadOptions, declared: tuple[str | None, str | None]) -> None:
        """The [import] section: the key, and what is declared about all files."""
        order, decimal = declared
        told = {
            "name": self.name,
            "dates": order,
            "decimal": decimal,
            "currency": options.currency,
            "encoding": options.encoding,
            "separator": options.separator,
        }
        self.lines += ["[import]", *(f"{k} = {text(v)}" for k, v in told.items() if v is not None)]

    def table(
        self,
        name: str,
        file: str,
        columns: Mapping[str, str],
        *,
        distinct: bool = False,
        words: Mapping[str, Mapping[str, str]] | None = None,
        specs: Mapping[str, str] | None = None,
    ) -> None:
        """One part of a canonical table; ``columns`` are plain, ``specs`` are written already."""
        self.lines += ["", f"[[{name}]]", f"file = {text(file)}"]
        if distinct:
            self.lines.append("distinct = true # each once")
        self.lines.append(f"[{name}.columns]")
        for target, column in columns.items():
            mended = (words or {}).get(target)
            self.lines.append(f"{target} = {self.spec(column, words=mended) if mended else text(column)}")
        self.lines += [f"{target} = {spec}" for target, spec in (specs or {}).items()]

    def spec(
        self,
        column: str,
        *,
        words: Mapping[str, str] | None = None,
        only_when: Sequence[str] = (),
        zero_is_empty_when: Sequence[str] = (),
        empties: Sequence[str] = (),
    ) -> str:
        """A column with conditions, as an inline table (or just its name, where there are none)."""
        parts = [f"column = {text(column)}"]
        if words:
            parts.append("words = { " + ", ".join(f"{text(k)} = {text(v)}" for k, v in words.items()) + " }")
        if only_when:
            parts.append(f"only_when = {_list(only_when)}")
        if zero_is_empty_when:
            parts.append(f"zero_is_empty_when = {_list(zero_is_empty_when)}")
        if empties:
            parts.append(f"empties = {_list(empties)}")
        return "{ " + ", ".join(parts) + " }" if len(parts) > 1 else text(column)

    def stage(self, word: str, outcome: str, unsure: str | None) -> None:
        """One stage, with the doubt beside it."""
        self.stages.append(f"{text(word)} = {text(outcome)}" + (f" # unsure: {_line(unsure)}" if unsure else ""))

    def source(self, word: str) -> None:
        """One source whose meaning a person has to say: a line to be filled in."""
        self.sources.append(f'# {text(word)} = "?"')


SOURCES = (
    "",
    "# Who opened a deal that came so? Instead of ? put one of these, and take away the #: cold, referral, network,",
    "# target_account, existing_customer (own); hand_raiser; marketing, inside_sales, lead_generation, partner",
    "# (others); rfp, renewal.",
    "[sources]",
)


def write(written: Written, doubts: Iterable[str]) -> str:
    """The whole map, with what it is unsure of at the top."""
    doubts = list(doubts)
    head = ["# A first map, written by looking at the data. Read it through before you import with it."]
    if doubts:
        head += ["#", "# Unsure:", *(f"# - {_line(d)}" for d in doubts)]
    sources = [*SOURCES, *written.sources] if written.sources else []
    return "\n".join([*head, "", *written.lines, "", "[stages]", *written.stages, *sources, ""])


def text(value: str) -> str:
    """A TOML text (JSON's escapes are TOML's, but for DEL)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(text(v) for v in values) + "]"


def _line(value: str) -> str:
    """A comment on one line, without control characters."""
    return re.sub(r"[\x00-\x1f\x7f]", " ", value)
