// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts and what is asked of them. */
public final class SimilarRequest extends Message {
    /** Without any field. */
    public SimilarRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** What people decided, oldest first: of two decisions about the same pair the later counts. */
    public List<Decided> decisions() {
        return listAt("decisions", value -> view(value, Decided::new));
    }

    /** Sets decisions. */
    public SimilarRequest decisions(List<Decided> value) {
        set("decisions", value);
        return this;
    }

    /** Least similarity of a match, 0 to 1. */
    public Double least() {
        return numberAt("least");
    }

    /** Sets least. */
    public SimilarRequest least(Double value) {
        set("least", value);
        return this;
    }

    /** Texts to look for; without any, every known text is compared with the others. */
    public List<Query> queries() {
        return listAt("queries", value -> view(value, Query::new));
    }

    /** Sets queries. */
    public SimilarRequest queries(List<Query> value) {
        set("queries", value);
        return this;
    }

    /** Known texts (messages, stack traces), oldest first. */
    public List<Text> texts() {
        return listAt("texts", value -> view(value, Text::new));
    }

    /** Sets texts. */
    public SimilarRequest texts(List<Text> value) {
        set("texts", value);
        return this;
    }

    /** Similarity from which texts are one group, 0 to 1. */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public SimilarRequest threshold(Double value) {
        set("threshold", value);
        return this;
    }

    /** Most matches for each; 10 when absent. All texts together have at most 100,000. */
    public Long top() {
        return wholeAt("top");
    }

    /** Sets top. */
    public SimilarRequest top(Long value) {
        set("top", value);
        return this;
    }
}
