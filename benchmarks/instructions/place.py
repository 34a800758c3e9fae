"""A place to serve a panel in that is alike in every checkout and on every machine.

Where a text lies in memory decides what it collides with in the interpreter's tables. A longer path
or one more variable in the environment moves all of them, and counts by almost a percent.
"""

import compileall
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from harness.registry import Implementation, Profile

SLOW_CLOCK = Path(__file__).with_name("slow_clock")
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*", "*.db*")


class Place:
    """A folder with a panel, and with a way to the interpreter."""

    def __init__(self, folder: Path, implementation: Implementation) -> None:
        """Copy the panel into a folder that is empty yet, whose path is always as long."""
        self.folder = folder
        self.panel = replace(implementation, folder=folder / "panel")
        shutil.copytree(implementation.folder, self.panel.folder, ignore=NOT_COPIED)
        # A server that compiles its own code lays out its memory in yet another way.
        compileall.compile_dir(self.panel.folder, quiet=1)
        shutil.copytree(SLOW_CLOCK, folder / "clock", ignore=NOT_COPIED)
        (folder / "python").symlink_to(sys.prefix)
        self.python = folder / "python" / Path(sys.executable).relative_to(sys.prefix)

    def command(
        self, profile: Profile, variables: Mapping[str, str], under: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return the command that serves the panel with these variables and no others.

        Args:
            profile: which way to serve it.
            variables: the panel's configuration.
            under: the program that runs the server, with its options.
        """
        environment = {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            # Else sets and dictionaries collide differently in every process.
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": str(self.folder / "clock"),
            # Requests come one at a time; which of eight threads had been warmed up is chance.
            "GUNICORN_CMD_ARGS": "--threads 1",
            **profile.environment,
            **variables,
        }
        assigned = (f"{name}={value}" for name, value in environment.items())
        words = (word.replace("{python}", str(self.python)) for word in profile.command)
        return ("env", "-i", *assigned, *under, *words)
