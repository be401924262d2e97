"""The rows of a table without ruling lines: printed words put into cells, and cells into rows.

``body`` takes the first of these ways that the page bears out:

1. ``written``: in the order in which the words are written, cell after cell and row after row;
2. ``fromtop``: line after line, where the document's headers set their words at the top of their cells;
3. ``levels``: cells that stand at one height are a row, where lines of one cell stand closer than rows do;
4. ``shared``: where they do not, and lines stand half a line off each other, each column's lines shared out to those
   that print figures; and ``fromtop`` where they do not stand so.

A name that stands beside several rows, in their middle, is told by ``besiderows``; a list's project that stands so,
with its amounts, among its indicators by ``projects``.

Which lines are one cell's (a ``block``) they tell by ``linegap``, how far apart the lines of one cell stand, and by
``goingon``, whether a line goes on with the one above it; which begin a further indicator and its target by
``targets``.
"""
