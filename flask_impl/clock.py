"""The time of day as the application tells it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present in UTC, cut to whole milliseconds: what is stored is what is shown."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
