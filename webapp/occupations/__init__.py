"""`/occupations` and `/occupations/…`"""
