// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events, the service and the time. */
public final class FeaturesRequest extends Message {
    /** Without any field. */
    public FeaturesRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public FeaturesRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time; nothing after it is read. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public FeaturesRequest at(String value) {
        set("at", value);
        return this;
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public FeaturesRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public FeaturesRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public FeaturesRequest service(String value) {
        set("service", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public FeaturesRequest services(Statics value) {
        set("services", value);
        return this;
    }

    /** Count the commonest error types up to this time; up to at when absent. */
    public String typesUntil() {
        return textAt("types_until");
    }

    /** Sets types_until. */
    public FeaturesRequest typesUntil(String value) {
        set("types_until", value);
        return this;
    }
}
