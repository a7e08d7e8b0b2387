/* A process that watches itself: it tells its events, asks what is wrong, keeps its state over a restart. */
#include <errpredict.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(literal) (literal), sizeof(literal) - 1
#define HOUR_MS INT64_C(3600000)
/* 2026-11-20T00:00:00Z */
#define START_MS INT64_C(1795132800000)

static errpredict_error error;

static void expect(errpredict_status status, const char *what) {
    if (status == ERRPREDICT_STATUS_OK) return;
    fprintf(stderr, "%s: %.*s [%s]\n", what, (int)error.message.len, (const char *)error.message.data, error.code);
    errpredict_error_free(&error);
    exit(1);
}

static errpredict_text text(const char *value) {
    errpredict_text made = {value, strlen(value)};
    return made;
}

static int holds(const errpredict_bytes *answer, const char *wanted) {
    size_t n = strlen(wanted), i;
    for (i = 0; i + n <= answer->len; i++) {
        if (memcmp(answer->data + i, wanted, n) == 0) return 1;
    }
    return 0;
}

static void watch(void) {
    errpredict_handle *monitor = NULL, *again = NULL;
    errpredict_bytes answer = {0}, saved = {0};
    errpredict_event event = {0};
    int hour, i;
    const char *lines = "2026-11-22T23:59:59Z ERROR the gateway did not answer\n";

    expect(errpredict_handle_open(TEXT("monitor"), TEXT("{}"), &monitor, &error), "open");
    event.size = sizeof event;
    event.service = text("checkout");
    event.severity = text("high");
    event.error_type = text("TimeoutError");
    for (hour = 0; hour < 72; hour++) {
        for (i = 1; i <= (hour == 71 ? 200 : 2); i++) {
            event.timestamp_ms = START_MS + hour * HOUR_MS + i * 10000;
            expect(errpredict_observe(monitor, &event, &error), "observe");
        }
    }
    expect(errpredict_observe_lines(monitor, (const uint8_t *)lines, strlen(lines), TEXT("{\"service\": \"pay\"}"), NULL, &error),
           "observe lines");
    expect(errpredict_handle_save(monitor, &saved, &error), "save");
    errpredict_handle_free(monitor);

    expect(errpredict_handle_load(TEXT("monitor"), saved.data, saved.len, &again, &error), "load");
    errpredict_bytes_free(&saved);
    expect(errpredict_handle_call(again, TEXT("analyze"), TEXT("{\"at\": \"2026-11-23T00:00:00Z\"}"), NULL, &answer, &error),
           "analyze");
    if (!holds(&answer, "\"type\":\"spike\"") || !holds(&answer, "\"actual\":200")) {
        fprintf(stderr, "no spike was found\n");
        exit(1);
    }
    printf("a spike of 200 errors was found in %zu bytes of analysis\n", answer.len);
    errpredict_bytes_free(&answer);

    /* An event without a service is refused, and said why. */
    event.service.data = NULL;
    if (errpredict_observe(again, &event, &error) != ERRPREDICT_STATUS_INVALID_INPUT) exit(1);
    printf("refused: %.*s [%s]\n", (int)error.message.len, (const char *)error.message.data, error.code);
    errpredict_error_free(&error);
    errpredict_handle_free(again);
}

static void numbers(void) {
    /* Two columns side by side in memory: column 0 is usual but for its last value. */
    double columns[2][100], scores[100], point[12], lower[12], upper[12], series[240];
    uint8_t labels[100];
    errpredict_rows rows = {&columns[0][0], 100, 2, 1, 100};
    errpredict_detector *detector = NULL;
    errpredict_predictor *predictor = NULL;
    int i, most = 0;
    for (i = 0; i < 100; i++) {
        columns[0][i] = i == 99 ? 60.0 : i % 7;
        columns[1][i] = i % 5;
        labels[i] = (uint8_t)(i % 5 > 2);
    }
    expect(errpredict_detector_fit(TEXT("{\"method\": \"isolation_forest\", \"n_trees\": 50}"), &rows, 7, &detector, &error), "fit");
    expect(errpredict_detector_score(detector, &rows, scores, 100, &error), "score");
    for (i = 0; i < 100; i++) most = scores[i] > scores[most] ? i : most;
    printf("the strangest row is %d of %zu columns\n", most, errpredict_detector_n_features(detector));
    if (most != 99) exit(1);
    errpredict_detector_free(detector);

    expect(errpredict_predictor_fit(TEXT("logistic"), &rows, labels, NULL, 7, &predictor, &error), "fit a predictor");
    expect(errpredict_predictor_probability(predictor, &rows, scores, 100, &error), "probability");
    printf("probabilities: %.3f where none came, %.3f where one came\n", scores[0], scores[4]);
    if (!(scores[0] < 0.5 && scores[4] > 0.5)) exit(1);
    errpredict_predictor_free(predictor);

    for (i = 0; i < 240; i++) series[i] = 50 + 10 * (i % 24);
    expect(errpredict_forecast(TEXT("{\"horizon\": 12}"), series, 240, START_MS, HOUR_MS, 12, point, lower, upper, &error), "forecast");
    printf("the next value is about %.0f, between %.0f and %.0f\n", point[0], lower[0], upper[0]);
    if (!(lower[0] <= point[0] && point[0] <= upper[0])) exit(1);
    if (errpredict_score_series(TEXT("nonsense"), series, 240, NULL, 0, HOUR_MS, 0, series, &error) !=
        ERRPREDICT_STATUS_UNKNOWN_NAME) exit(1);
    errpredict_error_free(&error);
}

int main(void) {
    errpredict_bytes answer = {0};
    if (!errpredict_abi_is_compatible(ERRPREDICT_ABI_VERSION)) {
        fprintf(stderr, "compiled for another errpredict\n");
        return 1;
    }
    expect(errpredict_call(TEXT("severity"), TEXT("{\"level\": \"WARN\"}"), &answer, &error), "severity");
    printf("errpredict %s: WARN is %.*s\n", errpredict_version(), (int)answer.len, (const char *)answer.data);
    errpredict_bytes_free(&answer);
    watch();
    numbers();
    return 0;
}
