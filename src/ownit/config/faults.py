"""What does a person see of a bug: one sentence, and where the rest of it lies."""

from __future__ import annotations

import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

_logs: list[Path] = []  # where faults are written, the best place first


def write_to(home: Path) -> None:
    """From now on faults are written into this workspace's ``logs`` folder."""
    _logs.insert(0, home / "logs")


def report(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """The process's last word (``sys.excepthook``): a sentence on stderr, the traceback in a file."""
    if issubclass(kind, KeyboardInterrupt):
        return
    written = _write("".join(traceback.format_exception(kind, fault, trace)))
    said = str(fault).strip().splitlines()
    what = f"{kind.__name__}: {said[0][:200]}" if said else kind.__name__
    where = f"The whole of it is in {written}" if written else "It could not be written to a file either"
    sys.stderr.write(f"ownit: something went wrong inside ownit ({what}). {where}.\n")


def _write(text: str) -> Path | None:
    """Append to the workspace's log, else to a new temporary file; a full disk must not hide the first fault."""
    entry = f"{datetime.now(UTC).isoformat(timespec='seconds')} {' '.join(sys.argv[1:])}\n{text}\n"
    for folder in _logs:
        try:
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
            with (folder / "faults.log").open("a", encoding="utf-8") as log:
                log.write(entry)
        except OSError:  # a folder that cannot be written to: the next one, at last a temporary file
            continue
        return folder / "faults.log"
    try:
        with tempfile.NamedTemporaryFile("w", prefix="ownit-fault-", suffix=".log", delete=False) as new:
            new.write(entry)
    except OSError:
        return None
    return Path(new.name)
