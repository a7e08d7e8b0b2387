/* errpredict in C. Written from the code: do not edit, run `UPDATE=1 cargo test -p errpredict-c`.
 *
 * Text and bytes are a pointer with a length, never zero-terminated; text is UTF-8. What a function gives in an
 * out-parameter is freed by the function named beside it. Every function that can fail returns 0 or the number of what
 * went wrong, and writes the error into its last parameter unless that is null; free the error with errpredict_error_free.
 * A handle may be used by many threads at once. Check errpredict_abi_is_compatible(ERRPREDICT_ABI_VERSION) first.
 */

#ifndef ERRPREDICT_H
#define ERRPREDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 Version of this interface: what was compiled with the header of one runs with every library of the same.
 */
#define ERRPREDICT_ABI_VERSION 0

/*
 What a function returns; the numbers never change, and new ones may come.
 */
enum errpredict_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /*
     It worked.
     */
    ERRPREDICT_STATUS_OK = 0,
    /*
     An argument of a call is out of its range or contradicts another.
     */
    ERRPREDICT_STATUS_INVALID_ARGUMENT = 1,
    /*
     A setting is out of its range.
     */
    ERRPREDICT_STATUS_INVALID_SETTING = 2,
    /*
     Input data could not be read.
     */
    ERRPREDICT_STATUS_INVALID_INPUT = 3,
    /*
     A method needs more data than it was given.
     */
    ERRPREDICT_STATUS_NOT_ENOUGH_DATA = 4,
    /*
     A name is not known; the message lists the valid ones.
     */
    ERRPREDICT_STATUS_UNKNOWN_NAME = 5,
    /*
     Something saved has a version that this build does not know.
     */
    ERRPREDICT_STATUS_UNSUPPORTED_VERSION = 6,
    /*
     Something saved is damaged.
     */
    ERRPREDICT_STATUS_CORRUPT = 7,
    /*
     A stated limit was reached.
     */
    ERRPREDICT_STATUS_LIMIT_EXCEEDED = 8,
    /*
     What a call speaks of is not there.
     */
    ERRPREDICT_STATUS_NOT_FOUND = 9,
    /*
     What a call wants contradicts what is there by now.
     */
    ERRPREDICT_STATUS_CONFLICT = 10,
    /*
     Something that is needed cannot be reached at the moment.
     */
    ERRPREDICT_STATUS_UNAVAILABLE = 11,
    /*
     The work was ended before it was done.
     */
    ERRPREDICT_STATUS_CANCELLED = 12,
    /*
     A file or stream could not be read or written.
     */
    ERRPREDICT_STATUS_IO = 13,
    /*
     A bug in errpredict itself.
     */
    ERRPREDICT_STATUS_INTERNAL = 14,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum errpredict_status errpredict_status;
#else
typedef int32_t errpredict_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/*
 A fitted detector of rows. Free it with `errpredict_detector_free`.
 */
typedef struct errpredict_detector errpredict_detector;

/*
 Something that keeps state: a monitor, a rollup, a model, templates, similar texts. Free it with `errpredict_handle_free`.
 */
typedef struct errpredict_handle errpredict_handle;

/*
 A fitted predictor of rows. Free it with `errpredict_predictor_free`.
 */
typedef struct errpredict_predictor errpredict_predictor;

/*
 Bytes that the library gave; whoever got them frees them with `errpredict_bytes_free`.
 */
typedef struct errpredict_bytes {
    /*
     The first byte; null where there are none. Text is UTF-8 and not zero-terminated.
     */
    uint8_t *data;
    /*
     How many there are.
     */
    size_t len;
} errpredict_bytes;

/*
 An error. Whoever got it frees it with `errpredict_error_free`; `{0}` is none.
 */
typedef struct errpredict_error {
    /*
     The stable code, such as `not_enough_data`, zero-terminated, for as long as the library is loaded; null without an error.
     */
    const char *code;
    /*
     What went wrong, for people: UTF-8.
     */
    struct errpredict_bytes message;
    /*
     The whole error as JSON, as it stands under `error` in messages: code, message, context, retryable.
     */
    struct errpredict_bytes json;
    /*
     Whether the very same call may succeed when it is made again later.
     */
    bool retryable;
} errpredict_error;

/*
 A text of the caller, read during the call only.
 */
typedef struct errpredict_text {
    /*
     UTF-8, not zero-terminated; null for a field that is absent.
     */
    const char *data;
    /*
     Bytes of it.
     */
    size_t len;
} errpredict_text;

/*
 One event. All zero is an event without anything; set `size`, `timestamp_ms`, `service` and what else is known.
 */
typedef struct errpredict_event {
    /*
     `sizeof(errpredict_event)`: an event of any other size is refused, for it is of the header of another version.
     */
    size_t size;
    /*
     When it happened, in milliseconds since 1970 UTC.
     */
    int64_t timestamp_ms;
    /*
     The service it happened in; needed.
     */
    struct errpredict_text service;
    /*
     `info`, `low`, `medium`, `high` or `critical`; absent for a line without a level.
     */
    struct errpredict_text severity;
    /*
     `error`, `request` or `deployment`; `error` when absent.
     */
    struct errpredict_text kind;
    /*
     The type of error.
     */
    struct errpredict_text error_type;
    /*
     The log message.
     */
    struct errpredict_text message;
    /*
     The id the source gave it.
     */
    struct errpredict_text error_id;
    /*
     The application's own error code.
     */
    struct errpredict_text code;
    /*
     The route or URL path.
     */
    struct errpredict_text endpoint;
    /*
     The user who met it.
     */
    struct errpredict_text user_id;
    /*
     The request it belongs to.
     */
    struct errpredict_text request_id;
    /*
     The stack trace, as the language printed it.
     */
    struct errpredict_text stack_trace;
    /*
     `development`, `staging` or `production`.
     */
    struct errpredict_text environment;
    /*
     The version of the service.
     */
    struct errpredict_text release;
    /*
     Anything else: the text of a JSON object.
     */
    struct errpredict_text attributes;
    /*
     How long the request took, in milliseconds; read where `has_response_time` says so.
     */
    double response_time_ms;
    /*
     The HTTP status, 100 to 599; 0 is absent.
     */
    uint16_t status_code;
    /*
     Whether `response_time_ms` is told.
     */
    bool has_response_time;
} errpredict_event;

/*
 Rows of numbers where they lie; a gap is NaN.
 */
typedef struct errpredict_rows {
    /*
     The first number of the first row.
     */
    const double *data;
    /*
     How many rows there are.
     */
    size_t rows;
    /*
     How many columns there are.
     */
    size_t columns;
    /*
     Numbers from one row to the next: `columns` for rows one after the other, 1 for columns one after the other.
     */
    size_t row_stride;
    /*
     Numbers from one column to the next: 1 for rows one after the other.
     */
    size_t column_stride;
} errpredict_rows;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/*
 Scores every value of a series, oldest first, a gap NaN: fitted to `history` and told what follows it, or, without one
 (`n_history` 0), with the whole series in view. `detector` is its name, or its settings as JSON with `method`.

 # Safety
 `values`, `history` and `scores` are good for their lengths, `scores` for `n`; `error` is null or points to memory for an
 error.
 */
errpredict_status errpredict_score_series(const char *detector,
                                          size_t detector_len,
                                          const double *values,
                                          size_t n,
                                          const double *history,
                                          size_t n_history,
                                          int64_t step_ms,
                                          uint64_t seed,
                                          double *scores,
                                          struct errpredict_error *error);

/*
 Forecasts a series, oldest value first, a gap NaN. `settings` are those of the operation `forecast` as JSON (`{}` are the
 defaults); `horizon` must be the one they say, 24 if they say none. `lower` and `upper` may be null; an end of an interval
 that is not known is NaN.

 # Safety
 `values` is good for `n` numbers, `point`, `lower` and `upper` for `horizon`; `error` is null or points to memory for an
 error.
 */
errpredict_status errpredict_forecast(const char *settings,
                                      size_t settings_len,
                                      const double *values,
                                      size_t n,
                                      int64_t first_end_ms,
                                      int64_t step_ms,
                                      size_t horizon,
                                      double *point,
                                      double *lower,
                                      double *upper,
                                      struct errpredict_error *error);

/*
 Frees what the library gave and leaves it empty; null and empty bytes are left as they are.

 # Safety
 `bytes` is null or points to bytes that the library gave and nobody freed by another way.
 */
void errpredict_bytes_free(struct errpredict_bytes *bytes);

/*
 Runs an operation on a JSON request and gives the JSON answer, what messages have under `ok`; `docs/wire.md` lists the
 operations. The answer is the caller's: free it with `errpredict_bytes_free`.

 # Safety
 `operation` and `request` are good for their lengths, `answer` points to memory for bytes, and `error` is null or points to
 memory for an error.
 */
errpredict_status errpredict_call(const char *operation,
                                  size_t operation_len,
                                  const char *request,
                                  size_t request_len,
                                  struct errpredict_bytes *answer,
                                  struct errpredict_error *error);

/*
 Frees an error and leaves none; null and an error that holds none are left as they are.

 # Safety
 `error` is null or points to an error that the library wrote, or to one that is all zero.
 */
void errpredict_error_free(struct errpredict_error *error);

/*
 Opens a handle of a kind with settings as JSON (`{}` are the defaults); free it with `errpredict_handle_free`.

 # Safety
 `kind` and `settings` are good for their lengths, `handle` points to memory for a pointer, `error` is null or points to
 memory for an error.
 */
errpredict_status errpredict_handle_open(const char *kind,
                                         size_t kind_len,
                                         const char *settings,
                                         size_t settings_len,
                                         struct errpredict_handle **handle,
                                         struct errpredict_error *error);

/*
 Goes on where `errpredict_handle_save` was called; free the handle with `errpredict_handle_free`.

 # Safety
 As of `errpredict_handle_open`; `bytes` is good for `bytes_len`.
 */
errpredict_status errpredict_handle_load(const char *kind,
                                         size_t kind_len,
                                         const uint8_t *bytes,
                                         size_t bytes_len,
                                         struct errpredict_handle **handle,
                                         struct errpredict_error *error);

/*
 Reads log files in parallel and opens a `rollup` of their events. `report`, if not null, gets what was read and what was
 left out, as JSON; free it with `errpredict_bytes_free`, the handle with `errpredict_handle_free`. `options` are those of
 the operation `read`, `settings` those of the handle `rollup`, both JSON objects.

 # Safety
 As of `errpredict_handle_open`; `paths` is good for `n_paths` texts, each of them for its length, and `report` is null or
 points to memory for bytes.
 */
errpredict_status errpredict_handle_read_files(const struct errpredict_text *paths,
                                               size_t n_paths,
                                               const char *options,
                                               size_t options_len,
                                               const char *settings,
                                               size_t settings_len,
                                               struct errpredict_handle **handle,
                                               struct errpredict_bytes *report,
                                               struct errpredict_error *error);

/*
 Calls a method with a JSON request and gives the JSON answer, what messages have under `ok`. `with` is another handle that
 the method reads, or null. The answer is the caller's: free it with `errpredict_bytes_free`.

 # Safety
 `handle` and `with` are handles that were not freed, `with` may be null; the rest as of `errpredict_call`.
 */
errpredict_status errpredict_handle_call(const struct errpredict_handle *handle,
                                         const char *method,
                                         size_t method_len,
                                         const char *request,
                                         size_t request_len,
                                         const struct errpredict_handle *with,
                                         struct errpredict_bytes *answer,
                                         struct errpredict_error *error);

/*
 Counts one event given as fields.

 # Safety
 `handle` is a handle that was not freed, `event` points to an event whose texts are good for their lengths, `error` is
 null or points to memory for an error.
 */
errpredict_status errpredict_observe(const struct errpredict_handle *handle,
                                     const struct errpredict_event *event,
                                     struct errpredict_error *error);

/*
 Counts one event given as a JSON object.

 # Safety
 `handle` is a handle that was not freed, `event` is good for its length, `error` is null or points to memory for an error.
 */
errpredict_status errpredict_observe_json(const struct errpredict_handle *handle,
                                          const char *event,
                                          size_t event_len,
                                          struct errpredict_error *error);

/*
 Counts the events of a block of log lines, packed or not. `options` are those of the operation `read` (`{}` are the
 defaults). `report`, if not null, gets what was read and what was left out, as JSON; free it with `errpredict_bytes_free`.

 # Safety
 `handle` is a handle that was not freed, `lines` and `options` are good for their lengths, `report` is null or points to
 memory for bytes, `error` is null or points to memory for an error.
 */
errpredict_status errpredict_observe_lines(const struct errpredict_handle *handle,
                                           const uint8_t *lines,
                                           size_t lines_len,
                                           const char *options,
                                           size_t options_len,
                                           struct errpredict_bytes *report,
                                           struct errpredict_error *error);

/*
 Gives the state as bytes, for `errpredict_handle_load`; free them with `errpredict_bytes_free`.

 # Safety
 `handle` is a handle that was not freed, `bytes` points to memory for bytes, `error` is null or points to memory for an
 error.
 */
errpredict_status errpredict_handle_save(const struct errpredict_handle *handle,
                                         struct errpredict_bytes *bytes,
                                         struct errpredict_error *error);

/*
 Closes a handle; null is left as it is.

 # Safety
 `handle` is null or a handle that was not freed, and no other thread uses it.
 */
void errpredict_handle_free(struct errpredict_handle *handle);

/*
 Fits a detector to rows, most of them normal. `settings` is its name, or JSON with `method`; free it with
 `errpredict_detector_free`.

 # Safety
 `settings` is good for its length, `rows` points to rows that can be read, `detector` to memory for a pointer; `error` is
 null or points to memory for an error.
 */
errpredict_status errpredict_detector_fit(const char *settings,
                                          size_t settings_len,
                                          const struct errpredict_rows *rows,
                                          uint64_t seed,
                                          struct errpredict_detector **detector,
                                          struct errpredict_error *error);

/*
 Fits a predictor to rows with labels (0: no error came, anything else: it came), oldest first. `weights` may be null.
 `settings` is its name, or JSON with `method`; free it with `errpredict_predictor_free`. Columns are called x0, x1 and so on.

 # Safety
 As of `errpredict_detector_fit`; `labels` is good for as many bytes as there are rows, `weights` is null or good for as many
 numbers.
 */
errpredict_status errpredict_predictor_fit(const char *settings,
                                           size_t settings_len,
                                           const struct errpredict_rows *rows,
                                           const uint8_t *labels,
                                           const double *weights,
                                           uint64_t seed,
                                           struct errpredict_predictor **predictor,
                                           struct errpredict_error *error);

/*
 Scores rows: one finite number a row, higher is stranger. `n` is the number of rows.

 # Safety
 `detector` is a detector that was not freed, `rows` points to rows that can be read, `scores` is good for `n` numbers; `error` is null
 or points to memory for an error.
 */
errpredict_status errpredict_detector_score(const struct errpredict_detector *detector,
                                            const struct errpredict_rows *rows,
                                            double *scores,
                                            size_t n,
                                            struct errpredict_error *error);

/*
 Scores the very rows that the detector was fitted to: a row is not its own neighbour. `n` is the number of rows.

 # Safety
 `detector` is a detector that was not freed, `rows` points to rows that can be read, `scores` is good for `n` numbers; `error` is null
 or points to memory for an error.
 */
errpredict_status errpredict_detector_score_fitted(const struct errpredict_detector *detector,
                                                   const struct errpredict_rows *rows,
                                                   double *scores,
                                                   size_t n,
                                                   struct errpredict_error *error);

/*
 How many columns a detector was fitted to; 0 for null.

 # Safety
 `detector` is null or a detector that was not freed.
 */
size_t errpredict_detector_n_features(const struct errpredict_detector *detector);

/*
 Gives the state of a detector as bytes, for `errpredict_detector_load`; free them with `errpredict_bytes_free`.

 # Safety
 `detector` is a detector that was not freed, `bytes` points to memory for bytes, `error` is null or points to memory for an error.
 */
errpredict_status errpredict_detector_save(const struct errpredict_detector *detector,
                                           struct errpredict_bytes *bytes,
                                           struct errpredict_error *error);

/*
 Reads a detector that was saved; free it with `errpredict_detector_free`.

 # Safety
 `bytes` is good for `bytes_len`, `detector` points to memory for a pointer, `error` is null or points to memory for an error.
 */
errpredict_status errpredict_detector_load(const uint8_t *bytes,
                                           size_t bytes_len,
                                           struct errpredict_detector **detector,
                                           struct errpredict_error *error);

/*
 Frees a detector; null is left as it is.

 # Safety
 `detector` is null or a detector that was not freed, and no other thread uses it.
 */
void errpredict_detector_free(struct errpredict_detector *detector);

/*
 Probability of the error, one a row, before calibration. `n` is the number of rows.

 # Safety
 `predictor` is a predictor that was not freed, `rows` points to rows that can be read, `probabilities` is good for `n` numbers; `error` is null
 or points to memory for an error.
 */
errpredict_status errpredict_predictor_probability(const struct errpredict_predictor *predictor,
                                                   const struct errpredict_rows *rows,
                                                   double *probabilities,
                                                   size_t n,
                                                   struct errpredict_error *error);

/*
 How many columns a predictor was fitted to; 0 for null.

 # Safety
 `predictor` is null or a predictor that was not freed.
 */
size_t errpredict_predictor_n_features(const struct errpredict_predictor *predictor);

/*
 Gives the state of a predictor as bytes, for `errpredict_predictor_load`; free them with `errpredict_bytes_free`.

 # Safety
 `predictor` is a predictor that was not freed, `bytes` points to memory for bytes, `error` is null or points to memory for an error.
 */
errpredict_status errpredict_predictor_save(const struct errpredict_predictor *predictor,
                                            struct errpredict_bytes *bytes,
                                            struct errpredict_error *error);

/*
 Reads a predictor that was saved; free it with `errpredict_predictor_free`.

 # Safety
 `bytes` is good for `bytes_len`, `predictor` points to memory for a pointer, `error` is null or points to memory for an error.
 */
errpredict_status errpredict_predictor_load(const uint8_t *bytes,
                                            size_t bytes_len,
                                            struct errpredict_predictor **predictor,
                                            struct errpredict_error *error);

/*
 Frees a predictor; null is left as it is.

 # Safety
 `predictor` is null or a predictor that was not freed, and no other thread uses it.
 */
void errpredict_predictor_free(struct errpredict_predictor *predictor);

/*
 The version of the interface that this library has.
 */
uint32_t errpredict_abi_version(void);

/*
 Whether a program compiled with the header of `wanted` (its ERRPREDICT_ABI_VERSION) may use this library.
 */
bool errpredict_abi_is_compatible(uint32_t wanted);

/*
 The version of errpredict, zero-terminated, for as long as the library is loaded.
 */
const char *errpredict_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* ERRPREDICT_H */
