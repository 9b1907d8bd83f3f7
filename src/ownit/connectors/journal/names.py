"""When do two names mean the same account?"""

from __future__ import annotations

import re
import unicodedata

_FORMS = re.compile(
    r"\b(incorporated|inc|limited|ltd|llc|llp|corporation|corp|company|co|gmbh|ag|sa|spa|srl|plc|bv|nv|oy|ab|as|kg|pty|the)\b"
)


def folded(name: str) -> str:
    """A name as names are compared: without case, accents, marks and legal forms. ``Acme, Inc.`` is ``acme``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = re.sub(r"[^\w]+", " ", re.sub(r"(?<=\w)\.(?=\w)", "", plain.casefold())).strip()
    bare = " ".join(_FORMS.sub(" ", words).split())
    return bare or words or name.casefold().strip()
