"""From a title to a slug."""

import re
import secrets
import string
import unicodedata
from collections.abc import Iterator

RESERVED = ("", "feed")
SUFFIX_ALPHABET = string.ascii_lowercase + string.digits
SUFFIX_LENGTH = 6
LONGEST = 255 - len("-") - SUFFIX_LENGTH  # NFKD can make several letters of one
CANDIDATES = 10


def slugify(title: str) -> str:
    """Return a title in ASCII kebab case; nothing may be left of it (ART-3)."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9_\s-]", "", ascii_only)
    return re.sub(r"[\s-]+", "-", words).strip("-_")[:LONGEST].rstrip("-_")


def list_candidates(title: str) -> Iterator[str]:
    """Yield slugs to try for a title: plain if it can be used, then with suffixes (ART-4)."""
    slug = slugify(title)
    if slug not in RESERVED:
        yield slug
    for _ in range(CANDIDATES):
        suffix = "".join(secrets.choice(SUFFIX_ALPHABET) for _ in range(SUFFIX_LENGTH))
        yield f"{slug}-{suffix}" if slug else suffix
