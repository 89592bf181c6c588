"""Rows that hold their heads one after the other, and the axes that a library wants them on."""


def heads_apart(rows, heads):
    """[lanes, tokens, heads * width] as [lanes, tokens, heads, width]."""
    lanes, tokens, width = rows.shape
    return rows.reshape(lanes, tokens, heads, width // heads)


def heads_together(rows):
    """[lanes, tokens, heads, width] as [lanes, tokens, heads * width]."""
    lanes, tokens, heads, width = rows.shape
    return rows.reshape(lanes, tokens, heads * width)
