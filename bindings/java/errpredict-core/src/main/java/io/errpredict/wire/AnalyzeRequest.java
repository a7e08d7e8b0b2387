// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to analyse. */
public final class AnalyzeRequest extends Message {
    /** Without any field. */
    public AnalyzeRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AnalyzeRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public AnalyzeRequest at(String value) {
        set("at", value);
        return this;
    }

    /** How. */
    public AnalysisConfig config() {
        return messageAt("config", AnalysisConfig::new);
    }

    /** Sets config. */
    public AnalyzeRequest config(AnalysisConfig value) {
        set("config", value);
        return this;
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public AnalyzeRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** Earlier incidents, actions and decisions; those known at the time analysed count. */
    public History history() {
        return messageAt("history", History::new);
    }

    /** Sets history. */
    public AnalyzeRequest history(History value) {
        set("history", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public AnalyzeRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }
}
