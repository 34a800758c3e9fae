"""What is configured is kept to, and what makes no sense ends the start with one line."""

import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from harness.environment import TEST_SECRET_KEY, environment_with
from harness.registry import Implementation, fill
from harness.servers import free_port
from shared_tests.rules import rule

ENDS_WITHIN_SECONDS = 20.0
"""Importing a framework takes a second, and several on a busy machine."""
AT_ONCE = 3

GOOD = {
    "DATABASE_URL": "sqlite:////no/such/folder/conduit.db",
    "ENVIRONMENT": "production",
    "SECRET_KEY": TEST_SECRET_KEY,
}
BAD_URLS = [
    "sqlite://conduit.db",
    "mysql://user:password@localhost/conduit",
    "postgresql://user:password@localhost:99999/conduit",
    "postgresql://user:password@localhost:5432",
    "mariadb://user:password@localhost:99999/conduit",
    "mariadb://user:password@localhost:3306",
]


@dataclass(frozen=True)
class Attempt:
    """A start with one variable of a good configuration changed."""

    command: tuple[str, ...]
    name: str
    value: str | None
    """None leaves the variable out."""

    def complaint(self, panel: Implementation) -> str:
        """Make the attempt; return what is wrong about its end, or "" when all is right."""
        values = {key: text for key, text in GOOD.items() if key != self.name}
        if self.value is not None:
            values[self.name] = self.value
        finished = subprocess.run(
            fill(self.command, port=free_port()),
            cwd=panel.folder,
            env=environment_with(**values),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ENDS_WITHIN_SECONDS,
            check=False,
        )
        lines = finished.stderr.strip().splitlines()
        well = len(lines) == 1 and self.name in lines[0] and not finished.stdout.strip()
        if well and finished.returncode != 0:
            return ""
        output = f"{finished.stderr}{finished.stdout}".strip()
        return f"{self}\n  ended with {finished.returncode} and {len(lines)} lines:\n{output}"


def complaints(panel: Implementation, attempts: Sequence[Attempt]) -> str:
    """Make several attempts, some at the same time, and return all that is wrong about them."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda attempt: attempt.complaint(panel), attempts)
        return "\n\n".join(filter(None, found))


@rule("OPS-6")
def test_no_command_starts_without_a_key_in_production(implementation: Implementation) -> None:
    commands = [implementation.migrate, *(each.command for each in implementation.profiles)]

    assert not complaints(
        implementation, [Attempt(command, "SECRET_KEY", None) for command in commands]
    )


@rule("OPS-6")
def test_no_short_key_is_good_in_production(implementation: Implementation) -> None:
    attempt = Attempt(implementation.profile().command, "SECRET_KEY", "x" * 31)

    assert not attempt.complaint(implementation)


@rule("OPS-6")
def test_no_command_starts_on_a_malformed_url(implementation: Implementation) -> None:
    commands = [each.command for each in implementation.profiles]

    assert not complaints(
        implementation, [Attempt(command, "DATABASE_URL", "nonsense") for command in commands]
    )


@rule("OPS-6")
@pytest.mark.parametrize("url", BAD_URLS)
def test_no_url_is_good_that_is_malformed(implementation: Implementation, url: str) -> None:
    attempt = Attempt(implementation.migrate, "DATABASE_URL", url)

    assert not attempt.complaint(implementation)
