"""At a real terminal: does Enter undertake the plan made anew, n leave it, and anything else get asked again?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from tests.contract.conftest import ANSWERS

pytestmark = pytest.mark.slow

SAY = """
import sys
from ownit.config.environment import prepare, read
from ownit.promises.opening import open_promises
workspace = read().workspace
prepare(workspace.home)
open_promises(workspace.database)
from ownit.promises.people.access import OPERATOR
from ownit.promises.people.services import add_person
from ownit.promises.plans.services import say
person = add_person(OPERATOR, "Ada Quist", "", at=workspace.now()).id
for pair in sys.argv[1:]:
    name, _, text = pair.partition("=")
    say(OPERATOR, person, name, text, at=workspace.now())
"""


def test_enter_undertakes_n_leaves_and_the_rest_is_asked_again(tmp_path: Path) -> None:
    home = {
        **os.environ,
        "OWNIT_HOME": str(tmp_path),
        "OWNIT_TODAY": "2027-01-01",
        "DJANGO_SETTINGS_MODULE": "ownit.config.settings",
    }
    said = [f"{name}={text}" for name, text in ANSWERS.items()]
    subprocess.run([sys.executable, "-c", SAY, *said], env=home, check=True)
    for keys, told in (("n\r", "Nothing is changed."), ("maybe\r\r", "Undertaken.")):
        screen = pexpect.spawn(sys.executable, ["-m", "ownit", "redo"], env=home, encoding="utf-8", timeout=60)
        screen.expect("Undertake it\\?")
        screen.send(keys)
        screen.expect(told)
        screen.expect(pexpect.EOF)
