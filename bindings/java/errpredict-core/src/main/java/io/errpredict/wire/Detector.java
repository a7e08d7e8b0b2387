// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any detector for feature rows, chosen by name. */
public final class Detector extends Message {
    /** Without any field. */
    public Detector() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Detector(Map<String, Object> fields) {
        super(fields);
    }

    /** Halvings from the root to a leaf. */
    public Long height() {
        return wholeAt("height");
    }

    /** Sets height. */
    public Detector height(Long value) {
        set("height", value);
        return this;
    }

    /** Which neighbour's distance is the score. */
    public Long k() {
        return wholeAt("k");
    }

    /** Sets k. */
    public Detector k(Long value) {
        set("k", value);
        return this;
    }

    /** The methods, with their weights. */
    public List<Member> members() {
        return listAt("members", value -> view(value, Member::new));
    }

    /** Sets members. */
    public Detector members(List<Member> value) {
        set("members", value);
        return this;
    }

    /** The field method. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public Detector method(String value) {
        set("method", value);
        return this;
    }

    /** Bins a column; 0 chooses by the number of rows. */
    public Long nBins() {
        return wholeAt("n_bins");
    }

    /** Sets n_bins. */
    public Detector nBins(Long value) {
        set("n_bins", value);
        return this;
    }

    /** Fitted rows kept, drawn at random; 0 keeps all. */
    public Long nReferences() {
        return wholeAt("n_references");
    }

    /** Sets n_references. */
    public Detector nReferences(Long value) {
        set("n_references", value);
        return this;
    }

    /** Number of trees. */
    public Long nTrees() {
        return wholeAt("n_trees");
    }

    /** Sets n_trees. */
    public Detector nTrees(Long value) {
        set("n_trees", value);
        return this;
    }

    /** Added to the diagonal, relative to its mean. */
    public Double ridge() {
        return numberAt("ridge");
    }

    /** Sets ridge. */
    public Detector ridge(Double value) {
        set("ridge", value);
        return this;
    }

    /** Rows per tree. */
    public Long sampleSize() {
        return wholeAt("sample_size");
    }

    /** Sets sample_size. */
    public Detector sampleSize(Long value) {
        set("sample_size", value);
        return this;
    }

    /** Scale columns to [0, 1] over the fitted rows. */
    public Boolean scale() {
        return flagAt("scale");
    }

    /** Sets scale. */
    public Detector scale(Boolean value) {
        set("scale", value);
        return this;
    }

    /** Share of rows that give centre and shape. */
    public Double share() {
        return numberAt("share");
    }

    /** Sets share. */
    public Detector share(Double value) {
        set("share", value);
        return this;
    }

    /** Share of the variance that counts as normal directions. */
    public Double variance() {
        return numberAt("variance");
    }

    /** Sets variance. */
    public Detector variance(Double value) {
        set("variance", value);
        return this;
    }

    /** Rows after which the reference is renewed. */
    public Long window() {
        return wholeAt("window");
    }

    /** Sets window. */
    public Detector window(Long value) {
        set("window", value);
        return this;
    }
}
