"""整体绩效目标表 without ruling lines: a form of parts in which labels stand beside several rows.

``pages`` tells on each page which lines are the form's and where its columns stand; ``table`` makes rows of them, in
one of two ways: as ``written``, cell after cell, or by ``height``. There ``cells`` puts lines into cells, and
``labels`` tells which rows each label stands beside. ``upright`` are names written one character below the other.
"""
