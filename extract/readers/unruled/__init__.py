"""Tables without ruling lines: their columns, headers, cells and rows, from where and when words are printed.

``pages`` goes through a document's pages. On each it parts the lines at titles, unit lines and notes, and of each
region asks, in this order:

1. ``lines``: which of the region's lines are a table's, where its header ends and its rows begin;
2. ``header``: what its header's cells are, over which columns each stands, and where these columns begin and end;
3. ``rows``: which words below it are one cell's, and which cells one row's.

``onetable`` takes these steps for one table after the other, and keeps in ``begun`` what a table's first page tells of
the next ones. A form in which labels stand beside several rows, the 整体绩效目标表, is read by ``form`` instead.

Shared by them: ``spans``, the columns as ranges from left to right, and the words that stand in each; ``gaps``, how far
apart lines and rows stand; ``runs``, which shares things in order out to others in order: lines to rows, columns to
names, rows to labels.
"""
