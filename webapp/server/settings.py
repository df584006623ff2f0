"""Settings of gunicorn: `gunicorn -c python:webapp.server.settings "webapp:create_app()"`.

Each worker opens the release itself, so that SIGHUP takes up a new one worker by worker; the
arrays are memory-mapped, so the workers share their pages all the same.
"""

from __future__ import annotations

import os

from webapp.server import shared_memory

bind = os.environ.get("TASKDEX_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("TASKDEX_WORKERS") or min(4, os.cpu_count() or 1))
# A few threads a worker, which get a connection when there is something to answer.
worker_class = "webapp.server.worker.PatientWorker"
threads = 4
worker_connections = 500
keepalive = 15
timeout = 30
graceful_timeout = 20
max_requests = int(os.environ.get("TASKDEX_MAX_REQUESTS") or 200_000)
max_requests_jitter = max_requests // 10
# Loaded after the fork: a reload then takes up new code and the new release.
preload_app = False
reuse_port = False
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK | os.X_OK) else None  # noqa: S108
# What a proxy says is believed if TASKDEX_TRUSTED_HOPS says so (webapp/app.py), and not because it
# comes from this machine.
forwarded_allow_ips = ""
# No second way in: signals are enough, and the socket would lie in the operator's home folder.
control_socket_disable = True
proc_name = "taskdex"
accesslog = None  # webapp.server.request_log writes a line for each request
errorlog = "-"
logger_class = "webapp.server.log_lines.DiscreetLogger"
loglevel = "info"
# A search of 600 characters, percent-encoded, with every filter chosen fits with room to spare.
limit_request_line = 8190
limit_request_fields = 60


def on_starting(_master: object) -> None:
    """Makes the memory that the workers share: once, before any of them is there."""
    os.environ[shared_memory.VARIABLE] = shared_memory.create()
    os.environ.setdefault("TASKDEX_LOG_REQUESTS", "1")
