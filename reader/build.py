"""Building the site: every page rendered, and what the pages load laid beside them."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from harness import ROOT
from harness.stamp import commit
from reader import addresses, search_index
from reader.notes import find
from reader.pages import (
    benchmarks,
    chapter,
    concept,
    documents,
    facts,
    file,
    home,
    learn,
    operation,
    rule,
    tests,
)
from reader.results import Missing
from reader.site import Page, Site
from reader.typography import breakable, code_lines, numbered_lines

SITE = ROOT / "build" / "site"
STATIC = Path(__file__).with_name("static")
ASSETS = "assets"
KINDS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home.pages,
    operation.pages,
    chapter.pages,
    concept.pages,
    learn.pages,
    rule.pages,
    tests.pages,
    facts.pages,
    benchmarks.pages,
    documents.pages,
    file.pages,
)


@dataclass(frozen=True)
class Built:
    """What was built."""

    folder: Path
    pages: int
    bytes: int
    seconds: float


def build(names: Sequence[str] = (), folder: Path = SITE) -> Built:
    """Build the site from the working tree.

    Args:
        names: implementations to show; the panels where none are named.
        folder: where to; what is there is replaced.

    Raises:
        RegistryError: there is no implementation of a name.
        NoteError: a note cannot be read, or names something that is gone.
    """
    started = time.perf_counter()
    site = Site(names)
    site.require_places()
    pages = [page for kind in KINDS for page in kind(site)]
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    environment = _environment(site)
    for page in pages:
        _write(fresh / page.address, _render(environment, page))
    _write(fresh / ASSETS / search_index.ADDRESS, search_index.script(site, pages))
    for path in [*STATIC.iterdir(), *(ROOT / "docs").glob("*.svg"), *(ROOT / "docs").glob("*.png")]:
        shutil.copy(path, fresh / ASSETS / path.name)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Built(folder, len(pages), size, time.perf_counter() - started)


def _environment(site: Site) -> Environment:
    environment = Environment(
        loader=PackageLoader("reader"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "site": site,
        "addresses": addresses,
        "commit": commit()[:10],
        "address_of_place": _address_of_place,
    }
    environment.filters |= {
        "code_lines": code_lines,
        "numbered_lines": numbered_lines,
        "breakable": breakable,
        "select_chapter": lambda rows, name: [row for row in rows if row[0].chapter == name],
    }
    environment.tests["missing"] = lambda value: isinstance(value, Missing)
    return environment


def _address_of_place(place: str) -> str:
    found = find(place)
    if found is None:
        raise LookupError(f"{place} is gone")
    path, first, last = found
    return addresses.file(path, first, last) if ":" in place else addresses.file(path)


def _render(environment: Environment, page: Page) -> str:
    url = partial(addresses.relative, here=page.address)
    template = environment.get_template(page.template)
    return template.render(page=page, url=url, **page.context)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
