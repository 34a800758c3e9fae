"""What an article is called in a URL."""

import re
import secrets
import string
import unicodedata
from collections.abc import Iterator

from werkzeug.routing import BaseConverter

RESERVED = {"", "feed"}
"""No slugs: nothing at all, and the path of the feed."""
LONGEST = 248
"""Characters of a plain slug, so that it fits its column with a suffix. Only titles that grow when
they are decomposed come near."""
SUFFIX_LENGTH = 6
SUFFIX_CHARACTERS = string.ascii_lowercase + string.digits
ATTEMPTS = 10


class SlugConverter(BaseConverter):
    """A part of a path, but not `feed`: that is a path of its own, with its own methods (GEN-3)."""

    regex = "(?!feed$)[^/]+"
    part_isolating = True


def slugify(title: str) -> str:
    """Return the title in ASCII kebab case (ART-3), which may be empty."""
    text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9_\s-]", "", text)
    return re.sub(r"[\s-]+", "-", text).strip("-_")[:LONGEST].strip("-_")


def list_candidates(title: str) -> Iterator[str]:
    """Yield slugs to be tried in turn: the plain one, then some with random suffixes (ART-4)."""
    plain = slugify(title)
    if plain not in RESERVED:
        yield plain
    for _ in range(ATTEMPTS):
        yield f"{plain}-{_suffix()}".lstrip("-")


def _suffix() -> str:
    return "".join(secrets.choice(SUFFIX_CHARACTERS) for _ in range(SUFFIX_LENGTH))
