"""What we promise of a task, an occupation, a work activity and a software product.

A fact is declared once: its name, meaning, unit, what null means, where it comes from, and how it
is read from the record. JSON, its schema, the columns of CSV files, comparisons, Markdown and
JSON-LD read the declaration. Imports `index.records` only; addresses are given in by the caller.
"""
