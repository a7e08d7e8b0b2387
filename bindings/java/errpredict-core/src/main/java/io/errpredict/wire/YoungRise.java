// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many more errors, or failed requests, than before in a history of less than a day. */
public final class YoungRise extends Message {
    /** Without any field. */
    public YoungRise() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public YoungRise(Map<String, Object> fields) {
        super(fields);
    }

    /** How long the time before is, in minutes. */
    public Long beforeMinutes() {
        return wholeAt("before_minutes");
    }

    /** Sets before_minutes. */
    public YoungRise beforeMinutes(Long value) {
        set("before_minutes", value);
        return this;
    }

    /** How many came per hour in the time before. */
    public Double beforePerHour() {
        return numberAt("before_per_hour");
    }

    /** Sets before_per_hour. */
    public YoungRise beforePerHour(Double value) {
        set("before_per_hour", value);
        return this;
    }

    /** How many of them came in it. */
    public Long errors() {
        return wholeAt("errors");
    }

    /** Sets errors. */
    public YoungRise errors(Long value) {
        set("errors", value);
        return this;
    }

    /** Whether that kind never came in the time before. */
    public Boolean isNew() {
        return flagAt("is_new");
    }

    /** Sets is_new. */
    public YoungRise isNew(Boolean value) {
        set("is_new", value);
        return this;
    }

    /** What rose: errors, or failed requests. */
    public Object metric() {
        return anyAt("metric");
    }

    /** Sets metric. */
    public YoungRise metric(Object value) {
        set("metric", value);
        return this;
    }

    /** The kind of error that most of them are, where one is. */
    public String most() {
        return textAt("most");
    }

    /** Sets most. */
    public YoungRise most(String value) {
        set("most", value);
        return this;
    }

    /** The same per hour. */
    public Double perHour() {
        return numberAt("per_hour");
    }

    /** Sets per_hour. */
    public YoungRise perHour(Double value) {
        set("per_hour", value);
        return this;
    }

    /** When it began, to the minute. */
    public String since() {
        return textAt("since");
    }

    /** Sets since. */
    public YoungRise since(String value) {
        set("since", value);
        return this;
    }

    /** When it ended; absent while it goes on. */
    public String until() {
        return textAt("until");
    }

    /** Sets until. */
    public YoungRise until(String value) {
        set("until", value);
        return this;
    }
}
