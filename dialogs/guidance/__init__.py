"""What to do next, and when it is enough: suggestions that say why, first weeks, three exercises a day, the third time.

Rules and words stand in `<locale>.yaml` beside this file. Knows a session and the library; asks nothing of storage.
"""
