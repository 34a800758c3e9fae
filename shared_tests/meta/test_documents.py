"""The documents name files, headings and commands that there are."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import ROOT
from shared_tests.meta.sources import NOT_OURS, files, relative

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LISTED = re.compile(r"^([\w.-]+/)\s{2,}\S", re.MULTILINE)
"""A folder in a listing, with what is in it."""
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
SHOWN_FILE = re.compile(r"<!-- file: (\S+) -->")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(r"[\w.-]+(/[\w.-]+)+/?")

COMMAND = re.compile(r"make((?: [\w-]+(?:=\S*)?)+)")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"\b([A-Z][A-Z_]+)\b", MAKEFILE))

ROOMS = {path.name for path in ROOT.iterdir() if path.is_dir()} - NOT_OURS

about_documents = pytest.mark.parametrize("document", files(".md"), ids=relative)


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def named_paths(text: str) -> Iterator[str]:
    """Yield the paths from the root that a document names outside of links."""
    yield from SHOWN_FILE.findall(text)
    for block in FENCED.findall(text):
        yield from LISTED.findall(block)
    for code in CODE.findall(FENCED.sub("", text)):
        if PATH.fullmatch(code) and code.partition("/")[0] in ROOMS:
            yield code


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words behind `make` wherever a document shows such a command."""
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    lines += re.findall(r"^ {3,}(.+)$", text, re.MULTILINE)
    for code in [*lines, *CODE.findall(FENCED.sub("", text))]:
        if match := COMMAND.match(code.strip()):
            yield match[1].split()


@about_documents
def test_links_lead_somewhere(document: Path) -> None:
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    dead = []
    for link in LINK.findall(text):
        address, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = (document.parent / address).resolve() if address else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)

    assert dead == []


@about_documents
def test_paths_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")

    assert [path for path in named_paths(text) if not (ROOT / path).exists()] == []


@about_documents
def test_commands_are_in_the_makefile(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    words = [word for command in commands(text) for word in command]
    targets = {word for word in words if "=" not in word}
    variables = {word.partition("=")[0] for word in words if "=" in word}

    assert targets - TARGETS == set()
    assert variables - VARIABLES == set()


def test_every_target_says_what_it_does() -> None:
    silent = [
        target
        for target in re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
        if not re.search(rf"^{target}:.*## \w", MAKEFILE, re.MULTILINE)
    ]

    assert silent == []


def test_every_decision_names_what_enforces_it() -> None:
    decisions = files(".md", below=ROOT / "docs" / "decisions")
    unenforced = [
        relative(decision)
        for decision in decisions
        if "**Enforced by**" not in decision.read_text(encoding="utf-8")
    ]

    assert unenforced == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see `spec/rules.md`.", ["spec/rules.md"]),
        ("`*_impl/models.py`, `accounts/models.py`, `a/b`", []),
        ("<!-- file: harness/story.py -->", ["harness/story.py"]),
        ("```\nspec/   the contract\nmake test\n```", ["spec/"]),
    ],
)
def test_paths_are_noticed(text: str, expected: list[str]) -> None:
    assert list(named_paths(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `make test IMPL=flask`.", [["test", "IMPL=flask"]]),
        ("```\nmake check\n```", [["check"]]),
        ("1. Run it:\n\n   make seed USERS=1   # a few\n", [["seed", "USERS=1"]]),
        ("It will\nmake you think, and `maker` too.", []),
    ],
)
def test_commands_are_noticed(text: str, expected: list[list[str]]) -> None:
    assert list(commands(text)) == expected
