"""What a page of a PDF shows: its words and lines as a reader sees them, and the ruling of its tables.

``turned``, ``visible``, ``watermark``, ``clipped`` and ``baseline`` make the page what its reader sees; ``letters``,
``drawn``, ``lines`` and ``order`` make words and lines of its characters; ``ruling``, ``painted``, ``openrows``,
``gaps`` and ``parted`` tell its tables; ``stacked`` puts figures together for the count of what is printed.
"""
