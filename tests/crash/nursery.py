"""A process in which imports are born to be killed: ready to import, yet without a thread of its own.

It reads one request per line (JSON: a list of jobs that run at once), forks a child for each, and answers with one
line: how each ended. Forking here rather than in the tests costs a fraction of a second and inherits no thread.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
import time
import traceback
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb  # imported, not used: no thread is started before the fork
import numpy as np
import pyarrow as pa

from ownit.connectors.base import REJECTS, Extracted
from ownit.facts.schema import TABLES
from ownit.facts.store import Store
from ownit.facts.store.errors import StoreError
from ownit.facts.store.publication import Publication

START = datetime(2026, 8, 12, 12, tzinfo=UTC)
DEALS, ACTIVITIES = 40, 120
Job = Mapping[str, Any]

# What is imported when first used is used here: a child without rights may not read Python's own folder.
READY = (duckdb.__name__, np.__name__, Publication.__name__, zoneinfo.ZoneInfo("UTC"), datetime.strptime("+0000", "%z"))


def deals(version: int) -> list[dict[str, Any]]:
    """Every deal, each at the stage of this version."""
    more = {"owner_id": "ann", "outcome": "open", "stage": f"stage {version}", "amount": Decimal(version)}
    return [{"id": f"d{i:03d}", **more} for i in range(DEALS)]


def activities(version: int, times: int = 1) -> list[dict[str, Any]]:
    """Activities of four months, of which one never changes."""
    return [
        {
            "id": f"a{i:06d}",
            "on": datetime(2026, 5 + i % 4, 1 + i % 27, tzinfo=UTC).date(),
            "result": "the same" if i % 4 == 0 else f"version {version}",
            "opportunity_id": os.urandom(8).hex() if times > 1 else None,
        }
        for i in range(ACTIVITIES * times)
    ]


def extracted(table: str, rows: list[dict[str, Any]]) -> Extracted:
    """Rows as a connector yields them."""
    schema = pa.schema([TABLES[table].schema.field(name) for name in rows[0]])
    n = len(rows)
    return Extracted(
        table=table,
        mode="full",
        read=n,
        kept=n,
        rejected=0,
        batches=pa.Table.from_pylist(rows, schema=schema).to_reader(max_chunksize=50_000),
        rejects=REJECTS.empty_table(),
    )


def run(job: Job) -> dict[str, Any]:
    """One import; what it came to, or the sentence of the error."""
    seen: dict[str, int] = {}
    steps: list[str] = []
    said: list[str] = []

    def step(name: str) -> None:
        seen[name] = seen.get(name, 0) + 1
        steps.append(name)
        if job.get("kill_at") == [name, seen[name]]:
            os.kill(os.getpid(), signal.SIGKILL)
        if job.get("hold_at") == name:
            time.sleep(job["hold_for"])

    version = job["version"]
    store = Store(Path(job["root"]))
    try:
        with store.writing(now=START + timedelta(hours=version), waiting=said.append, step=step) as publication:
            source = Path(job["source"])
            kept = publication.keep_inputs(source, connector=job["connector"], kind="csv", options={})
            if kept.seen:
                return {"changed": False, "seen": True, "steps": steps}
            publication.stage(extracted("opportunity", deals(version)))
            publication.stage(extracted("activity", activities(version, job.get("times", 1))))
            publication.merge()
            publication.derive(lambda _con, zone: {})
            publication.write()
            published = publication.publish({"version": version})
            return {"changed": published.changed, "id": published.snapshot.id, "said": said, "steps": steps}
    except StoreError as error:
        return {"error": type(error).__name__, "text": str(error), "steps": steps}


@contextmanager
def limited(job: Job) -> Iterator[None]:
    """Less room, or fewer rights, than an import needs."""
    if "file_size" in job:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["file_size"], job["file_size"]))
    if "user" in job:
        os.setgid(job["user"])
        os.setuid(job["user"])
    yield


def child(job: Job, answer: int) -> None:
    """Run a job in a forked process, which ends here."""
    status = 1
    try:
        with limited(job):
            told = run(job)
        os.write(answer, json.dumps(told).encode())
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


def born(job: Job) -> Callable[[], dict[str, Any]]:
    """Fork a child for a job; the result waits for its end."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        child(job, write)
    os.close(write)
    if (after := job.get("kill_after")) is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)

    def wait() -> dict[str, Any]:
        with os.fdopen(read) as told:
            text = told.read()
        _, status = os.waitpid(pid, 0)
        return {"killed": os.WIFSIGNALED(status), **(json.loads(text) if text else {})}

    return wait


def main() -> None:
    """Answer requests until there are no more."""
    if threading.active_count() != 1:
        raise SystemExit("this process must have no threads when it forks")
    for line in sys.stdin:
        waits = [born(job) for job in json.loads(line)]
        sys.stdout.write(json.dumps([wait() for wait in waits]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
