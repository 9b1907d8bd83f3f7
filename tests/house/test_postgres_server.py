"""What does tests/postgres-server do where there is no PostgreSQL: ask for it, ask after an update, or say why not?

Nothing is installed: `id` says that this is nobody special, and `sudo` and `apt-get` are stubs that record their call.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .tree import ROOT

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the script is for bash")
RECORD = '#!/bin/sh\nprintf "%s\\n" "$*" >>"$CALLS"\n'
APT = "apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=60 postgresql"
INSTALL = f"env DEBIAN_FRONTEND=noninteractive {APT}"


def start(tmp_path: Path, **stubs: str) -> tuple[int, str, list[str]]:
    """Exit code, stderr and the recorded calls of a start with nothing but these commands and the usual tools."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in (
        "bash",
        "dirname",
        "ls",
        "sort",
        "tail",
        "readlink",
        "mktemp",
        "mkdir",
        "cat",
        "rm",
        "tee",
        "env",
        "sed",
    ):
        (tools / name).symlink_to(str(shutil.which(name)))
    for name, script in {"id": "#!/bin/sh\necho 1000\n", **stubs}.items():
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    calls = tmp_path / "calls"
    calls.touch()
    done = subprocess.run(
        ["bash", ROOT / "tests/postgres-server", "start", tmp_path / "state"],
        env={"PATH": str(tools), "CALLS": str(calls), "POSTGRES_SERVERS": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr, calls.read_text().splitlines()


def test_without_a_package_manager_it_says_so(tmp_path: Path) -> None:
    assert start(tmp_path) == (1, "postgres-server: no PostgreSQL here, and no apt-get to install it with\n", [])


def test_without_the_right_it_asks_nobody(tmp_path: Path) -> None:
    code, says, calls = start(tmp_path, **{"apt-get": RECORD, "sudo": RECORD + "exit 1\n"})
    assert (code, calls) == (1, ["-n true"])
    assert "no right to install it" in says


def test_it_tries_once_then_updates_and_tries_again(tmp_path: Path) -> None:
    """Debian is told beforehand not to start a server of its own, unless it was told something already."""
    refuse = RECORD + 'case "$*" in *install*) exit 100 ;; *tee*) cat >/dev/null ;; esac\n'
    code, says, calls = start(tmp_path, **{"apt-get": RECORD, "sudo": refuse})
    asked = [call.removeprefix("-n ") for call in calls if "tee" not in call]
    assert code == 1
    assert asked == ["true", "mkdir -p /etc/postgresql-common", INSTALL, "apt-get update -q", INSTALL]
    assert says.endswith("PostgreSQL could not be installed\n")
    told = "-n tee /etc/postgresql-common/createcluster.conf" in calls
    assert told != os.path.exists("/etc/postgresql-common/createcluster.conf")  # noqa: PTH110 - as the script asks
