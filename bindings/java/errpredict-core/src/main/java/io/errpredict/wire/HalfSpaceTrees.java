// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of the half-space trees. use errpredict::detect::{Fitted, HalfSpaceTrees, Method}; use
 * errpredict::ndarray::Array2; // What came so far, then two new rows: one as before, one where nothing was. let seen =
 * Array2::from_shape_fn((500, 2), |(i, j)| ((7 * i + 3 * j * (i / 10)) % 10) as f64); let trees =
 * HalfSpaceTrees::default().fit(seen.view(), 0)?; let scores = trees.score(Array2::from_shape_fn((2, 2), |(i, _)| if i
 * == 0 { 4.0 } else { 50.0 }).view())?; assert!(scores[0] &lt; scores[1]); # Ok::&lt;(), errpredict::Error&gt;(())
 */
public final class HalfSpaceTrees extends Message {
    /** Without any field. */
    public HalfSpaceTrees() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public HalfSpaceTrees(Map<String, Object> fields) {
        super(fields);
    }

    /** Halvings from the root to a leaf. */
    public Long height() {
        return wholeAt("height");
    }

    /** Sets height. */
    public HalfSpaceTrees height(Long value) {
        set("height", value);
        return this;
    }

    /** Number of trees. */
    public Long nTrees() {
        return wholeAt("n_trees");
    }

    /** Sets n_trees. */
    public HalfSpaceTrees nTrees(Long value) {
        set("n_trees", value);
        return this;
    }

    /** Rows after which the reference is renewed. */
    public Long window() {
        return wholeAt("window");
    }

    /** Sets window. */
    public HalfSpaceTrees window(Long value) {
        set("window", value);
        return this;
    }
}
