// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to score and how to call it: either series or rows. */
public final class DetectReportRequest extends Message {
    /** Without any field. */
    public DetectReportRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DetectReportRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Rows that have no order, as detect_rows takes them. */
    public DetectRowsRequest rows() {
        return messageAt("rows", DetectRowsRequest::new);
    }

    /** Sets rows. */
    public DetectReportRequest rows(DetectRowsRequest value) {
        set("rows", value);
        return this;
    }

    /** One or many series, as detect_series takes them. */
    public DetectSeriesRequest series() {
        return messageAt("series", DetectSeriesRequest::new);
    }

    /** Sets series. */
    public DetectReportRequest series(DetectSeriesRequest value) {
        set("series", value);
        return this;
    }

    /** The heading of the page. */
    public String title() {
        return textAt("title");
    }

    /** Sets title. */
    public DetectReportRequest title(String value) {
        set("title", value);
        return this;
    }
}
