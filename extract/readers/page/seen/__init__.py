"""A page as its reader sees it: upright, and without what nobody sees.

``turned``: pages and cells that are printed on their side. ``visible``: what lies off the page or is hidden, white,
printed twice or a ``watermark`` is taken off. ``clipping``: the box that each character is cut to; ``clipped``: texts
that the file cuts at their cell's edge. ``overpages``: texts drawn whole on two pages, each of which shows a part.
``overrun``: texts that run over their cell's edge are moved into it. ``baseline``: figures set off the line of their
words are put back on it. ``widths``: characters whose font states other widths are no wider than they are drawn.
``marked``: what the structure tree of a tagged file speaks of.
"""
