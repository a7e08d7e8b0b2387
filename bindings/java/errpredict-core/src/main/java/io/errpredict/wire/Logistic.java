// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of logistic regression; the table is in the module docs. use errpredict::ndarray::Array2; use
 * errpredict::predict::{Fitted, Logistic, Method, Sample, Samples}; // Trouble came where the last hour had more than
 * five errors. let names = vec!["errors_1h".to_owned()]; let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as
 * f64); let labels: Vec&lt;bool&gt; = rows.iter().map(|errors| *errors &gt; 5.0).collect(); let samples = Samples {
 * names: &amp;names, rows: rows.view(), labels: &amp;labels, weights: None, keys: None }; let model =
 * Logistic::default().fit(&amp;samples, 0)?; let [calm, busy] = [[1.0], [9.0]].map(|values|
 * model.probability(&amp;Sample::new(&amp;values))); assert!(calm &lt; 0.3 &amp;&amp; busy &gt; 0.7, "{calm}, {busy}");
 * # Ok::&lt;(), errpredict::Error&gt;(())
 */
public final class Logistic extends Message {
    /** Without any field. */
    public Logistic() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Logistic(Map<String, Object> fields) {
        super(fields);
    }

    /** Which features it sees. One of Selection. */
    public String features() {
        return textAt("features");
    }

    /** Sets features. */
    public Logistic features(String value) {
        set("features", value);
        return this;
    }

    /** Penalties to choose from, each above 0. */
    public List<Double> l2() {
        return listAt("l2", Message::asNumber);
    }

    /** Sets l2. */
    public Logistic l2(List<Double> value) {
        set("l2", value);
        return this;
    }

    /** L-BFGS steps a penalty, at least 1. */
    public Long maxSteps() {
        return wholeAt("max_steps");
    }

    /** Sets max_steps. */
    public Logistic maxSteps(Long value) {
        set("max_steps", value);
        return this;
    }

    /** Last part of the rows that chooses the penalty, between 0 and 1. */
    public Double validationShare() {
        return numberAt("validation_share");
    }

    /** Sets validation_share. */
    public Logistic validationShare(Double value) {
        set("validation_share", value);
        return this;
    }
}
