"""Which encoding is a file written in?

A byte order mark decides; so does what a person declares. Without either, UTF-16 shows by its NUL bytes, and a file
whose bytes are not all UTF-8 is Windows-1252, unless it also holds characters that only UTF-8 writes: then it is
UTF-8 with damaged places, and the records that hold those are rejected.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from ownit.connectors.errors import NotDelimitedText, UnknownEncoding

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTAINERS = (
    (b"PK\x03\x04", "a spreadsheet or a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"PAR1", "a Parquet file"),
)
_CHUNK = 1 << 22
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """A codec's name, how many bytes of mark come first, and the sentence that says why it was taken (if guessed)."""

    name: str
    mark: int = 0
    guess: str | None = None


def detect(path: Path, declared: str | None, *, whole: bool = False) -> Encoding:
    """The encoding of a file; ``whole`` looks at every byte, otherwise the first million decide.

    Errors: :class:`UnknownEncoding` if ``declared`` is no codec, :class:`NotDelimitedText` for archives and the like.
    """
    with path.open("rb") as file:
        head = file.read(1 << 20)
    for magic, what in _CONTAINERS:
        if head.startswith(magic):
            raise NotDelimitedText(path.name, what)
    mark = _mark(head)
    if declared is not None:
        return _declared(declared, mark)
    if mark is not None:
        return mark
    return _sixteen(head) or _eight(path, head, whole=whole)


def decodes(path: Path, encoding: Encoding) -> bool:
    """Whether every byte of the file can be read in this encoding."""
    decoder = codecs.getincrementaldecoder(encoding.name)()
    with path.open("rb") as file:
        file.seek(encoding.mark)
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def transcode(path: Path, encoding: Encoding, target: Path) -> bool:
    """Write ``target`` as the same text in UTF-8, in a stream; false (and no file) if some bytes cannot be read."""
    decoder = codecs.getincrementaldecoder(encoding.name)()
    try:
        with path.open("rb") as source, target.open("wb") as copy:
            source.seek(encoding.mark)
            while chunk := source.read(_CHUNK):
                copy.write(decoder.decode(chunk).encode("utf-8"))
            copy.write(decoder.decode(b"", final=True).encode("utf-8"))
    except UnicodeError:
        target.unlink()
        return False
    return True


def _mark(head: bytes) -> Encoding | None:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name=name, mark=len(mark))
    return None


def _declared(name: str, mark: Encoding | None) -> Encoding:
    try:
        codec = codecs.lookup(name.strip()).name
    except LookupError:
        raise UnknownEncoding(name) from None
    if not getattr(codecs.lookup(codec), "_is_text_encoding", True):
        raise UnknownEncoding(name)  # base64, rot13 and the like are codecs too
    if codec in ("utf-16", "utf-8-sig"):
        codec = mark.name if mark else {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}[codec]
    return Encoding(name=codec, mark=mark.mark if mark and mark.name == codec else 0)


def _sixteen(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: text of the western kind has a NUL in nearly every second byte."""
    sample = head[: 1 << 12]
    if len(sample) < 4:
        return None
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        half, other = sample[offset::2], sample[1 - offset :: 2]
        if half.count(0) > 0.7 * len(half) and other.count(0) < 0.1 * len(other):
            return Encoding(name=name, guess="every second byte is NUL: read as UTF-16")
    return None


def _eight(path: Path, head: bytes, *, whole: bool) -> Encoding:
    """UTF-8 if all bytes are; else Windows-1252, unless characters of several bytes say it is damaged UTF-8."""
    utf8 = Encoding(name="utf-8")
    clean = decodes(path, utf8) if whole else _decodes_head(head)
    if clean:
        return utf8
    data = path.read_bytes() if whole and path.stat().st_size < (1 << 26) else head
    high = sum(data.count(bytes([b])) for b in range(0x80, 0x100))
    in_characters = sum(len(m) for m in _MULTIBYTE.findall(data))
    if in_characters * 2 > high:
        return Encoding(name="utf-8", guess="some bytes are not UTF-8: the records that hold them are rejected")
    return Encoding(name="cp1252", guess="its bytes are not UTF-8: read as Windows-1252 (--encoding says otherwise)")


def _decodes_head(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True
