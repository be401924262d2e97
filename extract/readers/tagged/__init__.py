"""Tables of tagged PDFs: the cells that the author's program wrote into the file's structure tree.

``pages`` goes through a document's pages and asks, for each table that prints something on one,

1. which cells it has: ``tree`` (what the file says), ``spread`` (their places by their spans), ``loose`` (the places of
   those in rows that lack some), ``again`` (the header on later pages);
2. what the page prints in them: ``shown``;
3. whether the page bears them out: ``trust``. What is not borne out is read from the page alone, as in a file without
   a tree.

``beside`` reads what else stands on the page; in the end, when all pages are known, ``parts`` makes each page's rows.
"""
