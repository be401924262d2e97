"""Grids of pages made into tables of forms: joined over pages, headed, and their columns mapped to declared ones.

1. What stands around a grid: ``captions`` (titles, units and bodies above it, by ``titles``),
   ``leftbehind`` (titles elsewhere), ``untitled`` (titles in the contents alone), ``furniture`` (what belongs to no
   table).
2. What one table is: ``joining`` puts the grids of several pages together into a ``whole``, by ``goingon`` (whether a
   grid goes on with the table before it), ``columns`` (where they stand on each page), ``repeated`` (headers printed
   again), ``torn`` (headers cut), ``room`` and ``mending`` (rows and cells cut), ``spanning`` (merged cells over two
   pages), ``wrapped`` (names over several rows of text), ``twofigures`` (two in one cell), ``sideways`` (sheets that go
   on to the right, put ``sidebyside``) and ``parting`` (two forms in one frame).
3. What its columns are: ``headers`` makes header paths, ``grouping`` and ``groupwords`` mend groups that a converter
   moved, joined or parted, ``misread`` words that a scan got wrong, ``owncolumns`` picks the form's own, ``mapping``
   maps them to what the form declares, ``wordedlist`` those of projects without indicators; ``blocks`` and
   ``turning`` set a table upright that prints its columns beside or below one another.
"""
