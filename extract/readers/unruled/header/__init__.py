"""The header of a table without ruling lines: its cells, and the columns that they stand over.

``reading`` takes these steps:

1. Its lines: ``units`` takes off a line of money units below the names.
2. Its cells: ``stacking`` puts words that stand one below the other into one ``head``; ``setting`` tells from them
   whether cells set their words at the top, in the middle or at the bottom, ``order`` in which row each cell begins,
   where the order of writing says so.
3. Its columns, in one of three ways: ``flush`` where names and cells begin at their column's left edge, as
   ``flushcolumns`` finds, ``centred`` where the names stand in its middle, and else ``naming``, by which name stands
   nearest to which words.
4. Its rows: ``grid`` sets each cell over its columns by their middles; ``spread`` does where a cell begins with the
   first of its columns.
"""
