"""How is a week told in one sentence, and what is the one thing to do next?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ownit.answers.commands import about, first_plan, whose
from ownit.answers.week.done import done
from ownit.answers.words import hours, moment
from ownit.method.blocks.kinds import Kind

if TYPE_CHECKING:
    from ownit.answers.week.answer import Account, BlockTold, Week


def blocks_in_words(n: int) -> str:
    """``1 block``, ``3 blocks``."""
    return f"{n} block{'' if n == 1 else 's'}"


def figure(value: float) -> str:
    """A number a week: whole from ten up, one digit below."""
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}".removesuffix(".0")


def when(block: BlockTold) -> str:
    """``Tue 09:00``."""
    return moment(block.start)


def motions(account: Account) -> str:
    """``8 h to open business, 3 h to win open deals and 1 h to serve customers``."""
    return _motions(account.creating, account.winning, account.serving)


def held(blocks: Sequence[BlockTold]) -> str:
    """The same of what blocks hold: less than is undertaken where not all of it did fit."""
    creating = sum(b.minutes for b in blocks if b.creating)
    winning = sum(b.minutes for b in blocks if b.kind == Kind.WIN)
    return _motions(creating, winning, sum(b.minutes for b in blocks) - creating - winning)


def _motions(creating: int, winning: int, serving: int) -> str:
    named = ((creating, "to open business"), (winning, "to win open deals"), (serving, "to serve customers"))
    parts = [f"{hours(n)} {what}" for n, what in named if n]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else "nothing"


def of(week: Week) -> str:
    """What of the week's undertaking is done and what is left; of a week to come: what it holds."""
    if not week.planned and not week.blocks:
        return f"No plan holds {'next' if week.coming else 'this'} week, so nothing is undertaken yet."
    if week.begins is not None:
        return f"Your plan begins on {week.begins:%A}: nothing is left of this week for it."
    if not week.account.undertaken:
        return f"Your plan wants nothing of {'next' if week.coming else 'this'} week: you do not work on it."
    return _coming(week) if week.coming else _current(week)


def _coming(week: Week) -> str:
    first = next((b for b in week.blocks if b.state == "to_come"), None)
    begins = f"; it begins with {first.title}, {when(first)}" if first else ""
    return f"Next week holds {blocks_in_words(len(week.blocks))}: {held(week.blocks)}{begins}."


def _current(week: Week) -> str:
    account = week.account
    parts = [_done(account, sum(done(b, week.as_of) for b in week.blocks), len(week.blocks))]
    if account.left:
        parts.append(f"{hours(account.left)} {_are(account.left)} left")
    unsaid = [b for b in week.blocks if b.state == "past"]
    if unsaid:
        parts.append(f"of {blocks_in_words(len(unsaid))} you have not said whether you kept {_them(unsaid)}")
    if account.made_up:
        parts.append(f"{hours(account.made_up)} that you missed {_have(account.made_up)} found a new place")
    if account.missed:
        parts.append(f"{hours(account.missed)} {_are(account.missed)} missed")
    return "; ".join(parts) + "."


def _done(account: Account, kept: int, blocks: int) -> str:
    if account.done >= account.undertaken:
        return f"All {hours(account.undertaken)} that you undertook this week are done"
    did = f"{hours(account.done)} done" if account.done else "Nothing done yet"
    return (
        f"{did} of the {hours(account.undertaken)} that you undertook this week ({kept} of {blocks_in_words(blocks)})"
    )


def _are(minutes: int) -> str:
    return "is" if minutes == 60 else "are"


def _have(minutes: int) -> str:
    return "has" if minutes == 60 else "have"


def _them(blocks: Sequence[BlockTold]) -> str:
    return "it" if len(blocks) == 1 else "them"


def next_step(week: Week, *, with_names: bool, who: str | None = None, recorded: bool = False) -> str:
    """The one thing to do next; ``who`` as the person was named, where they were."""
    if not week.planned and not week.blocks:
        return first_plan(who, recorded=recorded)
    unsaid = [b for b in week.blocks if b.state == "past"]
    if len(unsaid) == 1 and not week.coming:
        kept = whose(f"ownit calendar kept {unsaid[0].number}", who)
        what = f"did you keep {unsaid[0].title}, {when(unsaid[0])}?"
        return f"{what} {kept}, or missed {unsaid[0].number}"
    if unsaid and not week.coming:
        return f"say which blocks you kept, by number, or all of them: {whose('ownit calendar kept all', who)}"
    ahead = next((b for b in week.blocks if b.state in {"now", "to_come"}), None)
    if ahead is None:
        return _close(week, who)
    if ahead.names:
        return f"{ahead.title}, {when(ahead)}: begin with {ahead.names[0]}"
    if ahead.creating and with_names and ahead.kind != "events":
        return f"find names for {ahead.title}, {when(ahead)}, which has none: {whose('ownit targets add NAME', who)}"
    return f"{ahead.title}, {when(ahead)}, {hours(ahead.minutes)}"


def _close(week: Week, who: str | None) -> str:
    if week.begins is not None:
        return f"see its first week: {about('ownit week', who, '--next')}"
    if week.coming:
        return f"see this week: {about('ownit week', who)}"
    return f"close the week: {about('ownit friday', who)}"
