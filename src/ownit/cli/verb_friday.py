"""How was the week: five numbers, which blocks were kept, and what follows from them?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ownit.answers.commands import about
from ownit.cli import asking, session, telling
from ownit.errors import OwnitError

if TYPE_CHECKING:
    from ownit.answers.week.closing import Closed
    from ownit.flows.friday import Asking
    from ownit.promises.blocks.record import Block

app = typer.Typer(rich_markup_mode=None)
T = TypeVar("T")

KEYS = {"k": "kept", "m": "missed", "o": "moved", "a": "all", "\n": "", "\r": "", " ": ""}
KEYS_TOLD = (
    "Which blocks did you keep? One key each: k kept, m missed, o moved, a this and all the others kept, Enter not now."
)


@app.command()
def friday(
    ctx: typer.Context,
    who: Annotated[
        str | None, typer.Argument(help="Whose week: a name, an e-mail or an id; yours if left out.")
    ] = None,
    *,
    last: Annotated[bool, typer.Option("--last", help="Last week, not this one.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: what no CRM supplies is 0.")] = False,
    json: telling.Json = False,
) -> None:
    """Close the week: five numbers, Enter is 0; your plan is redone from today and next week planned."""
    session.open_promises(ctx)
    from ownit.flows import friday as flow

    workspace = session.workspace(ctx)
    asked = flow.asking(workspace, who, last=last)
    try:
        counts, outcomes = ({}, {}) if yes else _answers(asked, Asker(json=json))
    except KeyboardInterrupt:
        again = about("ownit friday", who, "--last" if last else "")
        sys.stderr.write(f"\nStopped; nothing was kept. Begin again: {again}\n")
        raise
    with telling.meanwhile("Redoing the plan from today"):
        closed = flow.close(workspace, asked, counts, outcomes)
    if json:
        from ownit.answers.week.closing import to_json

        telling.json_line(to_json(closed))
    else:
        _tell(closed)


class Asker:
    """Asks at a terminal until the answer fits; takes the lines of a pipe as they come, and no more than fit.

    Questions go to standard output, or to standard error where that is for a program.
    """

    def __init__(self, *, json: bool) -> None:
        self.person = sys.stdin.isatty()
        self.keys = asking.possible() and not json
        self._out = sys.stderr if json else sys.stdout

    def say(self, text: str = "") -> None:
        """Tell a person something, broken between words."""
        from ownit.cli import layout

        if self.person:
            for line in layout.broken(text, layout.width()) or [""]:
                self._out.write(line + "\n")

    def line(self, question: str) -> str:
        """One line; empty where a pipe has ended. Ctrl-D of a person stops."""
        if self.person:
            from ownit.cli import layout

            self._out.write("\n".join(layout.broken(question, layout.width() - 6, 2)) + " ")
            self._out.flush()
        text = sys.stdin.readline()
        if not text and self.person:
            raise KeyboardInterrupt
        return text.strip()

    def take(self, question: str, read: Callable[[str], T]) -> T:
        """What an answer means; a person who said something else is told so and asked again."""
        while True:
            try:
                return read(self.line(question))
            except OwnitError as e:
                if not self.person:
                    raise
                self.say(f"  {e}")


def _answers(asked: Asking, asker: Asker) -> tuple[dict[str, int], dict[str, str]]:
    """The numbers by key and the outcomes by UID; nothing is kept before all of them are there."""
    from ownit.answers.words import day
    from ownit.flows.friday import count_of

    asker.say(f"{asked.here.person.name}, the week of {day(asked.numbers.start, asked.numbers.on)}: Enter is 0.")
    known = [f"{n.count} {n.key.replace('_', ' ')}" for n in asked.numbers.numbers if not n.ask]
    if known:
        sources = " and ".join(sorted({n.connector for n in asked.numbers.numbers if not n.ask}))
        asker.say(f"From {sources}: {', '.join(known)}.")
    counts = {}
    for number in asked.numbers.asked:
        beside = f" (beside the {number.count} already told)" if number.count else ""
        counts[number.key] = asker.take(f"{number.question.removesuffix('?')}{beside}? [0]", count_of)
    return counts, _outcomes(asked, asker)


def _outcomes(asked: Asking, asker: Asker) -> dict[str, str]:
    if not asked.blocks:
        return {}
    from ownit.flows.friday import outcome_of

    asker.say()
    asker.say(KEYS_TOLD)
    said: dict[str, str] = {}
    for n, (number, block) in enumerate(asked.blocks):
        question = f"{number:>2}  {_block(block, asked)}?"
        what = asking.key(f"  {question} ", KEYS, {"": "not now"}) if asker.keys else asker.take(question, outcome_of)
        if what == "all":
            return said | {b.uid: "kept" for _, b in asked.blocks[n:]}
        if what:
            said[block.uid] = what
    return said


def _block(block: Block, asked: Asking) -> str:
    from ownit.answers.words import hours, moment
    from ownit.method.blocks.kinds import titled

    return f"{moment(block.start.astimezone(asked.zone))}  {titled(block.kind)}, {hours(block.minutes)}"


def _tell(closed: Closed) -> None:
    """One sentence, the numbers, what to note, one thing to do next."""
    from ownit.cli import layout
    from ownit.cli.verb_week import numbers

    layout.paragraph(closed.sentence)
    telling.line()
    numbers(closed.counts, coming=False)
    for why in closed.not_counted:
        layout.paragraph(f"not counted: {why}", 2)
    if closed.plan is not None and closed.plan.changes:
        layout.paragraph(f"Your plan: {closed.plan.changes}", 2)
    for note in closed.notes:
        layout.paragraph(note, 2)
    telling.line()
    layout.next_step(closed.next_step)
