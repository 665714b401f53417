"""How does gunicorn serve? Two processes of four threads; the address comes from the command line."""

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 15
max_requests = 20_000  # memory a library lost comes back to the machine
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm"  # noqa: S108 -- a heartbeat file; on a slow disk it would stop the worker
control_socket_disable = True  # steered by signals alone
accesslog = None
