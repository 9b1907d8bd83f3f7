"""How does a text become what a canonical column holds: trimmed, emptied, translated, a flag, an 18-character id?"""

from __future__ import annotations

from ownit.connectors.reading.fields import Field
from ownit.connectors.reading.sql import ident, literal, texts

BLANKS = " \t\r\n\u00a0"
_TRUE = ("true", "t", "yes", "y", "on", "1")
_FALSE = ("false", "f", "no", "n", "off", "0")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def padded(text: str) -> str:
    """Whether a text has blanks around it (only what is cheap to see is asked: blanks before it, spaces behind)."""
    return f"({text} < '!' OR suffix({text}, ' '))"


def raw(field: Field) -> str:
    """The text of a field as it was staged."""
    return ident(field.column) if field.column is not None else f"CAST(({field.expression}) AS VARCHAR)"


def value(field: Field, *, trim: bool = True) -> str:
    """The text of a field before it is read as its kind: trimmed, empties made null, the dictionary applied."""
    if field.kind == "typed":
        return f"({field.expression})" if field.column is None else ident(field.column)
    text = raw(field)
    if trim:
        text = f"nullif(trim({text}, {literal(BLANKS)}), '')"
    elif field.column is None:  # a file's own columns have no empty texts: they were staged as null
        text = f"nullif({text}, '')"
    if field.empties:
        text = f"CASE WHEN lower({text}) IN {texts(e.lower() for e in field.empties)} THEN NULL ELSE {text} END"
    return _translated(field, text)


def _translated(field: Field, text: str) -> str:
    if field.dictionary is None:
        return text
    cases = " ".join(f"WHEN {literal(k.lower())} THEN {literal(v)}" for k, v in field.dictionary.items())
    otherwise = {"keep": text, "empty": "NULL", "reject": f"chr(1) || {text}"}[field.unlisted]
    if not cases:
        return otherwise
    return f"CASE lower({text}) {cases} ELSE {otherwise} END"


def unlisted(v: str) -> str:
    """Whether a value is a word that its dictionary does not list and that is to be rejected."""
    return f"starts_with({v}, chr(1))"


def flag(v: str) -> str:
    """A yes or no, null for anything else."""
    return f"CASE WHEN lower({v}) IN {texts(_TRUE)} THEN true WHEN lower({v}) IN {texts(_FALSE)} THEN false END"


def id18(v: str) -> str:
    """A 15-character Salesforce id with its 3-character suffix.

    Each character of the suffix tells which of five characters are capitals, so that ids stay distinct where case is
    lost: bit i of the number is set if character i is A-Z, and the number picks a letter of A-Z, 0-5.
    """
    suffix = " || ".join(_suffix(v, chunk) for chunk in range(3))
    return (
        f"CASE WHEN strlen({v}) = 15 AND regexp_full_match({v}, '[0-9A-Za-z]{{15}}') THEN {v} || {suffix} ELSE {v} END"
    )


def _suffix(v: str, chunk: int) -> str:
    bits = " + ".join(
        f"CASE WHEN substr({v}, {5 * chunk + i + 1}, 1) BETWEEN 'A' AND 'Z' THEN {1 << i} ELSE 0 END" for i in range(5)
    )
    return f"substr('{_ALPHABET}', 1 + {bits}, 1)"
