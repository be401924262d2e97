"""Tables without ruling lines: their columns, headers, cells and rows, from where and when words are printed.

``pages`` goes through a document's pages, ``onetable`` reads one table after the other by asking

1. where it is: ``captionlines`` (titles and notes part a page), ``tablelines`` (header, data, end) by ``linekinds``,
   ``tornhead`` (a header cut by a page), ``begun`` (what of a page goes on with it, its header again),
   ``running`` (what pages print at their edges), ``piece`` (what a line prints in one cell);
2. which columns it has: ``flush`` (words begin at their left edges), ``centred`` (names in their middle), ``naming``
   (which name is whose), with the header's cells (``head``) from ``heading``, where they set their words from
   ``setting``, the rows they begin in from ``headerorder``, and their places from ``headergrid`` or ``spread``, a line
   of units below them from ``unitline``;
3. which cells and rows: ``spans`` (words in columns), ``written`` (rows in the order in which they are written) or,
   where the file does not tell, ``leading``, ``levels`` and ``fromtop`` (by where lines stand), put together by
   ``cells``, each the ``block`` of its lines, with ``targetlines`` where rows stand as close as lines do;
4. and the 整体绩效目标表, a form of labels beside several rows: ``formpages`` finds it on each page, ``form`` has it
   read by ``formorder`` or ``formheight``, with cells from ``formlines``, labels by ``formlabels`` and those
   written upright by ``uprightnames``.

``runs`` shares things in order out to others in order: lines to rows, columns to names, rows to labels.
"""
