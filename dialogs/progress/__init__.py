"""What a person's records show over time: charts as values, with words for those who cannot see them.

Knows no storage and no drawing. Nothing is compared with other people.
"""

from dialogs.progress.chart import Chart, Series
from dialogs.progress.charts import CHARTS, draw_up

__all__ = ["CHARTS", "Chart", "Series", "draw_up"]
