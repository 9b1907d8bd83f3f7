"""What was undertaken of a week, what of it is done, and what is left?

Pure: the week as it is kept, the numbers so far and what the plan owes come in; what is told goes out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ownit.answers.week import sentence
from ownit.answers.week.done import ahead, done
from ownit.method.blocks.kinds import CREATING, Kind, titled
from ownit.promises.blocks.record import Block
from ownit.promises.blocks.record import Week as KeptWeek

SEEN_BY = "Who sees this: you. Your leader and your buddy see how many blocks you planned, kept and missed."


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTold:
    """A block as it is shown: its number in the week, its local start, its names, and how it stands.

    ``state``: kept, missed, moved or made_up as said; else ``past`` (nothing said), ``now`` or ``to_come``.
    """

    number: int
    uid: str
    kind: str
    title: str
    start: datetime
    minutes: int
    state: str
    names: tuple[str, ...] = ()

    @property
    def creating(self) -> bool:
        """Whether it opens business."""
        return self.kind in CREATING


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number of the week so far, and what the plan owes of it in this week; None where it says nothing of it.

    ``source``: the CRM that supplies it, ``journal``, or empty where nobody has told it.
    """

    key: str
    title: str
    count: int
    planned: float | None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The minutes of a week: undertaken in all and by motion, done, missed and not made up, still to come."""

    undertaken: int
    creating: int
    winning: int
    serving: int
    done: int
    missed: int
    left: int
    made_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One screen: a sentence, the blocks, the numbers, and one thing to do next."""

    person: int
    name: str
    start: date
    end: date
    as_of: datetime
    zone: str
    coming: bool
    planned: bool  # whether a plan holds
    version: int
    account: Account
    blocks: tuple[BlockTold, ...]
    counts: tuple[Count, ...]
    changed: tuple[str, ...]
    short: tuple[str, ...]
    notes: tuple[str, ...]
    sentence: str = ""
    next_step: str = ""
    seen_by: str = SEEN_BY
    begins: date | None = None  # the Monday on which a plan begins that came too late for this week


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a week's answer is made of; ``wanted`` are minutes by kind, ``short`` what did not fit, in words.

    ``who``: how the person was named, None where nobody was and it is *you*; ``recorded``: whether a CRM has them.
    ``since``: from when the plan holds.
    """

    name: str
    week: KeptWeek
    now: datetime
    zone: ZoneInfo
    coming: bool
    planned: bool
    wanted: Mapping[str, int]
    names: Mapping[str, Sequence[str]]
    counts: tuple[Count, ...] = ()
    made_up: int = 0
    changed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    with_names: bool = True
    who: str | None = None
    recorded: bool = False
    since: date | None = None


def told(given: Given) -> Week:
    """The answer for one week."""
    week = given.week
    blocks = tuple(_block(n, b, given) for n, b in enumerate(week.standing, 1))
    answer = Week(
        person=week.person,
        name=given.name,
        start=week.week,
        end=week.week + timedelta(days=6),
        as_of=given.now,
        zone=given.zone.key,
        coming=given.coming,
        planned=given.planned,
        version=week.version,
        account=_account(blocks, given),
        blocks=blocks,
        counts=given.counts,
        changed=given.changed,
        short=given.short,
        notes=given.notes,
        begins=_begins(blocks, given),
    )
    said = sentence.of(answer)
    then = sentence.next_step(answer, with_names=given.with_names, who=given.who, recorded=given.recorded)
    return replace(answer, sentence=said, next_step=then)


def _begins(blocks: Sequence[BlockTold], given: Given) -> date | None:
    """Next Monday, where the plan came within this week and nothing of it is left that it wants something of."""
    late = given.since is not None and given.since > given.week.week
    return given.week.week + timedelta(days=7) if late and not (given.coming or blocks or given.wanted) else None


def _block(number: int, block: Block, given: Given) -> BlockTold:
    return BlockTold(
        number=number,
        uid=block.uid,
        kind=block.kind,
        title=titled(block.kind),
        start=block.start.astimezone(given.zone),
        minutes=block.minutes,
        state=block.outcome or _state(block, given.now),
        names=tuple(given.names.get(block.uid, ())),
    )


def _state(block: Block, now: datetime) -> str:
    return "to_come" if now < block.start else "now" if now < block.end else "past"


def _account(blocks: Sequence[BlockTold], given: Given) -> Account:
    """Undertaken is what the plan wants of the week, or what was planned where no plan holds any more."""
    by_kind: dict[str, int] = {}
    for b in blocks if not given.wanted else ():
        by_kind[b.kind] = by_kind.get(b.kind, 0) + b.minutes
    by_kind = by_kind or dict(given.wanted)
    undertaken = sum(by_kind.values())
    did = sum(b.minutes for b in blocks if done(b, given.now))
    left = sum(b.minutes for b in blocks if ahead(b, given.now))
    lost = sum(b.minutes for b in blocks if b.state == "missed")
    # What was missed and done in another place since, or is still to be, is lacking no more.
    missed = min(max(0, lost - given.made_up), max(0, undertaken - did - left))
    return Account(
        undertaken=undertaken,
        creating=sum(n for kind, n in by_kind.items() if kind in CREATING),
        winning=by_kind.get(Kind.WIN, 0),
        serving=by_kind.get(Kind.SERVE, 0),
        done=did,
        missed=missed,
        left=left,
        made_up=given.made_up,
    )
