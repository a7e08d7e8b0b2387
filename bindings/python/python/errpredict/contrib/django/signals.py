"""Word of what was seen and found. Receivers get it as `told`, a dictionary in the core's own names.

* `error_captured`: an error that this process met.
* `anomaly_detected`: an anomaly, found in this process or told by a webhook. The same anomaly has the same `key`.
* `prediction_made`: a prediction, likewise.

What a receiver raises is logged, and reaches neither the application nor the other receivers.
"""

from __future__ import annotations

from django.dispatch import Signal

error_captured = Signal()
prediction_made = Signal()
anomaly_detected = Signal()
