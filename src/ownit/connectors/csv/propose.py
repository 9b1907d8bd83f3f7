"""Which map would read these files, as far as the data shows it?"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.connectors.base import ReadOptions
from ownit.connectors.csv import described, guess
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

DOUBLES_SHOWN = 5
"""How many doubled ids are named."""
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
        found = ((t, self._joined(deals, taken[t])) for t in ("owner_id", "account_id", "product") if t in taken)
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

        chosen["id"] = self._key(deals, [c for c in columns if c is not taken["stage"] and guess.may_be_a_key(c)])
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

    def _key(self, deals: File, columns: Sequence[Column]) -> Column:
        """The column of the deals' ids, and what is odd about it."""
        unique, doubled = guess.key_column(columns), guess.doubled_key(columns)
        # A column called an id, though a few are doubled, is likelier meant than one that only happens to be unique.
        if doubled is not None and (unique is None or not guess.called_an_id(unique)):
            for doubt in self._not_a_key(deals, doubled):
                self.doubts.say(doubt)
            return doubled
        if unique is None:
            raise CannotPropose(
                [deals.staged.sheet.file],
                "no column has a different value in every record, as an id has",
                "Number the records in a column called ID, so that each keeps its number from one export to the next.",
            )
        if not unique.folded.endswith("id"):
            self.doubts.say(f'The id is "{unique.name}": it is unique, though not called an id.')
        return unique

    def _not_a_key(self, deals: File, key: Column) -> Iterator[str]:
        """Which ids stand in more than one record, the first few by name, and how many records have none."""
        value = ident(key.name)
        found = self.con.execute(
            f"SELECT {value} FROM {deals.staged.relation} WHERE {value} IS NOT NULL GROUP BY {value} "
            f"HAVING count(*) > 1 ORDER BY {value}"
        ).fetchall()
        taken = f'"{key.name}" was taken for the id, though'
        if found:
            shown = ", ".join(f'"{v}"' for (v,) in found[:DOUBLES_SHOWN])
            more = f" and {len(found) - DOUBLES_SHOWN:,} more" if len(found) > DOUBLES_SHOWN else ""
            yield f"{taken} {shown}{more} {'stands' if len(found) == 1 else 'stand'} in more than one record."
        if key.filled < key.rows:
            these = counted(key.rows - key.filled, "record has none; it is", "records have none; they are")
            yield f"{taken} {these} rejected."

    def _joined(self, deals: File, column: Column) -> Joined | None:
        """The other file whose unique column holds most of this column's values."""
        best, best_share = None, 0.5
        values = f"SELECT DISTINCT trim({ident(column.name)}) v FROM {deals.staged.relation} WHERE v <> ''"
        for file in self.files:
            for key in file.columns if file is not deals else []:
                if not key.unique or key.is_number:
                    continue
                known = f"SELECT trim({ident(key.name)}) FROM {file.staged.relation}"
                hits, of = self.con.execute(
                    f"SELECT count(*) FILTER (v IN ({known})), count(*) FROM ({values})"
                ).fetchall()[0]
                if of and hits / of > best_share:
                    strays = self.con.execute(
                        f"SELECT v FROM ({values}) WHERE v NOT IN ({known}) LIMIT 1000"
                    ).fetchall()
                    names = [k for (k,) in self.con.execute(known).fetchall()]
                    best, best_share = (
                        Joined(file=file, key=key, words=guess.near((v for (v,) in strays), names)),
                        hits / of,
                    )
        if best is not None and best.words:
            pairs = ", ".join(f'"{a}" is "{b}"' for a, b in list(best.words.items())[:3])
            self.doubts.say(f"{column.name}: taken to be the same but for the writing: {pairs}.")
        return best

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
        closing = taken.get("closed_on") or taken.get("expected_close")
        extras: dict[str, str] = {"outcome": "{ stages = true }"}
        if closing is not None:
            extras["closed_on"] = written.spec(closing.name, only_when=("won", "lost"), empties=closing.strays)
            expected = taken.get("expected_close", closing)
            extras["expected_close"] = written.spec(
                expected.name, only_when=() if expected is not closing else ("open",), empties=expected.strays
            )
            if expected is closing:
                self.doubts.say(
                    f'"{closing.name}" is the day a deal closed, or while it is open the day it is expected to.'
                )
        else:
            self.doubts.say("No column says when a deal closed: won deals cannot be counted into a period.")
        if "created_on" in taken:
            extras["created_on"] = written.spec(taken["created_on"].name, empties=taken["created_on"].strays)
        else:
            self.doubts.say("No column says when a deal was created: cycles cannot be reckoned.")
        if "amount" in taken:
            zero = self._zero_when_lost(deals, taken)
            extras["amount"] = written.spec(
                taken["amount"].name, zero_is_empty_when=("lost",) if zero else (), empties=taken["amount"].strays
            )
            if self.options.currency is None and "currency" not in taken:
                self.doubts.say('No column names a currency: add currency = "EUR" (or yours) under [import].')
        else:
            self.doubts.say("No column looks like an amount: only deals can be counted, not money.")
        if "source" not in taken:
            self.doubts.say("No column names the source of a deal: who opened it can only be seen in activities.")
        for column in dict.fromkeys(taken[t] for t in _FIGURES if t in taken):
            if column.strays:
                strays = " and ".join(f'"{word}"' for word in column.strays)
                self.doubts.say(f'"{column.name}": {strays} is taken to mean that there is none.')
        written.table("opportunity", deals.staged.sheet.file, simple, words=words, specs=extras)
        used = {c.name for c in taken.values()}
        for column in deals.columns:
            if column.name not in used:
                self.doubts.say(f'{deals.staged.sheet.file}: "{column.name}" is not used.')

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
