"""CONVERT: documents: bytes → pages of text and grids → tables made whole → rows of the forms.

1. A ``task`` is done in a ``worker``, whose side is ``child``; what it yields goes back to the parent.
2. ``assemble`` is the whole way of one ``document``: read by ``readers``, of one body or, by ``splitting``, of several
   (``identity``), a disclosure at all (``disclosing``), its tables made whole (``tables``) and ``chosen``, ``reading``
   them into ``rows`` with their ``evidence``.
3. What is said of it: the unit it prints (``amountunit``), the ``states`` of its forms, what is ``unread``, and its
   ``narrative``, with the figures ``statedalone`` in it; ``inspection`` draws what was read. Readers and tables share
   ``brokenfigures``: which texts are halves of one figure.
4. What it prints is counted without its tables: ``counting`` on ``countedlines``, ``printedcodes`` left out.
"""

EXTRACTOR = "2"
"""Version of the conversion; documents converted by another version are converted again."""
