"""What Word shows beside the text of its paragraphs: numbers of lists (``numbering``), the columns of merged cells
(``grid``), what of an element is printed (``printed``) and what is not read at all (``notread``).
"""
