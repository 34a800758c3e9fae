"""How gunicorn serves the barest applications: with the panels' kind and number of threads."""

worker_class = "gthread"
threads = 8
control_socket_disable = True
