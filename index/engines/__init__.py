"""Search engines behind one protocol (`protocol.py`). They do not know one another."""
