// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the settings are, for the schema; they are read by what method names. */
public final class DetectorSettings extends Message {
    /** Without any field. */
    public DetectorSettings() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DetectorSettings(Map<String, Object> fields) {
        super(fields);
    }

    /** Hours a new level must last to become the normal one. */
    public Double adoptAfterHours() {
        return numberAt("adopt_after_hours");
    }

    /** Sets adopt_after_hours. */
    public DetectorSettings adoptAfterHours(Double value) {
        set("adopt_after_hours", value);
        return this;
    }

    /** Halvings from the root to a leaf. */
    public Long height() {
        return wholeAt("height");
    }

    /** Sets height. */
    public DetectorSettings height(Long value) {
        set("height", value);
        return this;
    }

    /** Days that are like Sundays. */
    public List<String> holidays() {
        return listAt("holidays", String.class::cast);
    }

    /** Sets holidays. */
    public DetectorSettings holidays(List<String> value) {
        set("holidays", value);
        return this;
    }

    /** Which neighbour's distance is the score. */
    public Long k() {
        return wholeAt("k");
    }

    /** Sets k. */
    public DetectorSettings k(Long value) {
        set("k", value);
        return this;
    }

    /** Values in a row. */
    public Long lags() {
        return wholeAt("lags");
    }

    /** Sets lags. */
    public DetectorSettings lags(Long value) {
        set("lags", value);
        return this;
    }

    /** Expected length of a stretch, in values. */
    public Double meanLength() {
        return numberAt("mean_length");
    }

    /** Sets mean_length. */
    public DetectorSettings meanLength(Double value) {
        set("mean_length", value);
        return this;
    }

    /** The methods, with their weights. */
    public List<Member> members() {
        return listAt("members", value -> view(value, Member::new));
    }

    /** Sets members. */
    public DetectorSettings members(List<Member> value) {
        set("members", value);
        return this;
    }

    /** Hours after which a value weighs 1/e. */
    public Double memoryHours() {
        return numberAt("memory_hours");
    }

    /** Sets memory_hours. */
    public DetectorSettings memoryHours(Double value) {
        set("memory_hours", value);
        return this;
    }

    /** The field method. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public DetectorSettings method(String value) {
        set("method", value);
        return this;
    }

    /** Bins a column; 0 chooses by the number of rows. */
    public Long nBins() {
        return wholeAt("n_bins");
    }

    /** Sets n_bins. */
    public DetectorSettings nBins(Long value) {
        set("n_bins", value);
        return this;
    }

    /** Fitted rows kept, drawn at random; 0 keeps all. */
    public Long nReferences() {
        return wholeAt("n_references");
    }

    /** Sets n_references. */
    public DetectorSettings nReferences(Long value) {
        set("n_references", value);
        return this;
    }

    /** Number of trees. */
    public Long nTrees() {
        return wholeAt("n_trees");
    }

    /** Sets n_trees. */
    public DetectorSettings nTrees(Long value) {
        set("n_trees", value);
        return this;
    }

    /** Added to the diagonal, relative to its mean. */
    public Double ridge() {
        return numberAt("ridge");
    }

    /** Sets ridge. */
    public DetectorSettings ridge(Double value) {
        set("ridge", value);
        return this;
    }

    /** Rows per tree. */
    public Long sampleSize() {
        return wholeAt("sample_size");
    }

    /** Sets sample_size. */
    public DetectorSettings sampleSize(Long value) {
        set("sample_size", value);
        return this;
    }

    /** Scale columns to [0, 1] over the fitted rows. */
    public Boolean scale() {
        return flagAt("scale");
    }

    /** Sets scale. */
    public DetectorSettings scale(Boolean value) {
        set("scale", value);
        return this;
    }

    /** Learn hours of day and week. */
    public Boolean seasonal() {
        return flagAt("seasonal");
    }

    /** Sets seasonal. */
    public DetectorSettings seasonal(Boolean value) {
        set("seasonal", value);
        return this;
    }

    /** Share of rows that give centre and shape. */
    public Double share() {
        return numberAt("share");
    }

    /** Sets share. */
    public DetectorSettings share(Double value) {
        set("share", value);
        return this;
    }

    /** The trees. */
    public HalfSpaceTrees trees() {
        return messageAt("trees", HalfSpaceTrees::new);
    }

    /** Sets trees. */
    public DetectorSettings trees(HalfSpaceTrees value) {
        set("trees", value);
        return this;
    }

    /** Share of the variance that counts as normal directions. */
    public Double variance() {
        return numberAt("variance");
    }

    /** Sets variance. */
    public DetectorSettings variance(Double value) {
        set("variance", value);
        return this;
    }

    /** Values that are learned before any is scored above 0. */
    public Long warmUp() {
        return wholeAt("warm_up");
    }

    /** Sets warm_up. */
    public DetectorSettings warmUp(Long value) {
        set("warm_up", value);
        return this;
    }

    /** Rows after which the reference is renewed. */
    public Long window() {
        return wholeAt("window");
    }

    /** Sets window. */
    public DetectorSettings window(Long value) {
        set("window", value);
        return this;
    }
}
