"""Which lines of a page without ruling lines are a table's.

1. ``running``: what pages print again at their edges is no line of a table.
2. ``regions``: titles, unit lines and notes part the other lines.
3. ``extent``: the first line of a region's header, its first row and its last one, by ``kinds`` of lines (a sentence,
   labels, the page's foot) and by what each ``piece`` of a line is (a figure, a code, a header's word).
4. ``closetogether``: words of its rows that stand so close that they were taken for one.
5. ``tornhead``: a header that begins at the foot of a page and goes on at the top of the next one.
"""
