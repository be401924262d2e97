"""The ruled tables of a page: which they are, and what their cells print.

``realtables``: whose lines part their figures. ``ruledgrid``: the cells with what they print, and ``bands`` of rows
that colour alone parts. ``headeragain``: a header that a later page prints again in part, whose words run over the rows
below; ``writtenheader`` finds it by the order in which it is written.
"""
