"""The registry reads every `implementation.toml`, and says clearly what is wrong with one."""

from pathlib import Path

import pytest

from harness import registry

TINY = """
name = "tiny"
title = "Tiny"
framework = "None at all"
language = "Python"
engines = ["sqlite"]
migrate = ["{python}", "migrate.py"]
develop = ["{python}", "server.py", "{host}", "{port}"]
[serve.plain]
command = ["{python}", "server.py", "{host}:{port}"]
environment = {MODE = "plain"}
[serve.other]
command = ["./other", "{port}"]
[chapters]
articles = "posts"
"""


def write(root: Path, text: str, folder: str = "tiny_impl") -> Path:
    path = root / folder / registry.FILE_NAME
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_discover_reads_every_key(tmp_path: Path) -> None:
    path = write(tmp_path, TINY)

    (tiny,) = registry.discover(tmp_path)

    assert (tiny.name, tiny.folder, tiny.engines) == ("tiny", path.parent, ("sqlite",))
    assert [profile.name for profile in tiny.profiles] == ["plain", "other"]
    assert tiny.profile() == tiny.profile("plain")
    assert tiny.profile().environment == {"MODE": "plain"}
    assert tiny.chapter_folder("Articles") == path.parent / "posts"
    assert tiny.chapter_folder("Tags") == path.parent / "tags"


def test_an_example_is_found_by_name_and_is_no_panel(tmp_path: Path) -> None:
    write(tmp_path, TINY)
    example = write(tmp_path, TINY.replace("tiny", "small"), "examples/small_impl")

    assert [found.name for found in registry.discover(tmp_path)] == ["small", "tiny"]
    assert [found.name for found in registry.panels(tmp_path)] == ["tiny"]
    assert registry.get("small", tmp_path).folder == example.parent


def test_fill_puts_values_in_the_place_of_placeholders() -> None:
    filled = registry.fill(("./serve", "{host}:{port}", "{other}"), host="::1", port=8400)

    assert filled == ["./serve", "::1:8400", "{other}"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('name = "tiny"', "", "`name` must be a text"),
        ('name = "tiny"', "name = 3", "`name` must be a text"),
        ('name = "tiny"', 'name = "tiny', "at line"),
        ('["sqlite"]', '["oracle"]', "`engines`: there is no engine 'oracle'"),
        ('["./other", "{port}"]', '"./other"', "`command` must be a list of words"),
        ("[chapters]", "[chapter]", "unknown key: chapter"),
        ("[serve.", "[server.", "there must be at least one [serve.<profile>]"),
    ],
)
def test_a_malformed_file_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    path = write(tmp_path, TINY.replace(old, new))

    with pytest.raises(registry.RegistryError) as caught:
        registry.discover(tmp_path)

    assert str(path) in str(caught.value)
    assert complaint in str(caught.value)


def test_two_implementations_cannot_share_a_name(tmp_path: Path) -> None:
    write(tmp_path, TINY, "one")
    write(tmp_path, TINY, "two")

    with pytest.raises(registry.RegistryError, match="share a name"):
        registry.discover(tmp_path)


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    write(tmp_path, TINY)

    with pytest.raises(registry.RegistryError, match="no implementation 'big', only: tiny"):
        registry.get("big", tmp_path)
