// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One thing that happened at one time. */
public final class Moment extends Message {
    /** Without any field. */
    public Moment() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Moment(Map<String, Object> fields) {
        super(fields);
    }

    /** When; of a deployment without a release and of rises, to the minute. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public Moment at(String value) {
        set("at", value);
        return this;
    }

    /** What kind of thing. One of MomentKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public Moment kind(String value) {
        set("kind", value);
        return this;
    }

    /** The service it happened to. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public Moment service(String value) {
        set("service", value);
        return this;
    }

    /** What exactly: the release, the error type of the group or its message. */
    public String subject() {
        return textAt("subject");
    }

    /** Sets subject. */
    public Moment subject(String value) {
        set("subject", value);
        return this;
    }
}
