"""Python imports this as it starts: pauses last longer in a server that valgrind slows down.

uvicorn looks ten times a second whether it shall end. Under valgrind a request takes fifty times as
long, and so would have fifty times its share of that work, and more whenever the machine is busy.
"""

import asyncio
from typing import Any

TIMES_LONGER = 30

_sleep = asyncio.sleep


async def sleep(delay: float, result: Any = None) -> Any:  # noqa: ANN401 (as asyncio's own)
    """Do as `asyncio.sleep`, for longer."""
    return await _sleep(delay * TIMES_LONGER, result)


asyncio.sleep = sleep
