"""How gunicorn serves the application; WEB_CONCURRENCY tells it the number of processes."""

worker_class = "gthread"
threads = 8
keepalive = 75
# The application is made before any worker is, so that a wrong configuration ends the start.
preload_app = True
# As long as gunicorn allows, so that long slugs and queries are ours to refuse.
limit_request_line = 8190
# A socket in the home folder, which all instances of gunicorn there would share.
control_socket_disable = True
