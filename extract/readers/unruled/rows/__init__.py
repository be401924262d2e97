"""The rows of a table without ruling lines: printed words put into cells, and cells into rows.

``body`` takes the first of these ways that the page bears out:

1. ``written``: in the order in which the words are written, cell after cell and row after row;
2. ``fromtop``: line after line, where the document's headers set their words at the top of their cells: a line begins a
   row unless it can go on with the cells above it; of indicators and their targets ``targets`` tells more;
3. ``levels``: by height, once ``leading`` has put lines close to each other into one cell (a ``block``);
4. where rows stand as close as the lines of one cell do: shared out to the lines that print figures (``levels``) if
   lines stand half a line off each other, and ``fromtop`` if not.
"""
