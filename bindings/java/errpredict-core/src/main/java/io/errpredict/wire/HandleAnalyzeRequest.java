// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to find. */
public final class HandleAnalyzeRequest extends Message {
    /** Without any field. */
    public HandleAnalyzeRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public HandleAnalyzeRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time; nothing after it is read. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public HandleAnalyzeRequest at(String value) {
        set("at", value);
        return this;
    }

    /** How. */
    public AnalysisConfig config() {
        return messageAt("config", AnalysisConfig::new);
    }

    /** Sets config. */
    public HandleAnalyzeRequest config(AnalysisConfig value) {
        set("config", value);
        return this;
    }

    /** Earlier incidents, actions and decisions; those known at the time count. */
    public History history() {
        return messageAt("history", History::new);
    }

    /** Sets history. */
    public HandleAnalyzeRequest history(History value) {
        set("history", value);
        return this;
    }
}
