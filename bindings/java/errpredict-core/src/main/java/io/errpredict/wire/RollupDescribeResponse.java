// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was counted. */
public final class RollupDescribeResponse extends Message {
    /** Without any field. */
    public RollupDescribeResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupDescribeResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** The oldest event; absent where there is none. */
    public String first() {
        return textAt("first");
    }

    /** Sets first. */
    public RollupDescribeResponse first(String value) {
        set("first", value);
        return this;
    }

    /** The newest event; absent where there is none. */
    public String last() {
        return textAt("last");
    }

    /** Sets last. */
    public RollupDescribeResponse last(String value) {
        set("last", value);
        return this;
    }

    /**
     * The end of the newest event's minute, which is what to analyse unless another time is asked for; absent where
     * there is no event.
     */
    public String now() {
        return textAt("now");
    }

    /** Sets now. */
    public RollupDescribeResponse now(String value) {
        set("now", value);
        return this;
    }

    /** Events counted. */
    public Long observed() {
        return wholeAt("observed");
    }

    /** Sets observed. */
    public RollupDescribeResponse observed(Long value) {
        set("observed", value);
        return this;
    }

    /** Every service, by name. */
    public List<String> services() {
        return listAt("services", String.class::cast);
    }

    /** Sets services. */
    public RollupDescribeResponse services(List<String> value) {
        set("services", value);
        return this;
    }
}
