"""What does ownit look like in a terminal? Runs a command line in one and keeps it as a picture.

.venv/bin/python docs/picture.py                   the picture of README.md: ownit demo
.venv/bin/python docs/picture.py FILE.svg standing another command line, in the workspace of the environment
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

COLUMNS = 100
LINES_KEPT = 30  # a picture of the beginning; the rest is for whoever runs it
HERE = Path(__file__).resolve().parent
INK = [(38, 50, 56), (176, 42, 48), (27, 112, 62), (150, 96, 0)]
MORE_INK = [(29, 78, 137), (122, 60, 130), (0, 110, 120), (90, 98, 104)]
PAPER = TerminalTheme((252, 252, 250), INK[0], INK + MORE_INK)


def run(arguments: list[str], home: str) -> str:
    """The output of a real run in a real (pseudo) terminal, as the last state of each line."""
    ownit = str(Path(sys.executable).parent / "ownit")
    env = {**os.environ, "OWNIT_HOME": home, "SERVE": "0", "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}
    terminal = pexpect.spawn(ownit, arguments, env=env, dimensions=(60, COLUMNS), encoding="utf-8", timeout=600)
    said = terminal.read()
    terminal.close()
    if terminal.exitstatus != 0:
        raise SystemExit(f"ownit {' '.join(arguments)} ended with {terminal.exitstatus}:\n{said}")
    lines = [line.split("\r")[-1].removeprefix("\x1b[K") for line in said.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip("\n")


def picture(command: str, said: str) -> str:
    """The output as SVG: no font, script or image from anywhere else."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ {command}", style="bold"))
    lines = said.split("\n")
    console.print(Text.from_ansi("\n".join(lines[:LINES_KEPT])))
    if len(lines) > LINES_KEPT:
        console.print(Text("…", style="dim"))
    svg = console.export_svg(title="ownit", theme=PAPER, unique_id="ownit")
    return re.sub(r"\s*@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "ui-monospace, Menlo, Consolas")


def main() -> None:
    """Run, draw, keep: nothing but the demo takes the place of README.md's picture."""
    file, arguments = Path(sys.argv[1]) if sys.argv[1:] else HERE / "terminal.svg", sys.argv[2:] or ["demo"]
    if file.suffix != ".svg":
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as empty:
        home = os.environ.get("OWNIT_HOME", empty) if sys.argv[2:] else empty
        said = run(arguments, home)
    command = "make demo" if arguments == ["demo"] else f"ownit {' '.join(arguments)}"
    file.write_text(picture(command, said), encoding="utf-8")


if __name__ == "__main__":
    main()
