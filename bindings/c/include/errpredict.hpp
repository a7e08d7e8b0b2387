/* errpredict in C++ (17 or newer): the C interface with destructors and exceptions, and nothing of its own. */
#ifndef ERRPREDICT_HPP
#define ERRPREDICT_HPP

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "errpredict.h"

namespace errpredict {

/* What went wrong: a stable code and words for people; what() has both, as `unknown_name: no severity is called ...`. */
class Error : public std::exception {
public:
    explicit Error(errpredict_status status, errpredict_error *error) : status_(status) {
        code_ = error->code != nullptr ? error->code : "";
        message_ = text(error->message);
        json_ = text(error->json);
        what_ = code_ + ": " + message_;
        retryable_ = error->retryable;
        errpredict_error_free(error);
    }

    const char *what() const noexcept override { return what_.c_str(); }
    const std::string &code() const noexcept { return code_; }
    /* The words alone. */
    const std::string &message() const noexcept { return message_; }
    /* The whole error as JSON: code, message, context, retryable. */
    const std::string &json() const noexcept { return json_; }
    errpredict_status status() const noexcept { return status_; }
    bool retryable() const noexcept { return retryable_; }

private:
    static std::string text(const errpredict_bytes &bytes) {
        return bytes.data == nullptr ? std::string() : std::string(reinterpret_cast<const char *>(bytes.data), bytes.len);
    }

    errpredict_status status_;
    std::string code_, message_, json_, what_;
    bool retryable_ = false;
};

namespace detail {

inline errpredict_error none() { return errpredict_error(); }

inline void check(errpredict_status status, errpredict_error &error) {
    if (status != ERRPREDICT_STATUS_OK) throw Error(status, &error);
}

/* Bytes of the library, freed when it goes. */
struct Owned {
    errpredict_bytes bytes = errpredict_bytes();
    Owned() = default;
    Owned(const Owned &) = delete;
    Owned &operator=(const Owned &) = delete;
    ~Owned() { errpredict_bytes_free(&bytes); }
    std::string text() const {
        return bytes.data == nullptr ? std::string() : std::string(reinterpret_cast<const char *>(bytes.data), bytes.len);
    }
    std::vector<std::uint8_t> copy() const {
        return bytes.data == nullptr ? std::vector<std::uint8_t>() : std::vector<std::uint8_t>(bytes.data, bytes.data + bytes.len);
    }
};

} // namespace detail

/* Whether the header and the library fit; call it first. */
inline bool is_compatible() { return errpredict_abi_is_compatible(ERRPREDICT_ABI_VERSION); }

/* Runs an operation on a JSON request and gives the JSON answer. */
inline std::string call(std::string_view operation, std::string_view request) {
    detail::Owned answer;
    errpredict_error error = detail::none();
    detail::check(errpredict_call(operation.data(), operation.size(), request.data(), request.size(), &answer.bytes, &error), error);
    return answer.text();
}

/* A text of an event; it must live for as long as the call. */
inline errpredict_text text(std::string_view value) { return errpredict_text{value.data(), value.size()}; }

/* An event with its time and service set, all else absent. */
inline errpredict_event event(std::int64_t timestamp_ms, std::string_view service) {
    errpredict_event made = errpredict_event();
    made.size = sizeof(errpredict_event);
    made.timestamp_ms = timestamp_ms;
    made.service = text(service);
    return made;
}

/* What keeps state between calls: `monitor`, `rollup`, `model`, `templates`, `similar`. */
class Handle {
public:
    static Handle open(std::string_view kind, std::string_view settings = "{}") {
        errpredict_handle *handle = nullptr;
        errpredict_error error = detail::none();
        detail::check(errpredict_handle_open(kind.data(), kind.size(), settings.data(), settings.size(), &handle, &error), error);
        return Handle(handle);
    }

    static Handle load(std::string_view kind, const std::vector<std::uint8_t> &bytes) {
        errpredict_handle *handle = nullptr;
        errpredict_error error = detail::none();
        detail::check(errpredict_handle_load(kind.data(), kind.size(), bytes.data(), bytes.size(), &handle, &error), error);
        return Handle(handle);
    }

    std::string call(std::string_view method, std::string_view request = "{}", const Handle *with = nullptr) const {
        detail::Owned answer;
        errpredict_error error = detail::none();
        const errpredict_handle *other = with != nullptr ? with->handle_.get() : nullptr;
        detail::check(errpredict_handle_call(handle_.get(), method.data(), method.size(), request.data(), request.size(), other,
                                             &answer.bytes, &error), error);
        return answer.text();
    }

    void observe(const errpredict_event &event) const {
        errpredict_error error = detail::none();
        detail::check(errpredict_observe(handle_.get(), &event, &error), error);
    }

    void observe_json(std::string_view event) const {
        errpredict_error error = detail::none();
        detail::check(errpredict_observe_json(handle_.get(), event.data(), event.size(), &error), error);
    }

    /* Counts a block of log lines and gives the report of the reader as JSON. */
    std::string observe_lines(std::string_view lines, std::string_view options = "{}") const {
        detail::Owned report;
        errpredict_error error = detail::none();
        detail::check(errpredict_observe_lines(handle_.get(), reinterpret_cast<const std::uint8_t *>(lines.data()), lines.size(),
                                               options.data(), options.size(), &report.bytes, &error), error);
        return report.text();
    }

    std::vector<std::uint8_t> save() const {
        detail::Owned bytes;
        errpredict_error error = detail::none();
        detail::check(errpredict_handle_save(handle_.get(), &bytes.bytes, &error), error);
        return bytes.copy();
    }

private:
    struct Free { void operator()(errpredict_handle *handle) const { errpredict_handle_free(handle); } };
    explicit Handle(errpredict_handle *handle) : handle_(handle) {}
    std::unique_ptr<errpredict_handle, Free> handle_;
};

/* Rows one after the other in memory of the caller. */
inline errpredict_rows rows(const double *data, std::size_t n_rows, std::size_t n_columns) {
    return errpredict_rows{data, n_rows, n_columns, n_columns, 1};
}

/* A fitted detector of rows. */
class Detector {
public:
    static Detector fit(std::string_view settings, const errpredict_rows &rows, std::uint64_t seed = 0) {
        errpredict_detector *detector = nullptr;
        errpredict_error error = detail::none();
        detail::check(errpredict_detector_fit(settings.data(), settings.size(), &rows, seed, &detector, &error), error);
        return Detector(detector);
    }

    static Detector load(const std::vector<std::uint8_t> &bytes) {
        errpredict_detector *detector = nullptr;
        errpredict_error error = detail::none();
        detail::check(errpredict_detector_load(bytes.data(), bytes.size(), &detector, &error), error);
        return Detector(detector);
    }

    std::vector<double> score(const errpredict_rows &rows) const {
        std::vector<double> scores(rows.rows);
        errpredict_error error = detail::none();
        detail::check(errpredict_detector_score(detector_.get(), &rows, scores.data(), scores.size(), &error), error);
        return scores;
    }

    std::vector<std::uint8_t> save() const {
        detail::Owned bytes;
        errpredict_error error = detail::none();
        detail::check(errpredict_detector_save(detector_.get(), &bytes.bytes, &error), error);
        return bytes.copy();
    }

private:
    struct Free { void operator()(errpredict_detector *detector) const { errpredict_detector_free(detector); } };
    explicit Detector(errpredict_detector *detector) : detector_(detector) {}
    std::unique_ptr<errpredict_detector, Free> detector_;
};

/* A fitted predictor of rows. */
class Predictor {
public:
    static Predictor fit(std::string_view settings, const errpredict_rows &rows, const std::vector<std::uint8_t> &labels,
                         std::uint64_t seed = 0) {
        errpredict_predictor *predictor = nullptr;
        errpredict_error error = detail::none();
        const std::uint8_t *given = labels.size() == rows.rows ? labels.data() : nullptr;
        detail::check(errpredict_predictor_fit(settings.data(), settings.size(), &rows, given, nullptr, seed, &predictor, &error),
                      error);
        return Predictor(predictor);
    }

    std::vector<double> probability(const errpredict_rows &rows) const {
        std::vector<double> found(rows.rows);
        errpredict_error error = detail::none();
        detail::check(errpredict_predictor_probability(predictor_.get(), &rows, found.data(), found.size(), &error), error);
        return found;
    }

private:
    struct Free { void operator()(errpredict_predictor *predictor) const { errpredict_predictor_free(predictor); } };
    explicit Predictor(errpredict_predictor *predictor) : predictor_(predictor) {}
    std::unique_ptr<errpredict_predictor, Free> predictor_;
};

} // namespace errpredict

#endif
