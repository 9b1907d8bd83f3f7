"""Where does everyone stand, alone and with help?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ownit.answers import words
from ownit.cli import calling, layout, session, telling
from ownit.cli.picture import OVER, WIDTH, Ink, bar, ink, legend
from ownit.method.law import Missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from rich.console import Console
    from rich.table import Table

    from ownit.answers.standing import Standing, SubjectStanding
    from ownit.method.law import Law

app = typer.Typer(rich_markup_mode=None)


@app.command()
def standing(
    ctx: typer.Context,
    who: Annotated[str | None, typer.Argument(help="A name, an e-mail or an id; everyone if left out.")] = None,
    *,
    as_of: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="As of that day, using only what was known then.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(help="month, quarter, year, or a name such as 'Q4 2026'; else what people are held to."),
    ] = None,
    json: telling.Json = False,
) -> None:
    """Where does everyone stand, alone and with help, against the goal?"""
    session.open_promises(ctx)
    from ownit.flows import standing as flow
    from ownit.flows.said import day_of

    answer = flow.standing(
        session.workspace(ctx),
        as_of=None if as_of is None else day_of("--as-of", as_of),
        period=period,
        who=who,
        progress=telling.progress(),
    )
    if json:
        from ownit.answers.standing import to_json

        telling.json_line(to_json(answer))
        return
    tell(answer, telling.console())


def tell(answer: Standing, console: Console, command: str | None = None) -> None:
    """One sentence, one picture, one table, one thing to do next; ``command``: how ownit is called, if not as here."""
    from rich.text import Text

    from ownit.answers.standing.sentence import in_short

    _paragraph(calling.suggested(answer.headline, command), console, style="bold")
    console.print()
    pens = ink(console.encoding)
    drawn = _drawn(answer)
    beside = [in_short(s, answer.period, answer.as_of) for s in drawn]
    longest = max(map(len, beside), default=0)
    # What is told beside a bar is never cut; a name that would push it out is.
    most = max(_NAME, min(console.width // 3, console.width - longest - 12))
    names = [s.name if len(s.name) <= most else f"{s.name[: most - 3]}..." for s in drawn]
    width = max(map(len, names), default=0)
    room = max(8, min(WIDTH, console.width - width - longest - 4))
    widest = max((sum(s.expected) for s in drawn if not s.goal), default=0.0)
    for subject, name, said in zip(drawn, names, beside, strict=True):
        console.print(Text(f"{name:<{width}}  {_bar(subject, pens, widest, room)}  {said}"), no_wrap=True)
    if drawn:
        unknown = any(s.expected[1] > 0 for s in drawn)
        console.print(Text(f"{'':<{width}}  {legend(pens, unknown=unknown)}", style="dim"))
        console.print()
    if len(answer.people) > 1 or any(s.also for s in answer.people):
        _sentences(answer, console)
    left_out = _print_table(answer, console)
    if left_out:
        console.print(Text(f"A wider terminal also shows: {', '.join(left_out)}.", style="dim"))
    if len(answer.people) == 1 and answer.people[0].decisive:
        console.print()
        console.print(_decisive(answer.people[0]))
    notes = (*answer.notes, *_small_print(answer))
    for note in notes:
        _paragraph(calling.suggested(note, command), console, style="dim")
    if answer.people or answer.teams or answer.whole or notes:
        console.print()
    step = f"Next: {calling.suggested(answer.next_step, command)}"
    if len(step) > console.width:
        before, at, _ = answer.next_step.partition(": ownit ")
        step = f"Next: {before}:\n  {step.removeprefix(f'Next: {before}: ')}" if at else step
    # Soft: the terminal itself breaks the line, so that the command in it can be copied whole.
    console.print(Text(step, style="bold"), soft_wrap=True)


def _drawn(answer: Standing) -> tuple[SubjectStanding, ...]:
    """Who has a bar in the picture: the people; of one team that is told, the team and its members."""
    return (*answer.people, *answer.teams, *answer.members) if answer.members or not answer.people else answer.people


def _paragraph(text: str, console: Console, style: str = "", indent: int = 0) -> None:
    """A text broken between words, no figure from its unit."""
    from rich.text import Text

    for line in layout.broken(text, max(console.width, layout.NARROWEST), indent):
        console.print(Text(line, style=style), soft_wrap=True)


def _small_print(answer: Standing) -> list[str]:
    """What it was learned from, the evidence on one person where one is told, and how much is wrong with the facts."""
    lines = [" ".join(answer.learned)] if answer.learned else []
    if len(answer.people) == 1:
        lines.append(_evidence(answer.people[0]))
    if n := len(answer.limits):
        things = "1 thing in the data limits" if n == 1 else f"{n} things in the data limit"
        lines.append(f"{things} this: ownit facts quality")
    return [line for line in lines if line]


def _evidence(s: SubjectStanding) -> str:
    """How many deals of the person's own it rests on."""
    of = s.evidence
    if "won_on_record" not in of:
        return ""
    parts = (
        (of["won_on_record"], "won on record"),
        (of["opened_lately"], "opened in the last 91 days"),
        (of["open_deals"], "open"),
    )
    told = ", ".join(f"{round(n):,} {what}" for n, what in parts if n is not None)
    apart = (
        (of["not_counted"], "open that do not count yet"),
        (of["undated"], "open without a creation date, which are in no chance"),
    )
    besides = " and ".join(f"{n:,} {what}" for n, what in apart if n)
    kinds = s.measure.partition(":")[2]
    whose = f"{s.name} in {kinds}" if kinds else s.name
    return f"Deals of {whose}: {told}{f' (and {besides})' if besides else ''}."


def _sentences(answer: Standing, console: Console) -> None:
    """One sentence each, and one for each further thing a person is held to; what several share once."""
    from rich.text import Text

    from ownit.answers.standing.sentence import reason_of_all, without_reason

    alike = [s for s in answer.people if s.sentence != without_reason(s)]
    several = len(alike) > 1
    if several and (answer.company is None or not answer.company.undecided):  # else the headline has it
        _paragraph(reason_of_all(alike), console)
    for subject in answer.people:
        console.print(Text(subject.name, style="bold"))
        for told in (subject, *subject.also):
            kinds = f"In {told.measure.partition(':')[2]}. " if ":" in told.measure else ""
            _paragraph(f"{kinds}{without_reason(told) if several else told.sentence}", console, indent=2)
    console.print()


def _bar(s: SubjectStanding, pens: Ink, widest: float, room: int) -> str:
    """The bar of one subject: against the goal, or against the widest of those without one."""
    own, unknown, others = s.expected
    goal = None if s.goal is None else float(s.goal)
    return bar(own, unknown, others, OVER * goal if goal else widest, goal, pens, room)


_NAME = 12
"""So many letters of a name stand before its bar, however narrow the terminal is."""
_PIPELINE = ("open", "counts")
"""The figures a narrow terminal does without, after the lesser of *unknown* and *others* and before the greater: where
all that was won is of unknown origin, its column is the last to go. The sentences and --json have them all."""


def _print_table(answer: Standing, console: Console) -> list[str]:
    """The table with as many figures as stand in a line each; the names of those left out."""
    subjects = [told for s in (*answer.people, *answer.members, *answer.teams, *answer.whole) for told in (s, *s.also)]
    if not subjects:  # nobody was there yet on that day
        return []
    left_out: list[str] = []
    if not any(s.won.unknown for s in subjects):
        left_out.append("unknown")  # nothing but zeros
    for name in (None, *(n for n in _least_first(subjects) if n not in left_out)):
        if name:
            left_out.append(name)
        table = _table(answer, subjects, left_out)
        if console.measure(table, options=console.options.update(max_width=1_000)).maximum <= console.width:
            break
    console.print(table)
    return left_out if any(s.won.unknown for s in subjects) else left_out[1:]


def _least_first(subjects: Sequence[SubjectStanding]) -> tuple[str, ...]:
    """The figures to leave out, in their order."""
    unknown, others = sum(abs(s.won.unknown) for s in subjects), sum(abs(s.won.others) for s in subjects)
    lesser, greater = ("unknown", "others") if unknown <= others else ("others", "unknown")
    return (lesser, *_PIPELINE, greater)


def _table(answer: Standing, subjects: Sequence[SubjectStanding], left_out: Sequence[str]) -> Table:
    figures = [name for name in _figures(subjects[0]) if name not in left_out]
    table = telling.table("who", *figures, title=f"{answer.period.name}, as of {answer.as_of}", right=figures)
    for s in subjects:
        kinds, told = s.measure.partition(":")[2], _figures(s)
        table.add_row(f"{s.name}, {kinds}" if kinds else s.name, *(told[name] for name in figures))
    return table


def _decisive(s: SubjectStanding) -> Table:
    """The open deals a person's number hangs on: the chance of it if each one comes, and if it does not."""
    swings = ("alone if won", "if lost", "with help if won", "if lost ")
    table = telling.table(
        "deal",
        "worth",
        "comes in",
        *swings,
        title="The deals your number hangs on",
        right=("worth", "comes in", *swings),
    )
    for d in s.decisive:
        sides = [(x.if_won, x.if_lost) if x else None for x in (d.alone, d.with_help)]
        told = [words.chance(p) for both in sides if both for p in both]
        cells = told if d.alone else ["not yours", "", *told]
        table.add_row(d.name or d.id, words.amount(d.amount), words.chance(d.chance), *cells)
    return table


def _figures(s: SubjectStanding) -> dict[str, str]:
    return {
        "goal": "-" if s.goal is None else words.amount(s.goal),
        "won own": words.amount(s.won.own),
        "others": words.amount(s.won.others),
        "unknown": words.amount(s.won.unknown),
        "open": _pipeline(s.registered, s, ("open_deals", "not_counted", "undated")),
        "counts": _pipeline(s.counted, s, ("open_deals",)),
        "alone 80 %": _range(s.alone),
        "with help 80 %": _range(s.help.as_going),
    }


def _pipeline(money: Decimal, s: SubjectStanding, deals: Sequence[str]) -> str:
    """The money of open deals; how many there are of all ``deals``, where there are some but no money."""
    n = sum(int(s.evidence.get(of, 0)) for of in deals)
    return words.amount(money) if money or not n else f"{n:,} deal{'' if n == 1 else 's'}"


def _range(law: Law | Missing) -> str:
    if isinstance(law, Missing):
        return "not known"
    return words.span(law.quantile(0.1), law.quantile(0.9))
