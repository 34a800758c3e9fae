"""How gunicorn serves an ASGI application: by uvicorn, set as where it serves by itself."""

from typing import Any, ClassVar

from uvicorn_worker import UvicornWorker  # type: ignore[import-untyped]  # has no types


class Worker(UvicornWorker):  # type: ignore[misc]
    """One process of uvicorn's."""

    CONFIG_KWARGS: ClassVar[dict[str, Any]] = {
        "loop": "uvloop",
        "http": "httptools",
        "access_log": False,
        "server_header": False,
    }


worker_class = Worker
keepalive = 75
# A socket in the home folder, which all instances of gunicorn there would share.
control_socket_disable = True
