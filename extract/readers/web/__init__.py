"""What of a web page is its disclosure: its text by ``encoding``, what the page says of itself (``webpage``), its body
without navigation (``contentblock``), what its styles hide (``stylesheet``), the ``walk`` through it, and its tables
(``table``).
"""
