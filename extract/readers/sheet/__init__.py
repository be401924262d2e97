"""How the cells of a worksheet are shown: by their ``numberformat``, told by ``style``."""
