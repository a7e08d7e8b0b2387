// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to analyse and how to call it. */
public final class RollupReportRequest extends Message {
    /** Without any field. */
    public RollupReportRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupReportRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public RollupReportRequest at(String value) {
        set("at", value);
        return this;
    }

    /** How. */
    public AnalysisConfig config() {
        return messageAt("config", AnalysisConfig::new);
    }

    /** Sets config. */
    public RollupReportRequest config(AnalysisConfig value) {
        set("config", value);
        return this;
    }

    /** Earlier incidents, actions and decisions; those known at the time count. */
    public History history() {
        return messageAt("history", History::new);
    }

    /** Sets history. */
    public RollupReportRequest history(History value) {
        set("history", value);
        return this;
    }

    /** Tell as well what the words used for probabilities were worth before. */
    public Boolean past() {
        return flagAt("past");
    }

    /** Sets past. */
    public RollupReportRequest past(Boolean value) {
        set("past", value);
        return this;
    }

    /** The heading of the page. */
    public String title() {
        return textAt("title");
    }

    /** Sets title. */
    public RollupReportRequest title(String value) {
        set("title", value);
        return this;
    }
}
