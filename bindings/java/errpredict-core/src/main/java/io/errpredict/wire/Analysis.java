// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything found about every service at one time. */
public final class Analysis extends Message {
    /** Without any field. */
    public Analysis() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Analysis(Map<String, Object> fields) {
        super(fields);
    }

    /** How far the analysis went. One of Depth. */
    public String depth() {
        return textAt("depth");
    }

    /** Sets depth. */
    public Analysis depth(String value) {
        set("depth", value);
        return this;
    }

    /** The time analysed: the asked one, floored to a whole minute. Nothing after it was read. */
    public String effectiveAt() {
        return textAt("effective_at");
    }

    /** Sets effective_at. */
    public Analysis effectiveAt(String value) {
        set("effective_at", value);
        return this;
    }

    /** Errors among them: severity medium and above. */
    public Long errors() {
        return wholeAt("errors");
    }

    /** Sets errors. */
    public Analysis errors(Long value) {
        set("errors", value);
        return this;
    }

    /** Events read up to effective_at. */
    public Long events() {
        return wholeAt("events");
    }

    /** Sets events. */
    public Analysis events(Long value) {
        set("events", value);
        return this;
    }

    /** The first event of the log, without one of a clock that was weeks wrong. */
    public String firstEvent() {
        return textAt("first_event");
    }

    /** Sets first_event. */
    public Analysis firstEvent(String value) {
        set("first_event", value);
        return this;
    }

    /** The first sentence. */
    public Headline headline() {
        return messageAt("headline", Headline::new);
    }

    /** Sets headline. */
    public Analysis headline(Headline value) {
        set("headline", value);
        return this;
    }

    /** The newest event of the log, which may lie after effective_at. */
    public String lastEvent() {
        return textAt("last_event");
    }

    /** Sets last_event. */
    public Analysis lastEvent(String value) {
        set("last_event", value);
        return this;
    }

    /** What the messages of all services have in common, commonest of the last 24 hours first. */
    public List<PatternSummary> patterns() {
        return listAt("patterns", value -> view(value, PatternSummary::new));
    }

    /** Sets patterns. */
    public Analysis patterns(List<PatternSummary> value) {
        set("patterns", value);
        return this;
    }

    /** Each service, in name order. */
    public List<ServiceAnalysis> services() {
        return listAt("services", value -> view(value, ServiceAnalysis::new));
    }

    /** Sets services. */
    public Analysis services(List<ServiceAnalysis> value) {
        set("services", value);
        return this;
    }

    /** All services together. */
    public ServiceAnalysis system() {
        return messageAt("system", ServiceAnalysis::new);
    }

    /** Sets system. */
    public Analysis system(ServiceAnalysis value) {
        set("system", value);
        return this;
    }

    /** Version of this message. */
    public Long version() {
        return wholeAt("version");
    }

    /** Sets version. */
    public Analysis version(Long value) {
        set("version", value);
        return this;
    }

    /**
     * What to know of the log before any of it is believed: a wrong clock, that nothing arrived for days, lines that
     * could not be read (by whoever read it).
     */
    public List<String> warnings() {
        return listAt("warnings", String.class::cast);
    }

    /** Sets warnings. */
    public Analysis warnings(List<String> value) {
        set("warnings", value);
        return this;
    }

    /** The zone by whose clock sentences tell times; UTC when absent. All other times are UTC. */
    public String zone() {
        return textAt("zone");
    }

    /** Sets zone. */
    public Analysis zone(String value) {
        set("zone", value);
        return this;
    }
}
