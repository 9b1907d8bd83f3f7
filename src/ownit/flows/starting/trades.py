"""What does a typical seller of a trade answer?

Data, not code: a TOML file for each trade beside this module. An answer is an example to correct unless its basis names
a study; docs/guide/start.md shows them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from ownit.errors import OwnitError, meant

EXAMPLE = "an example to correct, from nobody's record"


class UnknownTradeError(OwnitError):
    """There is no template of that name."""

    def __init__(self, text: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no template {text!r}.{meant(text, known)} There are: {', '.join(known)}. "
            "None fits? Leave --trade out and answer for yourself."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """The answers offered to a seller of a trade, as text; ``basis`` says what those rest on that are no examples."""

    name: str
    title: str
    answers: Mapping[str, str]
    basis: Mapping[str, str]
    winning_hours: float
    serving: float

    def resting_on(self, answer: str) -> str:
        """What an answer rests on."""
        return self.basis.get(answer, EXAMPLE)


def names() -> tuple[str, ...]:
    """Every template, by name."""
    folder = resources.files("ownit.flows.starting") / "templates"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def trade(text: str) -> Trade:
    """The template of a name, or the one whose title or name begins so. Raises UnknownTradeError."""
    known, folded = names(), " ".join(text.casefold().split())
    if folded in known:
        return _load(folded)
    fitting = [t for t in map(_load, known) if folded and (t.title.startswith(folded) or t.name.startswith(folded))]
    if len(fitting) != 1:
        raise UnknownTradeError(text, known)
    return fitting[0]


def trades() -> tuple[Trade, ...]:
    """All of them."""
    return tuple(map(_load, names()))


def _load(name: str) -> Trade:
    file = resources.files("ownit.flows.starting") / "templates" / f"{name}.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return Trade(
        name=name,
        title=read["title"],
        answers=read["answers"],
        basis=read["basis"],
        winning_hours=float(read["winning_hours"]),
        serving=float(read["serving"]),
    )
