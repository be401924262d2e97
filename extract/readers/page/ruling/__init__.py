"""The lines drawn on a page, and the cells and tables that they make.

1. ``painted``: lines that show, and areas that are coloured; ``frames``: areas that are borders; ``doubled``: two lines
   drawn for one border; ``shifted``: lines that a page break left behind.
2. ``ruledtables``: the tables of cells that lines make where they meet (``crossings``).
3. ``openrows``: rows at a table's edge that no line closes, or alone on their page (``lonerows``); ``lowerlines``: a
   table without some of its lines.
4. ``walls``: which lines stand between words, or around them.
"""
