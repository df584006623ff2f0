"""`/rankings` and `/rankings/…`"""
