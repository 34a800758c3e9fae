"""How gunicorn runs the application; WEB_CONCURRENCY sets the number of processes."""

worker_class = "gthread"
threads = 8
keepalive = 75
# A wrong setting ends the start at once rather than one worker after another.
preload_app = True
control_socket_disable = True
