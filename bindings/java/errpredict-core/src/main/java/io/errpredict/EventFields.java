package io.errpredict;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One event by its fields, the fast way into a monitor or rollup. Set what is known; what is not set is absent and never guessed.
 * {@code new EventFields("shop").severity("high").errorType("TimeoutError")}
 */
public final class EventFields {
    /** Names of the fields that are texts, in the order of {@link #texts()}. */
    public static final int TEXTS = 14;

    private final String[] texts = new String[TEXTS];
    private long timestampMs;
    private double responseTimeMs = Double.NaN;
    private int statusCode;

    /** An event of a service, now. */
    public EventFields(String service) {
        this(service, System.currentTimeMillis());
    }

    /** An event of a service at a time, in milliseconds since 1970 UTC. */
    public EventFields(String service, long timestampMs) {
        texts[0] = service;
        this.timestampMs = timestampMs;
    }

    /** What was thrown, as an error of severity {@code high}. */
    public static EventFields thrown(String service, Throwable thrown) {
        return new EventFields(service)
                .severity("high")
                .errorType(thrown.getClass().getName())
                .message(thrown.getMessage())
                .stackTrace(trace(thrown));
    }

    /** A request that was served. */
    public static EventFields request(String service, String endpoint, int statusCode, double responseTimeMs) {
        return new EventFields(service).kind("request").endpoint(endpoint).statusCode(statusCode).responseTimeMs(responseTimeMs);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter(1024);
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private EventFields text(int i, String value) {
        texts[i] = value;
        return this;
    }

    /** When it happened, in milliseconds since 1970 UTC. */
    public EventFields timestampMs(long value) {
        timestampMs = value;
        return this;
    }

    /** {@code info}, {@code low}, {@code medium}, {@code high} or {@code critical}. */
    public EventFields severity(String value) {
        return text(1, value);
    }

    /** {@code error}, {@code request} or {@code deployment}; {@code error} when absent. */
    public EventFields kind(String value) {
        return text(2, value);
    }

    /** The type of error. */
    public EventFields errorType(String value) {
        return text(3, value);
    }

    /** The log message. */
    public EventFields message(String value) {
        return text(4, value);
    }

    /** The id the source gave it. */
    public EventFields errorId(String value) {
        return text(5, value);
    }

    /** The application's own error code. */
    public EventFields code(String value) {
        return text(6, value);
    }

    /** The route or URL path. */
    public EventFields endpoint(String value) {
        return text(7, value);
    }

    /** The user who met it. */
    public EventFields userId(String value) {
        return text(8, value);
    }

    /** The request it belongs to. */
    public EventFields requestId(String value) {
        return text(9, value);
    }

    /** The stack trace, as Java prints it. */
    public EventFields stackTrace(String value) {
        return text(10, value);
    }

    /** {@code development}, {@code staging} or {@code production}. */
    public EventFields environment(String value) {
        return text(11, value);
    }

    /** The version of the service. */
    public EventFields release(String value) {
        return text(12, value);
    }

    /** Anything else: the text of a JSON object. */
    public EventFields attributes(String json) {
        return text(13, json);
    }

    /** The HTTP status, 100 to 599; 0 is absent. */
    public EventFields statusCode(int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("a status is 100 to 599, got " + value);
        }
        statusCode = value;
        return this;
    }

    /** How long the request took, in milliseconds; NaN is absent. */
    public EventFields responseTimeMs(double value) {
        responseTimeMs = value;
        return this;
    }

    /** The texts, in the order of the C structure: service, severity, kind and so on. */
    public String[] texts() {
        return texts;
    }

    /** When it happened, in milliseconds since 1970 UTC. */
    public long timestampMs() {
        return timestampMs;
    }

    /** The HTTP status; 0 is absent. */
    public int statusCode() {
        return statusCode;
    }

    /** How long the request took, in milliseconds; NaN is absent. */
    public double responseTimeMs() {
        return responseTimeMs;
    }
}
