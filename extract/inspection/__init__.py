"""Evidence to look at: what was made of a document, drawn on its pages, and a report over many documents.

``annotate`` says of every grid which column and which row was read as what (``views`` of what ``tableread`` gives),
``page_image`` draws it with ``lettering``, ``inspecting`` does both in a child process, ``report`` writes the pages
that open in a browser.
"""
