// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One service with everything that speaks against it. */
public final class RankedService extends Message {
    /** Without any field. */
    public RankedService() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RankedService(Map<String, Object> fields) {
        super(fields);
    }

    /** Its possible causes, strongest first; their shares add up to the service's. */
    public List<Cause> causes() {
        return listAt("causes", value -> view(value, Cause::new));
    }

    /** Sets causes. */
    public RankedService causes(List<Cause> value) {
        set("causes", value);
        return this;
    }

    /** Its metrics, the one at fault first. */
    public List<RankedMetric> metrics() {
        return listAt("metrics", value -> view(value, RankedMetric::new));
    }

    /** Sets metrics. */
    public RankedService metrics(List<RankedMetric> value) {
        set("metrics", value);
        return this;
    }

    /** Weighted sum of the testimony. */
    public Double score() {
        return numberAt("score");
    }

    /** Sets score. */
    public RankedService score(Double value) {
        set("score", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public RankedService service(String value) {
        set("service", value);
        return this;
    }

    /** How much of the evidence speaks for it, beside all services and "none of these": a rank, no probability. */
    public Double share() {
        return numberAt("share");
    }

    /** Sets share. */
    public RankedService share(Double value) {
        set("share", value);
        return this;
    }
}
