// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One event, owning its text. Names follow OpenTelemetry where it has one. What is missing stays missing; it is never
 * guessed.
 */
public final class Event extends Message {
    /** Without any field. */
    public Event() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Event(Map<String, Object> fields) {
        super(fields);
    }

    /** Anything else, as a JSON object. */
    public Map<String, Object> attributes() {
        return mapAt("attributes", value -> value);
    }

    /** Sets attributes. */
    public Event attributes(Map<String, Object> value) {
        set("attributes", value);
        return this;
    }

    /** The application's own error code. */
    public String code() {
        return textAt("code");
    }

    /** Sets code. */
    public Event code(String value) {
        set("code", value);
        return this;
    }

    /** The route or URL path. */
    public String endpoint() {
        return textAt("endpoint");
    }

    /** Sets endpoint. */
    public Event endpoint(String value) {
        set("endpoint", value);
        return this;
    }

    /** development, staging or production. */
    public String environment() {
        return textAt("environment");
    }

    /** Sets environment. */
    public Event environment(String value) {
        set("environment", value);
        return this;
    }

    /** The id the source gave it. */
    public String errorId() {
        return textAt("error_id");
    }

    /** Sets error_id. */
    public Event errorId(String value) {
        set("error_id", value);
        return this;
    }

    /** The type of error, such as an exception class. Empty for requests and deployments. */
    public String errorType() {
        return textAt("error_type");
    }

    /** Sets error_type. */
    public Event errorType(String value) {
        set("error_type", value);
        return this;
    }

    /** What kind of thing it is; an error when absent. One of EventKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public Event kind(String value) {
        set("kind", value);
        return this;
    }

    /** The log message. */
    public String message() {
        return textAt("message");
    }

    /** Sets message. */
    public Event message(String value) {
        set("message", value);
        return this;
    }

    /** The version of the service. */
    public String release() {
        return textAt("release");
    }

    /** Sets release. */
    public Event release(String value) {
        set("release", value);
        return this;
    }

    /** The request it belongs to. */
    public String requestId() {
        return textAt("request_id");
    }

    /** Sets request_id. */
    public Event requestId(String value) {
        set("request_id", value);
        return this;
    }

    /** How long the request took, in milliseconds: finite and at least 0. */
    public Double responseTimeMs() {
        return numberAt("response_time_ms");
    }

    /** Sets response_time_ms. */
    public Event responseTimeMs(Double value) {
        set("response_time_ms", value);
        return this;
    }

    /** The service it happened in. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public Event service(String value) {
        set("service", value);
        return this;
    }

    /** How bad it is; absent for a line without a level, which is counted and never taken for an error. One of Severity. */
    public String severity() {
        return textAt("severity");
    }

    /** Sets severity. */
    public Event severity(String value) {
        set("severity", value);
        return this;
    }

    /** The stack trace, as the language printed it. */
    public String stackTrace() {
        return textAt("stack_trace");
    }

    /** Sets stack_trace. */
    public Event stackTrace(String value) {
        set("stack_trace", value);
        return this;
    }

    /** The HTTP status, 100 to 599. */
    public Long statusCode() {
        return wholeAt("status_code");
    }

    /** Sets status_code. */
    public Event statusCode(Long value) {
        set("status_code", value);
        return this;
    }

    /** When it happened. */
    public String timestamp() {
        return textAt("timestamp");
    }

    /** Sets timestamp. */
    public Event timestamp(String value) {
        set("timestamp", value);
        return this;
    }

    /** The user who met it. */
    public String userId() {
        return textAt("user_id");
    }

    /** Sets user_id. */
    public Event userId(String value) {
        set("user_id", value);
        return this;
    }
}
