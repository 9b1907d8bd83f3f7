"""How is one key taken from a person at a terminal?"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType


def possible() -> bool:
    """Whether there is a person to ask: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def key(question: str, answers: Mapping[str, str], shown: Mapping[str, str] = MappingProxyType({})) -> str:
    """Show a question and wait for one of the keys; the answer it stands for. Ctrl-C and Ctrl-D stop as usual.

    ``shown``: how an answer is written behind the question, where that is not the answer itself.
    """
    import termios
    import tty

    sys.stdout.write(question)
    sys.stdout.flush()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        while True:
            pressed = sys.stdin.read(1)
            if pressed in ("", "\x04"):
                raise KeyboardInterrupt
            if pressed.casefold() in answers:
                break
            sys.stdout.write("\a")  # heard, and no answer
            sys.stdout.flush()
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    said = answers[pressed.casefold()]
    sys.stdout.write(f"{shown.get(said, said)}\n")
    return said
