"""`/compare`"""
