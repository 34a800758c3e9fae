"""uvicorn, which ends with status 0 when it is asked to end.

    python serve.py asgi:application --port 8000 ...

By itself it raises SIGTERM once more when every request is answered, and so ends as if killed; a
supervisor that counts statuses would take each polite end for a crash.
"""

import signal
import sys
from typing import NoReturn

import uvicorn


def _end(*_: object) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    uvicorn.main()
