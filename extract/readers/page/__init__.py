"""What a page of a PDF shows: its words and lines as a reader sees them, and the ruling of its tables.

1. The page as its reader sees it: ``turned``, ``visible``, ``watermark``, ``clipped`` and ``baseline``, with
   ``marked`` for what the structure tree of a tagged file speaks of.
2. Its words and lines: ``letters``, ``drawn``, ``lines``, ``order`` and ``measure``, with ``blanks`` set inside words,
   ``hanging`` punctuation and ``overrun`` cells; ``incells`` where white alone parts them. ``boxes`` tells what holds
   what.
3. Its ruled tables: ``ruling``, ``crossings``, ``doubled``, ``painted``, ``openrows``, ``lowerlines``, ``gaps``,
   ``parted`` and ``shared`` tell where they are, ``ruledgrid`` and ``bands`` what their cells print, ``leads`` what
   stands above them; ``headeragain`` and ``writtenheader`` find a header that a later page repeats, ``headeralone`` one
   that alone is ruled.
4. ``stacked`` puts figures together for the count of what is printed, by the ``walls`` around them.
"""
