"""Is a calendar that would take for ever, or all memory, refused soon and in words that say what to do?"""

from __future__ import annotations

import os
import threading
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ownit.connectors.calendar import Busy, busy_in, fetch, read_busy
from ownit.connectors.calendar.errors import (
    CalendarError,
    CalendarMissingError,
    CalendarTooLargeError,
    NotACalendarError,
    NotLoopbackError,
    RuleTooLongError,
)

from .conftest import calendar

LOW, HIGH = datetime(2026, 8, 10, tzinfo=UTC), datetime(2026, 8, 17, tzinfo=UTC)
AT = "DTSTART:20260812T070000Z\nDURATION:PT1H"
NESTED = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 200_000
OLD = "DTSTART:00010101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"

HOSTILE: dict[str, tuple[bytes, type[CalendarError], str]] = {
    "a rule of a million occurrences": (calendar(f"{OLD};COUNT=1000000"), RuleTooLongError, "repeats 1,000,000 times"),
    "a thousand such rules": (
        calendar(*[f"{OLD};BYMONTH=1,2,3,4,5,6,7,8,9;COUNT=700"] * 1000),
        RuleTooLongError,
        "repeats too often",
    ),
    "every second": (calendar(f"{AT}\nRRULE:FREQ=SECONDLY;COUNT=1000000"), RuleTooLongError, "secondly"),
    "many times a day": (
        calendar(f"{AT}\nRRULE:FREQ=DAILY;BYMINUTE={','.join(map(str, range(60)))};BYSECOND=1,2"),
        RuleTooLongError,
        "96 times a day",
    ),
    "parts within parts": (NESTED, NotACalendarError, "deep"),
    "a million events": (
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 700_000,
        CalendarTooLargeError,
        "events",
    ),
    "many events that repeat": (calendar(*[f"{AT}\nRRULE:FREQ=DAILY"] * 6_000), CalendarTooLargeError, "repeat"),
    "a huge line": (calendar("DTSTART:" + "2" * 15_000_000), CalendarTooLargeError, "characters"),
    "a huge folded line": (calendar("DTSTART:" + "2\r\n " * 3_000_000), CalendarTooLargeError, "lines|characters"),
    "many exceptions": (calendar(AT + "\nEXDATE:20260812T070000Z" * 30_000), CalendarTooLargeError, "lines"),
    "empty lines": (b"BEGIN:VCALENDAR" + b"\n" * 19_000_000, CalendarTooLargeError, "lines"),
    "zeroes": (b"BEGIN:VCALENDAR\r\n" + b"\0" * 1_000_000, NotACalendarError, "NUL"),
    "a picture": (b"\x89PNG\r\n" + os.urandom(1_000_000).replace(b"\0", b"x"), NotACalendarError, "BEGIN:VCALENDAR"),
    "cut short": (calendar(AT)[:60], NotACalendarError, "cut short"),
    "an end without a beginning": (b"BEGIN:VCALENDAR\nEND:VEVENT\n", NotACalendarError, "did not begin"),
    "nothing": (b"", NotACalendarError, "not one"),
}


@pytest.mark.parametrize("story", HOSTILE)
def test_it_is_refused_soon_and_in_little_memory(story: str) -> None:
    data, error, words = HOSTILE[story]
    before = time.process_time()
    with pytest.raises(error, match=words) as refused:
        busy_in(data, LOW, HIGH, UTC)
    assert time.process_time() - before < 2
    assert str(refused.value).count(". ") >= 1, "what is wrong, and what to do"
    assert len(str(refused.value)) < 400


@pytest.mark.slow
def test_memory_is_bounded() -> None:
    tracemalloc.start()
    with pytest.raises(CalendarTooLargeError):
        busy_in(HOSTILE["a million events"][0], LOW, HIGH, UTC)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


def test_a_file_of_fifty_million_bytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "big.ics"
    with file.open("wb") as f:
        f.write(b"BEGIN:VCALENDAR\n")
        f.truncate(50_000_000)
    with pytest.raises(CalendarTooLargeError, match=r"big\.ics has more than 20 million bytes"):
        read_busy(str(file), LOW, HIGH, UTC)


def test_a_rule_that_never_occurs_is_no_trouble() -> None:
    never = "DTSTART:19700101T070000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    assert busy_in(calendar(never), LOW, HIGH, UTC).intervals == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_do_not_matter_to_times(encoding: str) -> None:
    data = calendar(f"SUMMARY:Gespräch\n{AT}").decode("utf-8").encode(encoding)
    assert len(busy_in(data, LOW, HIGH, UTC).intervals) == 1


@pytest.mark.parametrize(
    "data",
    [calendar(f"{AT}\nDTEND:99991231T235959Z"), calendar("DTSTART:99991231T235959Z\nRRULE:FREQ=YEARLY"), calendar(OLD)],
)
def test_the_ends_of_time_are_no_trouble(data: bytes) -> None:
    assert isinstance(busy_in(data, LOW, HIGH, UTC), Busy)


@pytest.mark.parametrize(
    "source",
    [
        "http://calendar.example/me.ics",
        "https://10.0.0.1/me.ics",
        "http://127.0.0.1.example/me.ics",
        "http://localhost@calendar.example/",
        "http://me:secret@localhost/me.ics",
        "http://[::2]/me.ics",
        "http://0.0.0.0/me.ics",
        "http://127.0.0.1:port/me.ics",
        "webcal://localhost/me.ics",
        "ftp://localhost/me.ics",
        "file:///etc/passwd",
        "http:calendar.example",
        "http://localhost/a b",
    ],
)
def test_only_this_machine_is_asked(source: str) -> None:
    with pytest.raises(NotLoopbackError, match="from this machine only") as refused:
        read_busy(source, LOW, HIGH, UTC)
    assert "secret" not in str(refused.value)


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for source, words in (
        (tmp_path / "none.ics", "No such file"),
        (tmp_path, "no file"),
        (tmp_path / "pipe", "no file"),
    ):
        with pytest.raises(CalendarMissingError, match=words):
            read_busy(str(source), LOW, HIGH, UTC)
    with pytest.raises(CalendarMissingError, match="refused"):
        read_busy("http://127.0.0.1:9/me.ics", LOW, HIGH, UTC)


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/good"):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(calendar(AT))
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://calendar.example/me.ics")
            self.end_headers()
        elif self.path == "/big":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"X" * 1_000_000)
            except OSError:
                pass
        elif self.path in ("/drop-by-drop", "/chunk-by-chunk"):
            self._drip(b"X-Header: " if self.path == "/drop-by-drop" else b"Transfer-Encoding: chunked\r\n\r\n")
        elif self.path == "/own-words":
            self.wfile.write(b"HTTP/1.1 500 \x1b[2JYou have won\r\n\r\n")
        elif self.path == "/no-http":
            self.wfile.write(b"\x1b[2JYou have won\r\n\r\n")
        else:
            self.send_response(404)
            self.end_headers()

    def _drip(self, first: bytes) -> None:
        """A byte every now and then, for ever: no wait for the next one is long."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + first)
            while True:
                self.wfile.write(b"0")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def here() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_loopback_address_is_read(here: str) -> None:
    assert len(read_busy(f"http://{here}/good?key=1", LOW, HIGH, UTC).intervals) == 1


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("away", CalendarMissingError, "points to another address"),
        ("none", CalendarMissingError, "404"),
        ("big", CalendarTooLargeError, "million bytes"),
    ],
)
def test_what_a_loopback_address_may_not_do(here: str, path: str, error: type[CalendarError], words: str) -> None:
    with pytest.raises(error, match=words):
        read_busy(f"http://{here}/{path}", LOW, HIGH, UTC)


@pytest.mark.parametrize("path", ["drop-by-drop", "chunk-by-chunk"])
def test_an_answer_that_never_comes_in_full_is_not_waited_for(
    here: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "SECONDS", 1.0)
    began = time.monotonic()
    with pytest.raises(NotACalendarError, match="has not come in full within 1 seconds"):
        read_busy(f"http://{here}/{path}", LOW, HIGH, UTC)
    assert time.monotonic() - began < 3.0


@pytest.mark.parametrize(("path", "words"), [("own-words", "answers 500 Internal"), ("no-http", "does not speak HTTP")])
def test_what_an_address_says_of_itself_does_not_come_to_the_screen(here: str, path: str, words: str) -> None:
    with pytest.raises(CalendarMissingError, match=words) as said:
        read_busy(f"http://{here}/{path}", LOW, HIGH, UTC)
    assert "\x1b" not in str(said.value)
    assert "won" not in str(said.value)
