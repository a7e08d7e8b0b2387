"""Word of what was seen and found. Receivers get it as `told`, a dictionary in the core's own names.

* `error_captured`: an error that this process met.
* `anomaly_detected`: an anomaly, found in this process or by `errpredict_analyze`. The same anomaly has the same `key`.
* `prediction_made`: a prediction, likewise.
* `alert_received`: a message of the service about an alert, which came by a webhook.

What a receiver raises is logged, and reaches neither the application nor the other receivers.
"""

from __future__ import annotations

from django.dispatch import Signal

error_captured = Signal()
prediction_made = Signal()
anomaly_detected = Signal()
alert_received = Signal()
