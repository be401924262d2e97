"""What a page of a PDF shows: its words and lines as a reader sees them, and the ruling of its tables.

1. The page as its reader sees it: ``turned``, ``visible``, ``watermark``, ``clipped`` and ``baseline``, with
   ``marked`` for what the structure tree of a tagged file speaks of; ``boxes`` tells what holds what.
2. Its words and lines: ``letters`` (where white alone parts them), ``drawn``, ``lines``, ``order`` and ``measure``,
   with ``overrun`` cells.
3. Its ruled tables: ``ruling``, ``crossings``, ``doubled``, ``painted``, ``openrows`` and ``lowerlines`` tell where
   they are, ``realtables`` which of them are tables, ``ruledgrid`` and ``bands`` what their cells print;
   ``headeragain`` and ``writtenheader`` find a header that a later page repeats.
4. ``stacked`` puts figures together for the count of what is printed, by the ``walls`` around them.
"""
