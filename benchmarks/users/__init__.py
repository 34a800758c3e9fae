"""The load generator: Locust users of the Conduit API, and the process that drives them.

Importing Locust replaces Python's sockets and threads by gevent's, so everything that does lives
behind `python -m benchmarks.users`, a process of its own; `benchmarks.load` starts it.
"""
