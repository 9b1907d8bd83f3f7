"""How are our own names and texts written into SQL?"""

from __future__ import annotations

from collections.abc import Iterable

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
