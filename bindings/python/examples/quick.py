"""A running program watches itself: two lines, and a question whenever there is time for one."""

import logging
import time

import errpredict

monitor = errpredict.Monitor()
logging.getLogger().addHandler(errpredict.MonitorHandler(monitor, "shop"))

for order in range(300):
    try:
        raise TimeoutError(f"order {order} was not paid for")
    except TimeoutError:
        logging.getLogger("orders").exception("payment failed")

found = monitor.analyze(int(time.time() * 1000) + 60_000)
service = found["services"][0]
print(service["service"], "had", service["events"], "events")
