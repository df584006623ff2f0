"""The process: gunicorn's settings and worker, limits, counts, the log, what protects a browser.

gunicorn's master imports `settings` and `worker`; nothing here may load the app for it.
"""
