"""What does a calendar's file or loopback address hold, read in bounded time and memory?

Only this machine is asked: 127.0.0.1, localhost (which is taken to be 127.0.0.1, whatever a hosts file says) and ::1.
No redirect is followed, no proxy used.
"""

from __future__ import annotations

import stat
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from ownit.connectors.calendar.errors import (
    CalendarMissingError,
    CalendarTooLargeError,
    NotACalendarError,
    NotLoopbackError,
)

LARGEST = 20_000_000  # bytes: some 20 years of a full calendar
SECONDS = 10.0  # for an address to answer in full
_HOSTS = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}
_CHUNK = 65_536


def fetch(source: str) -> bytes:
    """The bytes of a path or a loopback address; raises CalendarErrors."""
    if is_address(source):
        return _address(source)
    return _file(Path(source).expanduser())


def is_address(source: str) -> bool:
    """Whether a text means an address rather than a file's path."""
    return "://" in source or source.casefold().startswith(("http:", "https:", "webcal:"))


def _file(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe or a device might wait for ever
            raise CalendarMissingError(path.name, "it is no file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as e:
        raise CalendarMissingError(path.name, getattr(e, "strerror", None) or str(e)) from e
    return _whole(data, path.name)


def _whole(data: bytes, where: str) -> bytes:
    if len(data) > LARGEST:
        raise CalendarTooLargeError(where, f"has more than {LARGEST // 1_000_000} million bytes")
    return data


def _checked(source: str) -> tuple[SplitResult, str, int | None]:
    try:
        parts = urlsplit(source)
        host, port = parts.hostname or "", parts.port
    except ValueError as e:
        raise NotLoopbackError("has an address that cannot be read") from e
    if parts.scheme not in {"http", "https"}:
        raise NotLoopbackError(f"has an address that begins with {parts.scheme!r}, not http or https")
    if host not in _HOSTS:
        raise NotLoopbackError("is on another machine")
    if parts.username is not None or parts.password is not None:
        raise NotLoopbackError("has a name or a password in its address, which would be kept")
    if any(c.isspace() or ord(c) < 32 for c in source):
        raise NotLoopbackError("has a space in its address")
    return parts, _HOSTS[host], port


def _address(source: str) -> bytes:
    parts, host, port = _checked(source)
    where = f"at {parts.netloc}"
    connecting = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connecting(host, port, timeout=SECONDS / 2)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", path, headers={"Host": parts.netloc, "Accept": "text/calendar"})
        return _whole(_body(connection.getresponse(), where), where)
    except (OSError, HTTPException, UnicodeError) as e:
        raise CalendarMissingError(where, str(e) or type(e).__name__) from e
    finally:
        connection.close()


def _body(response: HTTPResponse, where: str) -> bytes:
    if 300 <= response.status < 400:
        raise CalendarMissingError(where, "it points to another address, and ownit follows none; give that one")
    if response.status != 200:
        raise CalendarMissingError(where, f"it answers {response.status} {response.reason}")
    deadline, body = time.monotonic() + SECONDS, bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            break
        if time.monotonic() > deadline:
            raise NotACalendarError(where, f"has not come in full within {SECONDS:.0f} seconds")
    return bytes(body)
