"""No engine is believed: what it wrote becomes a sentence of the brief only as far as the source proves it.

passages → check → repair → edit; what cannot be saved is left to the embedded engine.
"""
