"""How gunicorn runs the application; WEB_CONCURRENCY sets the number of processes."""

import gunicorn.http.parser  # type: ignore[import-untyped]

worker_class = "gthread"
threads = 8
keepalive = 75
# A wrong setting ends the start at once, rather than one worker after another.
preload_app = True
# As long as gunicorn allows, so that long slugs and queries are ours to refuse.
limit_request_line = 8190
control_socket_disable = True

# A body that is refused unread is drained up to here, for a few seconds, and the connection kept.
# Past gunicorn's own 64 KiB it is cut, perhaps before the client has read why.
gunicorn.http.parser._DRAIN_MAX_BYTES = 16 * 1024 * 1024
