"""The records that pass between modules. They import nothing of ours but one another.

`None` always means that the publisher gives no value, and the docstring of the field says why
that can be. It never stands for zero.

In the order of the data flow:

- `published`: what a publisher's row says (made by `index.sources`),
- `joined`: what the datasets say together (made by `index.corpus`, kept by `index.catalogue`),
- `entries`: what a reader gets (made by `index.encyclopedia`);
- `labour`, `assistants`, `measures`: pay and outlook, use of other assistants, and how far AI
  reaches an occupation, as they pass through all three;
- `terms`: the publishers' own terms, which all of these use.
"""
