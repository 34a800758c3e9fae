"""Learn: a path from Flask over FastAPI and Django to the database, step by step."""

from collections.abc import Iterator

from reader import addresses
from reader.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of the path."""
    here = addresses.LEARN
    steps = [
        {
            "note": note,
            "text": site.prose.html(note.text, origin=note.path, here=here),
            "read": [_link(link) for link in note.head["read"]],
            "followed": site.followed if note.head.get("shows") == "followed" else {},
            "run": note.head["run"],
            "break": site.prose.inline(note.head["break"], here),
            "watch": note.head["watch"],
            "question": site.prose.inline(note.head["question"], here),
            "answer": site.prose.inline(note.head["answer"], here),
        }
        for note in site.notes.steps
    ]
    yield Page(here, "learn.html", "Learn", {"steps": steps})


def _link(link: str) -> tuple[str, str]:
    """Return what a step is to be read with: the title and address of `operation:getTags`."""
    kind, _, name = link.partition(":")
    makers = {
        "operation": addresses.operation,
        "concept": addresses.concept,
        "rule": addresses.rule,
    }
    return name, makers[kind](name)
