"""Is the computer's time zone found after Django has put its own into the environment?"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.slow
@pytest.mark.parametrize(("said", "zone"), [("Europe/Berlin", "Europe/Berlin"), (":Asia/Tokyo", "Asia/Tokyo")])
def test_the_zone_that_the_computer_says_outlives_djangos_own(said: str, zone: str) -> None:
    code = (
        "from django.conf import settings\n"
        "print(settings.TIME_ZONE)\n"
        "from ownit.flows.starting import machine\n"
        "print(machine.zone())\n"
    )
    env = {**os.environ, "TZ": said, "DJANGO_SETTINGS_MODULE": "ownit.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["UTC", zone]
