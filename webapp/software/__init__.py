"""`/software` and `/software/…`"""
