"""A Celery application for the tests: the tasks of errpredict, and tasks that fail, take long, and take the fork to the test."""

import os
import time

import redis
from celery import Celery
from celery.signals import task_postrun

from errpredict.contrib.celery import capture_failures, install
from errpredict.contrib.watch import Watch

URL = os.environ["SHOP_REDIS"]
app = Celery("shop", broker=f"{URL}/0", backend=f"{URL}/1")
app.conf.update(worker_prefetch_multiplier=1, broker_connection_retry_on_startup=True, broker_transport_options={"visibility_timeout": 5})
install(app, config=os.environ.get("SHOP_CONFIG"))
if "SHOP_DUE" in os.environ:
    # One of the jobs is due all the time, and no other.
    app.conf.beat_schedule = {"due": {"task": "errpredict.alert_high_risk_predictions", "schedule": 1.0}}

#: Made before the worker forks, and used in its children.
watch = Watch("shop", advance_seconds=0, analyze_seconds=0)
watch.error(ValueError("before the fork"))
capture_failures(watch)
store = redis.Redis.from_url(f"{URL}/2")


@watch.on_error.append
def tell(told):
    store.rpush("errors", f"{told['error_type']} {told['endpoint']}")


@task_postrun.connect(weak=False)
def ran(task=None, state=None, **_):
    store.rpush("ran", f"{task.name} {state}")


@app.task(name="shop.fails")
def fails():
    raise KeyError("basket")


@app.task(name="shop.counted")
def counted():
    # Long enough that the other process takes the next one.
    time.sleep(0.3)
    found = watch.monitor.analyze(int(time.time() * 1000) + 60_000)["services"]
    return os.getpid(), sum(service["events"] for service in found)


@app.task(name="shop.slow", acks_late=True, reject_on_worker_lost=True, bind=True)
def slow(self):
    store.rpush("slow", os.getpid())
    if store.llen("slow") == 1:
        time.sleep(60)
    return os.getpid()
