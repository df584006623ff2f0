"""`/activities` and `/activities/…`"""
