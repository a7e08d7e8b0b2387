// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The versions. */
public final class VersionResponse extends Message {
    /** Without any field. */
    public VersionResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public VersionResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Of the analysis message. */
    public Long analysis() {
        return wholeAt("analysis");
    }

    /** Sets analysis. */
    public VersionResponse analysis(Long value) {
        set("analysis", value);
        return this;
    }

    /** Of the feature set that models are trained on. */
    public Long featureSet() {
        return wholeAt("feature_set");
    }

    /** Sets feature_set. */
    public VersionResponse featureSet(Long value) {
        set("feature_set", value);
        return this;
    }

    /** Of the library, the same in every package. */
    public String version() {
        return textAt("version");
    }

    /** Sets version. */
    public VersionResponse version(String value) {
        set("version", value);
        return this;
    }

    /** Of the messages; 0 while fields still change meaning between releases. */
    public Long wire() {
        return wholeAt("wire");
    }

    /** Sets wire. */
    public VersionResponse wire(Long value) {
        set("wire", value);
        return this;
    }
}
