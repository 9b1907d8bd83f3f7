"""Which page answers which address? None yet: this version speaks in the terminal."""

from __future__ import annotations

urlpatterns: list[object] = []
