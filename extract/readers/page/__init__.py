"""What a page of a PDF shows: its words and lines as a reader sees them, and the ruling of its tables.

``extract.readers.pdfpage`` takes these steps:

1. ``seen``: the page's characters put where its reader sees them, without those that nobody sees;
2. ``words``: characters put into words, words into ``lines``, in the ``order`` in which the file writes them;
3. ``ruling``: the lines drawn on the page, and the cells that they make;
4. ``tables``: which of these are tables, and what their cells print.

Shared by them: ``boxes`` tells what holds what, ``measure`` how wide words are, ``colour`` how light a colour is.
"""
