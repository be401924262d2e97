"""How the cells of a worksheet are shown: number formats, styles, headers."""
