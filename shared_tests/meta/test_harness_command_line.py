"""What all command lines do with an error, an interruption and `--impl`."""

import argparse

import pytest

from harness.command_line import add_implementations, chosen_implementations, exit_status
from harness.registry import RegistryError, panels


class Known(Exception):
    pass


@pytest.mark.parametrize(("value", "status"), [(None, 0), (0, 0), (3, 3)])
def test_a_command_says_how_it_went(value: int | None, status: int) -> None:
    assert exit_status(lambda: value, ()) == status


@pytest.mark.parametrize(("error", "status"), [(Known("one line"), 1), (OSError("one line"), 2)])
def test_an_explained_error_is_one_line(
    error: Exception, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    assert exit_status(fail, (Known,), {OSError: 2}) == status
    assert capsys.readouterr() == ("", "one line\n")


def test_any_other_error_is_a_traceback() -> None:
    def fail() -> None:
        raise ValueError("a mistake of ours")

    with pytest.raises(ValueError, match="of ours"):
        exit_status(fail, (Known,))


def test_an_interruption_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    assert exit_status(interrupt, (Known,)) == 130
    assert capsys.readouterr() == ("", "")


def chosen(*words: str) -> list[str]:
    parser = argparse.ArgumentParser()
    add_implementations(parser)
    return [each.name for each in chosen_implementations(parser.parse_args(words))]


def test_implementations_are_those_named_in_their_order_or_all_panels() -> None:
    assert chosen("--impl", "flask, django") == ["flask", "django"]
    assert chosen() == [each.name for each in panels()]
    with pytest.raises(RegistryError, match="nonsense"):
        chosen("--impl", "nonsense")
