"""整体绩效目标表 without ruling lines: a form of parts in which labels stand beside several rows.

1. ``pages``: which lines of each page are the form's; ``columns``: where its columns stand.
2. ``cells``: its lines put into cells; ``upright`` are names written one character below the other, and
   the ``margin`` is a label left of the indicators' columns.
3. Its rows, in one of two ways: as ``written``, cell after cell, or by ``height``. There ``labels`` tells which rows
   each label stands beside, by their ``rowheights``.
4. ``table``: these rows as a grid.
"""
