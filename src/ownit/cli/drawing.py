"""Into which file can a picture be drawn, and how is it written there?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ownit.errors import OwnitError

if TYPE_CHECKING:
    import altair as alt

SUFFIXES = (".svg", ".png")
SCALE = 2.0  # of a PNG: pixels of the file for each of the picture


class PictureFileError(OwnitError):
    """The file's name does not say which kind of picture it is, or it lies in no folder."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} cannot be drawn into: name a file that ends in {' or '.join(SUFFIXES)}, in a folder that is there."
        )


def check(file: Path) -> None:
    """Before the work is done: raises PictureFileError if the picture could not be written after it."""
    if file.suffix.lower() not in SUFFIXES or not file.parent.is_dir():
        raise PictureFileError(file)


def write(chart: alt.TopLevelMixin, file: Path) -> None:
    """Draw a chart into a file, in this process: no network, no browser."""
    import vl_convert

    check(file)
    specification = chart.to_json()
    if file.suffix.lower() == ".svg":
        file.write_text(vl_convert.vegalite_to_svg(specification), encoding="utf-8")
    else:
        file.write_bytes(vl_convert.vegalite_to_png(specification, scale=SCALE))
    sys.stderr.write(f"Drawn into {file}\n")
