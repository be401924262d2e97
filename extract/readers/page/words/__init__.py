"""Characters put into words where blanks do not part them.

``letters``: where white alone parts them; ``drawn``: where the file draws them run by run; ``stacked``: figures that a
narrow column breaks over lines, put together for the count of what is printed.
"""
