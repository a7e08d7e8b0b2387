"""Events in PostgreSQL: a log goes in once, what is stored is analysed, what was found is asked for."""

import sys

import errpredict

# A server: errpredict.Store("postgresql://user@host/database", migrate=True). Without one, a private cluster in a folder.
with errpredict.Store(folder=sys.argv[1], retention_days=3_660) as store:
    print(store.import_log(sys.argv[2])["stored"], "events stored")
    print(store.analyze("2026-07-02T06:00:00Z")["analysis"]["headline"]["text"])
    for prediction in store.list("predictions", hours=87_840, ordering="-probability", page_size=3)["results"]:
        print(prediction["target"], "within", prediction["horizon_minutes"], "minutes:", prediction["probability"])
