"""How is a column made in which every row says the same?

Not with ``pa.scalar`` or ``pa.array``: they import pandas, which takes half a second that an import can do without.
"""

from __future__ import annotations

import struct
from typing import Any

import pyarrow as pa


def text(value: str) -> Any:
    """A text as Arrow has it."""
    said = value.encode()
    one = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(struct.pack("=ii", 0, len(said))), pa.py_buffer(said)]
    )
    return one[0]


def no() -> Any:
    """False as Arrow has it."""
    return pa.Array.from_buffers(pa.bool_(), 1, [None, pa.py_buffer(b"\0")])[0]
