"""Does what is told go where it was to go, and nowhere else?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HELD_BY_NOBODY = """
import gc, os, sys
from ownit.config import output

sys.stdout = open(sys.argv[1], "w", encoding="utf-8")
output.prepare()
gc.collect()
other = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT)
print("an answer", flush=True)
"""


def test_the_descriptor_of_a_stream_that_nobody_else_holds_stays_its_own(tmp_path: Path) -> None:
    """Else the next file that is opened, such as the database, would get it, and be written over by an answer."""
    told, other = tmp_path / "told", tmp_path / "other"
    subprocess.run([sys.executable, "-c", HELD_BY_NOBODY, str(told), str(other)], check=True, timeout=60)
    assert other.read_bytes() == b""
    assert told.read_text(encoding="utf-8") == "an answer\n"
