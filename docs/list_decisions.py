"""Which decisions are there? Writes their list, by number and title, into docs/decisions/README.md."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "decisions"


def listed(path: Path) -> str:
    """One line of the list; a page begins with ``# 0801 Title``."""
    number = path.name[:4]
    title = path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ").removeprefix(number).lstrip(" .:")
    return f"- [{number} {title}]({path.name})\n"


def main() -> None:
    """Keep what stands before the list."""
    readme = FOLDER / "README.md"
    before = readme.read_text(encoding="utf-8").split("- [", 1)[0]
    readme.write_text(before + "".join(map(listed, sorted(FOLDER.glob("[0-9]*.md")))), encoding="utf-8")


if __name__ == "__main__":
    main()
