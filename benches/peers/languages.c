/* The calls that Java and PHP are measured against, from C; one line of JSON. `languages.py` compiles and runs it. */
#include <errpredict.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NUMBERS 1000000
#define EVENTS 1000000
#define CALLS 300000

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static errpredict_text text(const char *of) {
    errpredict_text t = {of, strlen(of)};
    return t;
}

int main(void) {
    double *numbers = malloc(NUMBERS * sizeof(double)), *scores = malloc(NUMBERS * sizeof(double));
    for (int i = 0; i < NUMBERS; i++) numbers[i] = (double)(((long)i * 7919) % 1009);
    errpredict_rows rows = {numbers, NUMBERS, 1, 1, 1};
    errpredict_detector *detector;
    if (errpredict_detector_fit("zscore", 6, &rows, 0, &detector, NULL)) return 1;
    double zscore = 1e9, series = 1e9, observe = 1e9, json = 1e9, call = 1e9;
    for (int round = 0; round < 15; round++) {
        double begin = now();
        if (errpredict_detector_score(detector, &rows, scores, NUMBERS, NULL)) return 1;
        double took = now() - begin;
        if (took < zscore) zscore = took;
        if (round >= 3) continue;
        begin = now();
        if (errpredict_score_series("stream", 6, numbers, NUMBERS, NULL, 0, 3600000, 0, scores, NULL)) return 1;
        took = now() - begin;
        if (took < series) series = took;
    }
    for (int round = 0; round < 3; round++) {
        errpredict_handle *monitor;
        if (errpredict_handle_open("monitor", 7, "{}", 2, &monitor, NULL)) return 1;
        errpredict_event event = {0};
        event.size = sizeof event;
        event.service = text("shop");
        event.severity = text("high");
        event.error_type = text("E");
        event.message = text("did not answer");
        double begin = now();
        for (long i = 0; i < EVENTS; i++) {
            event.timestamp_ms = 1795132800000 + i;
            if (errpredict_observe(monitor, &event, NULL)) return 1;
        }
        double took = (now() - begin) / EVENTS;
        if (took < observe) observe = took;
        const char *one = "{\"timestamp\":\"2026-11-20T00:00:00Z\",\"service\":\"shop\",\"severity\":\"high\",\"error_type\":\"E\",\"message\":\"did not answer\"}";
        begin = now();
        for (int i = 0; i < CALLS; i++) {
            if (errpredict_observe_json(monitor, one, strlen(one), NULL)) return 1;
        }
        took = (now() - begin) / CALLS;
        if (took < json) json = took;
        errpredict_handle_free(monitor);
        begin = now();
        for (int i = 0; i < CALLS; i++) {
            errpredict_bytes answer;
            if (errpredict_call("severity", 8, "{\"level\":\"WARN\"}", 16, &answer, NULL)) return 1;
            errpredict_bytes_free(&answer);
        }
        took = (now() - begin) / CALLS;
        if (took < call) call = took;
    }
    printf("{\"zscore_ms\": %f, \"series_ms\": %f, \"observe_ns\": %f, \"json_ns\": %f, \"call_ns\": %f}\n", zscore * 1e3, series * 1e3, observe * 1e9,
           json * 1e9, call * 1e9);
    return 0;
}
