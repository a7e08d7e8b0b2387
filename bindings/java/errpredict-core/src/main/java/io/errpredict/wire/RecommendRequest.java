// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The situation and what happened before. */
public final class RecommendRequest extends Message {
    /** Without any field. */
    public RecommendRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RecommendRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Earlier actions; those whose outcome was known by then count. */
    public History history() {
        return messageAt("history", History::new);
    }

    /** Sets history. */
    public RecommendRequest history(History value) {
        set("history", value);
        return this;
    }

    /** Anomalies, predictions, forecasts, states and causes of one service. */
    public Situation situation() {
        return messageAt("situation", Situation::new);
    }

    /** Sets situation. */
    public RecommendRequest situation(Situation value) {
        set("situation", value);
        return this;
    }
}
