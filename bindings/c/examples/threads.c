/* Eight threads on one monitor for so many seconds (the first argument): events, analyses, errors that must reach whoever made
 * them, handles that come and go. Every thread checks what it gets. */
#define _POSIX_C_SOURCE 200809L
#include <errpredict.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TEXT(literal) (literal), sizeof(literal) - 1
#define THREADS 8

static errpredict_handle *monitor;
static time_t until;

static void *work(void *given) {
    const long me = (long)given;
    long rounds = 0;
    char level[32], wanted[32];
    const int length = snprintf(level, sizeof level, "{\"level\": \"loud%ld\"}", me);
    snprintf(wanted, sizeof wanted, "loud%ld", me);
    while (time(NULL) < until || rounds < 10) {
        errpredict_error error = {0};
        errpredict_bytes answer = {0};
        errpredict_event event = {0};
        errpredict_handle *own = NULL;
        int i;
        event.size = sizeof event;
        event.service.data = "checkout";
        event.service.len = 8;
        event.severity.data = "high";
        event.severity.len = 4;
        for (i = 0; i < 1000; i++) {
            event.timestamp_ms = INT64_C(1795132800000) + rounds * 1000 + i;
            if (errpredict_observe(monitor, &event, &error) != ERRPREDICT_STATUS_OK) return (void *)1;
        }
        /* An error belongs to the call that made it. */
        if (errpredict_call(TEXT("severity"), level, (size_t)length, &answer, &error) != ERRPREDICT_STATUS_UNKNOWN_NAME)
            return (void *)2;
        for (i = 0; (size_t)i + strlen(wanted) <= error.message.len; i++) {
            if (memcmp(error.message.data + i, wanted, strlen(wanted)) == 0) break;
        }
        if ((size_t)i + strlen(wanted) > error.message.len) return (void *)3;
        errpredict_error_free(&error);
        if (errpredict_handle_open(TEXT("templates"), TEXT("{}"), &own, &error) != ERRPREDICT_STATUS_OK) return (void *)4;
        errpredict_handle_free(own);
        if (rounds % 10 == me) {
            if (errpredict_handle_call(monitor, TEXT("analyze"), TEXT("{\"at\": \"2026-11-20T06:00:00Z\"}"), NULL, &answer, &error) !=
                ERRPREDICT_STATUS_OK) return (void *)5;
            errpredict_bytes_free(&answer);
        }
        rounds++;
    }
    return NULL;
}

int main(int argc, char **argv) {
    pthread_t threads[THREADS];
    errpredict_error error = {0};
    errpredict_bytes answer = {0};
    long i;
    void *failed;
    until = time(NULL) + (argc > 1 ? atoi(argv[1]) : 3);
    if (errpredict_handle_open(TEXT("monitor"), TEXT("{}"), &monitor, &error) != ERRPREDICT_STATUS_OK) return 1;
    for (i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, work, (void *)i) != 0) return 1;
    }
    for (i = 0; i < THREADS; i++) {
        if (pthread_join(threads[i], &failed) != 0 || failed != NULL) {
            fprintf(stderr, "thread %ld failed at %ld\n", i, (long)failed);
            return 1;
        }
    }
    if (errpredict_handle_call(monitor, TEXT("memory"), TEXT("{}"), NULL, &answer, &error) != ERRPREDICT_STATUS_OK) return 1;
    printf("%d threads agreed; the monitor holds %.*s\n", THREADS, (int)answer.len, (const char *)answer.data);
    errpredict_bytes_free(&answer);
    errpredict_handle_free(monitor);
    return 0;
}
