// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any detector for one series, chosen by name. */
public final class SeriesDetector extends Message {
    /** Without any field. */
    public SeriesDetector() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SeriesDetector(Map<String, Object> fields) {
        super(fields);
    }

    /** Hours a new level must last to become the normal one. */
    public Double adoptAfterHours() {
        return numberAt("adopt_after_hours");
    }

    /** Sets adopt_after_hours. */
    public SeriesDetector adoptAfterHours(Double value) {
        set("adopt_after_hours", value);
        return this;
    }

    /** Days that are like Sundays. */
    public List<String> holidays() {
        return listAt("holidays", String.class::cast);
    }

    /** Sets holidays. */
    public SeriesDetector holidays(List<String> value) {
        set("holidays", value);
        return this;
    }

    /** Values in a row. */
    public Long lags() {
        return wholeAt("lags");
    }

    /** Sets lags. */
    public SeriesDetector lags(Long value) {
        set("lags", value);
        return this;
    }

    /** Expected length of a stretch, in values. */
    public Double meanLength() {
        return numberAt("mean_length");
    }

    /** Sets mean_length. */
    public SeriesDetector meanLength(Double value) {
        set("mean_length", value);
        return this;
    }

    /** Hours after which a value weighs 1/e. */
    public Double memoryHours() {
        return numberAt("memory_hours");
    }

    /** Sets memory_hours. */
    public SeriesDetector memoryHours(Double value) {
        set("memory_hours", value);
        return this;
    }

    /** The field method. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public SeriesDetector method(String value) {
        set("method", value);
        return this;
    }

    /** Learn hours of day and week. */
    public Boolean seasonal() {
        return flagAt("seasonal");
    }

    /** Sets seasonal. */
    public SeriesDetector seasonal(Boolean value) {
        set("seasonal", value);
        return this;
    }

    /** The trees. */
    public HalfSpaceTrees trees() {
        return messageAt("trees", HalfSpaceTrees::new);
    }

    /** Sets trees. */
    public SeriesDetector trees(HalfSpaceTrees value) {
        set("trees", value);
        return this;
    }

    /** Share of the variance that counts as usual shapes. */
    public Double variance() {
        return numberAt("variance");
    }

    /** Sets variance. */
    public SeriesDetector variance(Double value) {
        set("variance", value);
        return this;
    }

    /** Values that are learned before any is scored above 0. */
    public Long warmUp() {
        return wholeAt("warm_up");
    }

    /** Sets warm_up. */
    public SeriesDetector warmUp(Long value) {
        set("warm_up", value);
        return this;
    }

    /** Values in a stretch; 0 finds the period. */
    public Long window() {
        return wholeAt("window");
    }

    /** Sets window. */
    public SeriesDetector window(Long value) {
        set("window", value);
        return this;
    }
}
