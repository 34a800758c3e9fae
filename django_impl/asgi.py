"""The application for ASGI servers: `uvicorn asgi:application`.

The views are the same synchronous ones; Django runs each request in a thread of its own.
"""

import os

from django.core.asgi import get_asgi_application
from django.core.signals import request_finished
from django.db import connections

from body_limit import limit_body

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

application = limit_body(get_asgi_application())


def close_connections(**_: object) -> None:
    """Close the connections of a thread that ends with its request: nobody could use them again."""
    connections.close_all()


request_finished.connect(close_connections)
