"""Which map would read these files, as far as the data shows it?"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import ReadOptions
from ownit.connectors.csv import described, guess, keys
from ownit.connectors.csv.described import File, Joined
from ownit.connectors.csv.files import in_source
from ownit.connectors.csv.guess import Doubts
from ownit.connectors.csv.profile import Column, profile
from ownit.connectors.csv.written import Written, write
from ownit.connectors.errors import CannotPropose, NoFiles, UndecidableDates, UndecidableNumbers
from ownit.connectors.reading import Field, ident, look, open_scratch, project, stage
from ownit.connectors.reading.delimited import holds
from ownit.connectors.reading.sources import classes
from ownit.facts.schema import OPPORTUNITY
from ownit.method.written import counted

if TYPE_CHECKING:
    import duckdb

_FIGURES = ("created_on", "closed_on", "expected_close", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMap:
    """A map as TOML text, and what it is unsure of, one sentence each (they stand in its comments too)."""

    text: str
    unsure: tuple[str, ...]


def propose(source: Path, options: ReadOptions) -> ProposedMap:
    """Look at a file or folder and write a first map for it.

    Errors: :class:`NoFiles`, :class:`CannotPropose` if no column tells won from lost, any ``FileError``.
    """
    paths = in_source(source)
    if not paths:
        raise NoFiles(source, "CSV files (.csv, .tsv, .txt)", holds(source))
    with tempfile.TemporaryDirectory(prefix="ownit-") as scratch:
        con = open_scratch(Path(scratch), options)
        try:
            staged = [
                stage(con, look(p, options, scratch=Path(scratch)), options, name=f"file_{i}")
                for i, p in enumerate(paths)
            ]
            files = [File(staged=s, columns=profile(con, s)) for s in staged]
            return _Proposal(con=con, files=files, options=options, doubts=Doubts(), source=source).map()
        finally:
            con.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """A proposal under way."""

    con: duckdb.DuckDBPyConnection
    files: Sequence[File]
    options: ReadOptions
    doubts: Doubts
    source: Path

    def map(self) -> ProposedMap:
        deals, stage_ = self._deals()
        taken: dict[str, Column] = {"stage": stage_}
        taken |= self._deal_columns(deals, taken)
        joined = self._lookups(deals, taken)
        written = Written(name=re.sub(r"\W+", "_", self.source.stem).lower() or "crm", file=deals.staged.sheet.file)
        written.head(self.options, self._dates(deals, taken))
        self._people(written, deals, taken, joined.get("owner_id"))
        described.accounts(written, self.doubts, joined.get("account_id"))
        described.products(written, joined.get("product"))
        self._opportunities(written, deals, taken, joined)
        self._stages(written, stage_)
        self._sources(written, taken.get("source"))
        used = {j.file.staged.sheet.file for j in joined.values()} | {deals.staged.sheet.file}
        for file in self.files:
            if file.staged.sheet.file not in used:
                self.doubts.say(f"{file.staged.sheet.file} is not used: no column of the deals names its records.")
        return ProposedMap(text=write(written, self.doubts.said), unsure=tuple(self.doubts.said))

    def _lookups(self, deals: File, taken: dict[str, Column]) -> dict[str, Joined]:
        """The files that describe the owners, accounts and products of the deals."""
        found = ((t, keys.joined(self, deals, taken[t])) for t in ("owner_id", "account_id", "product") if t in taken)
        return {target: joined for target, joined in found if joined is not None}

    def _deals(self) -> tuple[File, Column]:
        """The file of deals: the largest with a column that tells won from lost."""
        found = [(f, s) for f in self.files if (s := guess.stage_column(f.columns)) is not None]
        if not found:
            raise CannotPropose([f.staged.sheet.file for f in self.files])
        best = max(found, key=lambda fs: fs[0].staged.count)
        if len(found) > 1:
            self.doubts.say(f"{best[0].staged.sheet.file} was taken for the deals, being the largest that could be.")
        return best

    def _deal_columns(self, deals: File, taken: dict[str, Column]) -> dict[str, Column]:
        columns, chosen = deals.columns, dict(taken)

        def take(target: str, stems: Sequence[str], kind: str = "text") -> None:
            column = guess.named(columns, stems, taken=[c.name for c in chosen.values()], kind=kind)
            if column is not None:
                chosen[target] = column

        chosen["id"] = keys.key(self, deals, [c for c in columns if c is not taken["stage"] and guess.may_be_a_key(c)])
        take("owner_id", guess.OWNER)
        take("account_id", guess.ACCOUNT)
        take("product", guess.PRODUCT)
        take("source", guess.SOURCE)
        take("expected_close", ("expected close", "expected", "forecast"), "date")
        take("closed_on", guess.CLOSE, "date")
        take("created_on", guess.CREATED, "date")
        take("amount", guess.AMOUNT, "number")
        take("currency", ("currency",))
        take("name", ("deal name", "opportunity name", "title", "name"))
        if "owner_id" not in chosen:
            raise CannotPropose([deals.staged.sheet.file], "no column looks like the owner of a deal")
        return chosen

    def _dates(self, deals: File, taken: dict[str, Column]) -> tuple[str | None, str | None]:
        """The order of days and months and the decimal mark to declare, where the columns cannot decide."""
        order, mark = self.options.date_order, self.options.decimal
        for target in _FIGURES:
            if target not in taken:
                continue
            field = Field(target=target, column=taken[target].name, kind="money" if target == "amount" else "date")
            fixed = [Field(target=t, expression="'x'") for t in ("id", "owner_id", "stage", "outcome")]
            options = replace(self.options, date_order=order, decimal=mark)
            try:
                project(self.con, deals.staged, OPPORTUNITY, [*fixed, field], options=options, key_unique=False)
            except UndecidableDates:
                order = "mdy"
                self.doubts.say(f'"{taken[target].name}" can be day first or month first: month first is assumed.')
            except UndecidableNumbers:
                mark = "."
                self.doubts.say(f'"{taken[target].name}": the decimal mark cannot be told: a dot is assumed.')
        return order, mark

    def _people(self, written: Written, deals: File, taken: dict[str, Column], joined: Joined | None) -> None:
        if joined is None:
            owner = {"id": taken["owner_id"].name, "name": taken["owner_id"].name}
            written.table("person", deals.staged.sheet.file, owner, distinct=True)
            self.doubts.say(
                "There is no file of people: they are the owners of deals, and nobody is known to lead anybody."
            )
            return
        file, columns = joined.file.staged.sheet.file, joined.file.columns
        name = guess.named(columns, ("full name", "name"), taken=[joined.key.name])
        email = next((c for c in columns if c.emails > 0.5), None)
        about = {"id": joined.key.name, "name": (name or joined.key).name}
        written.table("person", file, about | ({"email": email.name} if email else {}))
        manager = guess.named(columns, guess.MANAGER, taken=[joined.key.name])
        if manager is None:
            return
        known = f"SELECT {ident(joined.key.name)} FROM {joined.file.staged.relation}"
        strangers = self.con.execute(
            f"SELECT count(DISTINCT {ident(manager.name)}) FROM {joined.file.staged.relation}"
            f" WHERE {ident(manager.name)} NOT IN ({known})"
        ).fetchall()[0][0]
        if strangers:
            written.table("person", file, {"id": manager.name, "name": manager.name}, distinct=True)
        written.table("position", file, {"person_id": joined.key.name, "manager_id": manager.name})
        self.doubts.say(f'"{manager.name}" was taken for the person that "{joined.key.name}" reports to.')

    def _opportunities(
        self, written: Written, deals: File, taken: dict[str, Column], joined: dict[str, Joined]
    ) -> None:
        simple = {t: c.name for t, c in taken.items() if t not in _FIGURES}
        words = {t: j.words for t, j in joined.items() if j.words}
        specs = {"outcome": "{ stages = true }"}
        specs |= self._closing(written, taken) | self._created(written, taken) | self._amount(written, deals, taken)
        if "source" not in taken:
            self.doubts.say("No column names the source of a deal: who opened it can only be seen in activities.")
        self._strays(taken)
        written.table("opportunity", deals.staged.sheet.file, simple, words=words, specs=specs)
        used = {c.name for c in taken.values()}
        for column in deals.columns:
            if column.name not in used:
                self.doubts.say(f'{deals.staged.sheet.file}: "{column.name}" is not used.')

    def _closing(self, written: Written, taken: dict[str, Column]) -> dict[str, str]:
        """When a deal closed, and when an open one is expected to: one column may say both."""
        closing = taken.get("closed_on") or taken.get("expected_close")
        if closing is None:
            self.doubts.say("No column says when a deal closed: won deals cannot be counted into a period.")
            return {}
        expected = taken.get("expected_close", closing)
        if expected is closing:
            self.doubts.say(
                f'"{closing.name}" is the day a deal closed, or while it is open the day it is expected to.'
            )
        only_when = () if expected is not closing else ("open",)
        return {
            "closed_on": written.spec(closing.name, only_when=("won", "lost"), empties=closing.strays),
            "expected_close": written.spec(expected.name, only_when=only_when, empties=expected.strays),
        }

    def _created(self, written: Written, taken: dict[str, Column]) -> dict[str, str]:
        created = taken.get("created_on")
        if created is None:
            self.doubts.say("No column says when a deal was created: cycles cannot be reckoned.")
            return {}
        return {"created_on": written.spec(created.name, empties=created.strays)}

    def _amount(self, written: Written, deals: File, taken: dict[str, Column]) -> dict[str, str]:
        amount = taken.get("amount")
        if amount is None:
            self.doubts.say("No column looks like an amount: only deals can be counted, not money.")
            return {}
        if self.options.currency is None and "currency" not in taken:
            self.doubts.say('No column names a currency: add currency = "EUR" (or yours) under [import].')
        zero = ("lost",) if self._zero_when_lost(deals, taken) else ()
        return {"amount": written.spec(amount.name, zero_is_empty_when=zero, empties=amount.strays)}

    def _strays(self, taken: dict[str, Column]) -> None:
        """Words that stand where a figure is missing."""
        for column in dict.fromkeys(taken[t] for t in _FIGURES if t in taken):
            if column.strays:
                *most, last = (f'"{word}"' for word in column.strays)
                strays = f"{', '.join(most)} and {last} are" if most else f"{last} is"
                self.doubts.say(f'"{column.name}": {strays} taken to mean that there is none.')

    def _zero_when_lost(self, deals: File, taken: dict[str, Column]) -> bool:
        """Whether lost deals are written as zero."""
        lost = [w for w, _ in taken["stage"].words if guess.outcome_of(w) == "lost"]
        if not lost:
            return False
        amount, stage_ = ident(taken["amount"].name), ident(taken["stage"].name)
        marks = ", ".join("?" for _ in lost)
        zero, of = self.con.execute(
            f"SELECT count(*) FILTER (try_cast({amount} AS DOUBLE) = 0), count({amount}) FROM {deals.staged.relation}"
            f" WHERE trim({stage_}) IN ({marks})",
            lost,
        ).fetchall()[0]
        return bool(of and zero / of > 0.9)

    def _stages(self, written: Written, stage_: Column) -> None:
        for word, n in stage_.words:
            outcome = guess.outcome_of(word)
            unsure = None
            if outcome is None:
                unsure = self.doubts.say(f'The stage "{word}" ({counted(n, "deal", "deals")}) is taken to be open.')
            written.stage(word, outcome or "open", unsure)

    def _sources(self, written: Written, source: Column | None) -> None:
        """The sources that nobody has given a meaning yet, to be filled in."""
        words = () if source is None else source.words
        known = classes(word for word, _ in words)
        for word, n in words:
            if word not in known:
                of = counted(n, "deal", "deals")
                self.doubts.say(f'What the source "{word}" ({of}) means is not known: say it under [sources].')
                written.source(word)
