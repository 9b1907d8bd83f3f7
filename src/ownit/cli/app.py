"""Which verbs does ownit have, and how is one of them run?

A verb is a module ``cli/verb_NAME.py`` with a ``typer.Typer`` called ``app``; it is imported only when it is asked
for, so that ``ownit --help`` stays quick. A verb's functions take ``ctx: typer.Context``, and
:func:`ownit.cli.session.workspace` gives the workspace they work in.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ownit.cli import stopping, telling
from ownit.errors import OutputError, OwnitError, UnnamedError

if TYPE_CHECKING:
    from typer import _click

    from ownit.flows.workspace import Workspace

VERBS = MappingProxyType(
    {
        "start": "Six questions, two minutes: a plan for your number, and this week's blocks.",
        "demo": "A company that is made up, imported and told in this terminal.",
        "import": "Bring in an export: a Salesforce folder, or CSV files by a map.",
        "standing": "Where everyone stands, alone and with help, against the goal.",
        "backtest": "How good ownit would have been on this history, beside the ways people forecast today.",
        "goal": "Set, import and list goals.",
        "plan": "What to do each week to make the number with nobody's help, and how sure that is.",
        "redo": "The plan made anew from today: what changes, and whether you undertake it.",
        "week": "This week's blocks from your plan, what is done so far, and what comes next.",
        "friday": "Close the week: five numbers, which blocks were kept, the plan redone from today.",
        "share": "Five lines on your week to paste into any chat, without a deal or a name.",
        "targets": "Whom you mean to go after: list, paste, import, accept, drop, what comes next.",
        "rfp": "The RFPs that are open, and how you will change each: without that it gets no time.",
        "calendar": "When you work, which calendars are in the way, and what became of your blocks.",
        "log": "What you did, in one line: dials, conversations, meetings, deals opened.",
        "facts": "List, undo, rebuild and check the facts; say who opened a deal.",
        "set": "What the organisation chooses: fiscal calendar, currency, zone, confidence.",
        "version": "Say which ownit this is.",
    }
)
"""Every verb and its line in the help; the module is ``ownit.cli.verb_NAME``."""


class Verbs(TyperGroup):
    """A group that lists its verbs from :data:`VERBS` and imports only the one that is resolved."""

    def resolve_command(
        self, ctx: _click.Context, args: list[str]
    ) -> tuple[str | None, _click.Command | None, list[str]]:
        name, listed, rest = super().resolve_command(ctx, args)
        return name, (load(name) if name and listed else listed), rest


def load(name: str) -> _click.Command:
    """Import the verb's module and make its command."""
    module = importlib.import_module(f"ownit.cli.verb_{name}")
    command = get_command(module.app)
    command.name, command.short_help = name, VERBS[name]
    # Typer offers to install completion with every app; it would install it for a verb as if that were a program.
    command.params = [one for one in command.params if not one.opts[0].endswith("-completion")]
    return command


def _version(asked: bool) -> None:  # noqa: FBT001 - the signature Typer calls back with
    if asked:
        telling.line(f"ownit {telling.version()}")
        raise typer.Exit


def _root(
    *,
    show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which ownit this is and stop.")
    ] = False,
) -> None:
    """Will you make your number if nobody helps you, and what to do on Monday if not."""
    del show  # its callback has done the work


def _group() -> TyperGroup:
    root = typer.Typer(
        cls=Verbs,
        add_completion=False,
        rich_markup_mode=None,  # plain help: importing Rich would take half of the 0.4 s that help may take
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    root.callback()(_root)
    group = get_command(root)
    assert isinstance(group, TyperGroup)
    for name, line in VERBS.items():
        group.add_command(TyperCommand(name, help=line, rich_markup_mode=None))
    return group


def run(open_workspace: Callable[[], Workspace], arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code: 0 done, 1 what a person can mend, 2 misuse, 130 stopped by Ctrl-C.

    ``open_workspace`` is called only if a verb needs it: help and version work when a setting is wrong. A reader that
    goes away (``ownit facts list | head -1``) ends the telling quietly. Anything else that is raised is a bug and
    passes through; see :mod:`ownit.config.faults`.
    """
    try:
        return _ended(open_workspace, arguments)
    except OutputError as error:  # even what is told at the end of another error
        telling.give_up()
        telling.aside(f"ownit: {error}")
        return 1


def _ended(open_workspace: Callable[[], Workspace], arguments: Sequence[str] | None) -> int:
    """Run it and flush what was said; raises OutputError, and what is a bug."""
    try:
        with stopping.by_a_person():
            _group().main(args=arguments, prog_name="ownit", obj=open_workspace)
    except SystemExit as end:
        return telling.finish(end.code if isinstance(end.code, int) else int(end.code is not None))
    except KeyboardInterrupt:  # it met the engine: the other kind ends in the group's own exit
        return telling.finish(stopping.STOPPED)
    except OutputError:
        raise
    except OwnitError as error:
        telling.finish(1)
        mended = f"{error}{_how_to_name(error, sys.argv[1:] if arguments is None else arguments)}"
        telling.aside(f"ownit: {_as_called(mended, open_workspace)}")
        return 1
    return 0


def _as_called(text: str, open_workspace: Callable[[], Workspace]) -> str:
    """A text with each command in it as it is called in this workspace; as it stands where that cannot be opened."""
    if "ownit " not in text:
        return text
    from ownit.cli import calling

    try:
        return calling.suggested(text, calling.into(open_workspace()))
    except OwnitError:
        return text


def _how_to_name(error: OwnitError, words: Sequence[str]) -> str:
    """`` Say it: ownit week "NAME"`` where a name would mend it."""
    if not (isinstance(error, UnnamedError) and error.how_to_name and words and words[0] in VERBS):
        return ""
    from ownit.cli.naming import named

    return f" Say it: {named(load(words[0]), words)}"
