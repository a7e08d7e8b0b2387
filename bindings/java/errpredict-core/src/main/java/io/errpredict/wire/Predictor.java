// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any predictor, chosen by name. */
public final class Predictor extends Message {
    /** Without any field. */
    public Predictor() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Predictor(Map<String, Object> fields) {
        super(fields);
    }

    /** Share of features drawn a round, above 0 and at most 1. */
    public Double columnShare() {
        return numberAt("column_share");
    }

    /** Sets column_share. */
    public Predictor columnShare(Double value) {
        set("column_share", value);
        return this;
    }

    /** Splits from root to leaf, 1 to 16. */
    public Long depth() {
        return wholeAt("depth");
    }

    /** Sets depth. */
    public Predictor depth(Long value) {
        set("depth", value);
        return this;
    }

    /** Which features it sees. One of Selection. */
    public String features() {
        return textAt("features");
    }

    /** Sets features. */
    public Predictor features(String value) {
        set("features", value);
        return this;
    }

    /** Features drawn a node; the square root of their number when absent. */
    public Long featuresPerNode() {
        return wholeAt("features_per_node");
    }

    /** Sets features_per_node. */
    public Predictor featuresPerNode(Long value) {
        set("features_per_node", value);
        return this;
    }

    /** L2 penalty on leaf values, at least 0. */
    public Object l2() {
        return anyAt("l2");
    }

    /** Sets l2. */
    public Predictor l2(Object value) {
        set("l2", value);
        return this;
    }

    /** The regression. */
    public Logistic logistic() {
        return messageAt("logistic", Logistic::new);
    }

    /** Sets logistic. */
    public Predictor logistic(Logistic value) {
        set("logistic", value);
        return this;
    }

    /** Part of the name of the features used. */
    public String marker() {
        return textAt("marker");
    }

    /** Sets marker. */
    public Predictor marker(String value) {
        set("marker", value);
        return this;
    }

    /** Histogram bins a feature, 2 to 254. */
    public Long maxBins() {
        return wholeAt("max_bins");
    }

    /** Sets max_bins. */
    public Predictor maxBins(Long value) {
        set("max_bins", value);
        return this;
    }

    /** L-BFGS steps a penalty, at least 1. */
    public Long maxSteps() {
        return wholeAt("max_steps");
    }

    /** Sets max_steps. */
    public Predictor maxSteps(Long value) {
        set("max_steps", value);
        return this;
    }

    /** What is combined, 1 to 16 predictors. */
    public List<Predictor> members() {
        return listAt("members", value -> view(value, Predictor::new));
    }

    /** Sets members. */
    public Predictor members(List<Predictor> value) {
        set("members", value);
        return this;
    }

    /** The field method. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public Predictor method(String value) {
        set("method", value);
        return this;
    }

    /** Smallest Hessian sum of a leaf, at least 0. */
    public Double minChildWeight() {
        return numberAt("min_child_weight");
    }

    /** Sets min_child_weight. */
    public Predictor minChildWeight(Double value) {
        set("min_child_weight", value);
        return this;
    }

    /** Smallest gain of a split, at least 0. */
    public Double minGain() {
        return numberAt("min_gain");
    }

    /** Sets min_gain. */
    public Predictor minGain(Double value) {
        set("min_gain", value);
        return this;
    }

    /** Smallest weight of a leaf, at least 0. */
    public Double minLeafWeight() {
        return numberAt("min_leaf_weight");
    }

    /** Sets min_leaf_weight. */
    public Predictor minLeafWeight(Double value) {
        set("min_leaf_weight", value);
        return this;
    }

    /** Rounds without a better validation loss before it stops; never when absent. */
    public Long patience() {
        return wholeAt("patience");
    }

    /** Sets patience. */
    public Predictor patience(Long value) {
        set("patience", value);
        return this;
    }

    /** Share of each tree that is added, above 0 and at most 1. */
    public Double rate() {
        return numberAt("rate");
    }

    /** Sets rate. */
    public Predictor rate(Double value) {
        set("rate", value);
        return this;
    }

    /** Trees, or their upper limit when stopping early; at least 1. */
    public Long rounds() {
        return wholeAt("rounds");
    }

    /** Sets rounds. */
    public Predictor rounds(Long value) {
        set("rounds", value);
        return this;
    }

    /** Share of rows drawn a round, above 0 and at most 1. */
    public Double rowShare() {
        return numberAt("row_share");
    }

    /** Sets row_share. */
    public Predictor rowShare(Double value) {
        set("row_share", value);
        return this;
    }

    /** Rows the wider rate counts for, at least 0. */
    public Double strength() {
        return numberAt("strength");
    }

    /** Sets strength. */
    public Predictor strength(Double value) {
        set("strength", value);
        return this;
    }

    /** Number of trees, at least 1. */
    public Long trees() {
        return wholeAt("trees");
    }

    /** Sets trees. */
    public Predictor trees(Long value) {
        set("trees", value);
        return this;
    }

    /** Last part of the rows that weighs the members, between 0 and 1. */
    public Double validationShare() {
        return numberAt("validation_share");
    }

    /** Sets validation_share. */
    public Predictor validationShare(Double value) {
        set("validation_share", value);
        return this;
    }
}
