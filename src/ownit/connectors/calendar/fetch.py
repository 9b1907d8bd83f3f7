"""What does a calendar's file or loopback address hold, read in bounded time and memory?

Only this machine is asked: 127.0.0.1, localhost (which is taken to be 127.0.0.1, whatever a hosts file says) and ::1.
No redirect is followed, no proxy used.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, responses
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Event, Timer
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
    where, over = f"at {parts.netloc}", Event()
    connecting = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connecting(host, port, timeout=SECONDS / 2)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
        with _cut(connection.sock, over):
            connection.request("GET", path, headers={"Host": parts.netloc, "Accept": "text/calendar"})
            with connection.getresponse() as response:
                return _whole(_body(response, where, over), where)
    except (OSError, HTTPException, UnicodeError) as e:
        if over.is_set():
            raise _late(where) from e
        raise CalendarMissingError(where, _problem(e)) from e
    finally:
        connection.close()


@contextmanager
def _cut(sock: socket, over: Event) -> Iterator[None]:
    """Ends what is read from a socket when its time is over: a timeout of its own begins anew with every byte."""

    def end() -> None:
        over.set()
        with suppress(OSError):
            sock.shutdown(SHUT_RDWR)

    timer = Timer(SECONDS, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _body(response: HTTPResponse, where: str, over: Event) -> bytes:
    if 300 <= response.status < 400:
        raise CalendarMissingError(where, "it points to another address, and ownit follows none; give that one")
    if response.status != 200:
        known = responses.get(response.status, "")  # never its own words, which may be anything
        raise CalendarMissingError(where, f"it answers {response.status} {known}".rstrip())
    body = bytearray()
    while len(body) <= LARGEST and (chunk := response.read1(_CHUNK)):
        body += chunk
    if over.is_set():
        raise _late(where)
    return bytes(body)


def _late(where: str) -> NotACalendarError:
    return NotACalendarError(where, f"has not come in full within {SECONDS:.0f} seconds")


def _problem(e: Exception) -> str:
    """Why there is no answer; never in the words of what answered."""
    if isinstance(e, TimeoutError):
        return f"nothing comes for {SECONDS / 2:.0f} seconds"
    if isinstance(e, OSError) and not isinstance(e, HTTPException):
        return e.strerror or str(e)
    return "what answers there does not speak HTTP"
