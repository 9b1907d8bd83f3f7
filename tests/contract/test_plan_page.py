"""Is the page of a plan whole by itself, and does it keep to itself what is the seller's own?"""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.contract.conftest import On

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

NEW_YEAR = date(2027, 1, 1)


class Seen(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.values += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "style")]


def test_the_page_needs_nothing_else_and_keeps_what_is_the_sellers_own(on: On, ada: int, tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    run = on(NEW_YEAR)
    run("plan", "--commission", "6 %")
    code, _, err = run("plan", "--html", str(file))
    assert code == 0, err
    text = file.read_text(encoding="utf-8")
    seen = Seen()
    seen.feed(text)
    assert {"svg", "table", "h1"} <= set(seen.elements)
    assert not {"script", "link", "img", "iframe", "object"} & set(seen.elements)
    assert not [v for v in seen.values if re.search(r"https?:|//|url\(", v)]
    assert not re.search(r"@import|url\(", text)
    assert "600 k EUR" in text
    assert "Skagen" not in text  # why, and what one earns, are not for others
    assert "you earn" not in text
