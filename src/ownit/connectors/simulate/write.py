"""How does a company become a folder of exports?

One CSV per Salesforce object is streamed, a block of sellers at a time, so that memory does not grow with the company.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import fields
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ownit.connectors.base import Progress, silent
from ownit.connectors.simulate.book import book_of
from ownit.connectors.simulate.clock import Calendar, calendar_of, day_number
from ownit.connectors.simulate.objects import objects_of, people_objects, zone_of
from ownit.connectors.simulate.parameters import Company
from ownit.connectors.simulate.rows import Book, stacked
from ownit.connectors.simulate.tally import Tally
from ownit.connectors.simulate.truth import Truth, truth_of, truth_table, write_truth

_BLOCK_ROWS = 100_000  # activities gathered before a block is written
CONTINUED_SELLERS = 50  # above so many sellers the future is not simulated unless asked


def write_company(
    company: Company,
    folder: Path,
    *,
    seed: int,
    as_of: date,
    progress: Progress = silent,
    continuations: int | None = None,
) -> Truth:
    """Write what a company's CRM holds on the evening of ``as_of`` to ``folder``, the truth to ``folder/truth``.

    ``continuations`` is how often the future is simulated for P(hit): by default 4,000 times for up to 50 sellers,
    never for more. The same company, seed and day give the same bytes; a later day continues the same history. Raises
    ValueError if ``as_of`` lies outside the company's days, OSError if the folder cannot be written.
    """
    if not company.starts_on <= as_of <= company.ends_on:
        raise ValueError(f"{as_of} is not within {company.starts_on} to {company.ends_on}, the days of {company.name}")
    calendar, last = calendar_of(company, seed), day_number(as_of)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "truth").mkdir(exist_ok=True)
    tally = Tally(as_of=last)
    with Exports(folder) as exports:
        for name, table in people_objects(company, as_of):
            exports.write(name, table)
        zone = zone_of(company, calendar)
        for block in _blocks(company, calendar, seed, last, progress):
            tally.add(block)
            for name, table in objects_of(block, zone, company.currency):
                exports.write(name, table)
            exports.write_truth(truth_table(block))
    if continuations is None:
        continuations = 4_000 if len(company.sellers) <= CONTINUED_SELLERS else 0
    truth = truth_of(company, calendar, tally, seed=seed, as_of=as_of, continuations=continuations, rows=exports.rows)
    write_truth(truth, folder / "truth")
    progress("written", 1.0)
    return truth


def _blocks(company: Company, calendar: Calendar, seed: int, last: int, progress: Progress) -> Iterator[Book]:
    books: list[Book] = []
    for done, seller in enumerate(company.sellers, start=1):
        books.append(book_of(company, seller, calendar, seed, last))
        if sum(len(b.touches.id) for b in books) >= _BLOCK_ROWS:
            yield _bound(books)
            books = []
            progress("simulating", done / len(company.sellers))
    if books:
        yield _bound(books)


def _bound(books: Iterable[Book]) -> Book:
    together = list(books)
    return Book(**{f.name: stacked([getattr(b, f.name) for b in together]) for f in fields(Book)})


class Exports:
    """The open files of an export: a CSV per object, and the truth of every deal as Parquet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, int] = {}
        self._open: dict[str, pyarrow.csv.CSVWriter] = {}
        self._truth: pyarrow.parquet.ParquetWriter | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Exports:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def write(self, name: str, table: pa.Table) -> None:
        """Append rows to an object's file; the first call writes the header."""
        if name not in self._open:
            options = pyarrow.csv.WriteOptions(quoting_style="needed")
            writer = pyarrow.csv.CSVWriter(self.folder / f"{name}.csv", table.schema, write_options=options)
            self._open[name] = self._stack.enter_context(writer)
        self._open[name].write_table(table)
        self.rows[name] = self.rows.get(name, 0) + table.num_rows

    def write_truth(self, table: pa.Table) -> None:
        """Append to ``truth/deals.parquet``."""
        if self._truth is None:
            writer = pyarrow.parquet.ParquetWriter(self.folder / "truth" / "deals.parquet", table.schema)
            self._truth = self._stack.enter_context(writer)
        self._truth.write_table(table)
