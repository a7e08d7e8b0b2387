// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to analyse and how to call it. */
public final class ReportRequest extends Message {
    /** Without any field. */
    public ReportRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ReportRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public ReportRequest at(String value) {
        set("at", value);
        return this;
    }

    /** How. */
    public AnalysisConfig config() {
        return messageAt("config", AnalysisConfig::new);
    }

    /** Sets config. */
    public ReportRequest config(AnalysisConfig value) {
        set("config", value);
        return this;
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public ReportRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** Earlier incidents, actions and decisions; those known at the time analysed count. */
    public History history() {
        return messageAt("history", History::new);
    }

    /** Sets history. */
    public ReportRequest history(History value) {
        set("history", value);
        return this;
    }

    /** Tell as well what the words used for probabilities were worth before. */
    public Boolean past() {
        return flagAt("past");
    }

    /** Sets past. */
    public ReportRequest past(Boolean value) {
        set("past", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public ReportRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** The heading of the page. */
    public String title() {
        return textAt("title");
    }

    /** Sets title. */
    public ReportRequest title(String value) {
        set("title", value);
        return this;
    }
}
