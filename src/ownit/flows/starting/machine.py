"""Which zone and which country does this computer say it is in?"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALTIME, TIMEZONE = Path("/etc/localtime"), Path("/etc/timezone")


def zone() -> str:
    """The IANA name of the computer's time zone; empty where it does not say, or says no more than UTC."""
    from django.conf import settings

    # Not the environment's TZ: Django has put its own there by now, and then every computer seemed to be in UTC.
    for name in (settings.COMPUTER_ZONE.lstrip(":"), _linked(), _written()):
        if name and _known(name):
            return "" if name in {"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "GMT", "Etc/GMT"} else name
    return ""


def country(zone: str) -> str:
    """The two letters of the country whose zone it is; empty for none."""
    table = resources.files("tzdata") / "zoneinfo" / "zone.tab"
    for line in table.read_text(encoding="utf-8").splitlines():
        part = line.split("\t")
        if not line.startswith("#") and len(part) > 2 and part[2] == zone:
            return part[0]
    return ""


def _linked() -> str:
    try:
        return LOCALTIME.resolve().as_posix().partition("zoneinfo/")[2]
    except OSError:  # a link in a circle: the file beside it may say
        return ""


def _written() -> str:
    try:
        return TIMEZONE.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # the three ways in which zoneinfo says no
        return False
    return True
