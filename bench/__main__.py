"""Which figures does this machine give? Runs each bench in a process of its own, then one table of all.

A bench is a module of this folder with ``main() -> int | None`` that prints its figures; what it returns, if not zero,
says that a figure was missed. ``python -m bench import`` runs those whose name begins so (``make bench ONLY=import``).
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def names(wanted: list[str]) -> list[str]:
    """The benches whose name begins with one of the wanted beginnings; all of them if none is wanted."""
    benches = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
    return [name for name in benches if not wanted or name.startswith(tuple(wanted))]


def run(name: str) -> tuple[str, float]:
    """Run one; how it ended, and the seconds it took."""
    print(f"--- {name}", flush=True)
    started = time.perf_counter()
    program = f"import sys; from bench.{name} import main; sys.exit(main())"
    code = subprocess.run([sys.executable, "-c", program], cwd=FOLDER.parent, check=False).returncode
    return ("done" if code == 0 else f"ended with {code}"), time.perf_counter() - started


def main() -> int:
    """Run what the arguments choose; 1 if any of it missed its figure, 2 if there is no such bench."""
    chosen = names(sys.argv[1:])
    if not chosen:
        print(f"There is no such bench. Choose from: {', '.join(names([]))}", file=sys.stderr)
        return 2
    ended = {name: run(name) for name in chosen}
    print()
    for name, (how, seconds) in ended.items():
        print(f"{name:<20} {how:<16} {seconds:8.1f} s")
    return int(any(how != "done" for how, _ in ended.values()))


if __name__ == "__main__":
    sys.exit(main())
