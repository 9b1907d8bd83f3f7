"""What does a seller send to whoever asks about the week: five lines, of the week's promises only?

No deal, no customer, no name, no count of dials: only blocks and hours, unless the seller adds more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ownit.answers.week import sentence
from ownit.answers.week.answer import BlockTold, Count, Week
from ownit.answers.week.done import ahead, done
from ownit.answers.words import hours

_AHEAD = frozenset({"now", "to_come"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What the seller puts in place of what the week says; empty leaves that. ``counts``: numbers to add."""

    in_the_way: str = ""
    next: str = ""
    question: str = ""
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The five lines; ``changed``: what of the week's blocks did in telling it, for the seller's own eyes."""

    undertaken: str
    done: str
    in_the_way: str
    next: str
    question: str
    changed: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they are pasted."""
        return (
            f"Undertaken: {self.undertaken}",
            f"Done: {self.done}",
            f"In the way: {self.in_the_way}",
            f"Next: {self.next}",
            f"Question: {self.question}",
        )


def share(week: Week, following: Week | None, added: Added) -> Share:
    """The five lines of a week; ``following`` is the next week, told where this one has no block left."""
    return Share(
        undertaken=_undertaken(week),
        done=_done(week, added.counts),
        in_the_way=_one_line(added.in_the_way) or _in_the_way(week),
        next=_one_line(added.next) or _next(week, following),
        question=_one_line(added.question) or _question(week),
        changed=(*week.changed, *(following.changed if following is not None else ())),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _undertaken(week: Week) -> str:
    return f"{hours(week.account.undertaken)} this week: {sentence.motions(week.account)}."


def _done(week: Week, counts: Sequence[Count]) -> str:
    kept = sum(done(b, week.as_of) for b in week.blocks)
    missed = sum(b.state == "missed" for b in week.blocks)
    later = sum(ahead(b, week.as_of) for b in week.blocks)
    met = sentence.blocks_in_words(len(week.blocks) - later)
    told = f"{kept} of {met}{' so far' if later else ''} kept, {hours(week.account.done)}"
    if later and later == len(week.blocks):
        told = "the first block is still to come"
    lost = f"; {missed} missed" if missed else ""
    numbers = "; " + ", ".join(f"{c.title} {c.count}" for c in counts) if counts else ""
    left = f"; {later} to come" if 0 < later < len(week.blocks) else ""
    return f"{told}{lost}{left}{numbers}."


def _in_the_way(week: Week) -> str:
    account = week.account
    no_room = account.undertaken - sum(b.minutes for b in week.blocks if b.state != "missed")
    if account.missed:
        return f"{hours(account.missed)} missed and not made up."
    if no_room > 0:
        return f"{hours(no_room)} found no free time in what was left of the week."
    return "nothing so far."


def _next(week: Week, following: Week | None) -> str:
    left = [b for b in week.blocks if b.state in _AHEAD]
    if left:
        more = f", and {len(left) - 1} more this week" if len(left) > 1 else ""
        return f"{_block(left[0])}{more}."
    if following is not None and following.blocks:
        held = sentence.held(following.blocks)
        return f"next week {sentence.blocks_in_words(len(following.blocks))}: {held}."
    return "the plan for next week."


def _block(block: BlockTold) -> str:
    return f"{block.title}, {sentence.when(block)}"


def _question(week: Week) -> str:
    """One question, from how the week went: about what was missed first, what is left, what was unsaid."""
    missed = [b for b in week.blocks if b.state == "missed"]
    if missed:
        return f"what would have saved {_block(missed[0])}?"
    if any(ahead(b, week.as_of) for b in week.blocks):
        return "which of the blocks left would you do first?"
    if week.account.done < week.account.undertaken:
        return "what should I drop so that the rest is done next week?"
    return "what one thing would make next week better?"
