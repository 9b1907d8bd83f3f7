"""How are our own names and texts written into SQL?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

FILE = "__file"
RECORD = "__record"


def ident(name: str) -> str:
    """A quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A quoted SQL text; a NUL character is written apart because SQL text cannot hold one."""
    parts = ["'" + part.replace("'", "''") + "'" for part in text.split("\0")]
    return "(" + " || chr(0) || ".join(parts) + ")" if len(parts) > 1 else parts[0]


def texts(values: Iterable[str]) -> str:
    """A parenthesised list of SQL texts, for ``IN``."""
    return "(" + ", ".join(literal(v) for v in values) + ")"


def silent(by_file: Mapping[str, Collection[str]], file: str = FILE) -> str | None:
    """``facts.schema.SILENT`` as SQL, where a file says nothing of what others do; None where all say the same."""
    cases = "".join(
        f" WHEN {literal(name)} THEN {literal(','.join(sorted(columns)))}"
        for name, columns in by_file.items()
        if columns
    )
    return f"CASE {file}{cases} END" if cases else None
