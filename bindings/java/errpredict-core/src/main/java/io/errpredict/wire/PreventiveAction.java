// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One action that is recommended. */
public final class PreventiveAction extends Message {
    /** Without any field. */
    public PreventiveAction() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public PreventiveAction(Map<String, Object> fields) {
        super(fields);
    }

    /** What to do. One of ActionType. */
    public String actionType() {
        return textAt("action_type");
    }

    /** Sets action_type. */
    public PreventiveAction actionType(String value) {
        set("action_type", value);
        return this;
    }

    /** When it was recommended: nothing after that was known. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public PreventiveAction at(String value) {
        set("at", value);
        return this;
    }

    /** Whether an executor could do it at all (everything but what only people do). */
    public Boolean automatable() {
        return flagAt("automatable");
    }

    /** Sets automatable. */
    public PreventiveAction automatable(Boolean value) {
        set("automatable", value);
        return this;
    }

    /** Keys of the anomalies, causes, predictions and forecasts that call for it. */
    public List<String> because() {
        return listAt("because", String.class::cast);
    }

    /** Sets because. */
    public PreventiveAction because(List<String> value) {
        set("because", value);
        return this;
    }

    /** How often chance alone would bring the trouble that calls for it; absent where it rests on no anomaly. */
    public Chance chance() {
        return messageAt("chance", Chance::new);
    }

    /** Sets chance. */
    public PreventiveAction chance(Chance value) {
        set("chance", value);
        return this;
    }

    /** How much work. One of Difficulty. */
    public String difficulty() {
        return textAt("difficulty");
    }

    /** Sets difficulty. */
    public PreventiveAction difficulty(String value) {
        set("difficulty", value);
        return this;
    }

    /** What its dry run shows. */
    public List<String> dryRunShows() {
        return listAt("dry_run_shows", String.class::cast);
    }

    /** Sets dry_run_shows. */
    public PreventiveAction dryRunShows(List<String> value) {
        set("dry_run_shows", value);
        return this;
    }

    /** The lines that call for it. */
    public List<Evidence> evidence() {
        return listAt("evidence", value -> view(value, Evidence::new));
    }

    /** Sets evidence. */
    public PreventiveAction evidence(List<Evidence> value) {
        set("evidence", value);
        return this;
    }

    /** What it could achieve, and how that is known. */
    public Impact impact() {
        return messageAt("impact", Impact::new);
    }

    /** Sets impact. */
    public PreventiveAction impact(Impact value) {
        set("impact", value);
        return this;
    }

    /** Stable identity: the same type for the same scope and target has the same key, whenever it is recommended. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public PreventiveAction key(String value) {
        set("key", value);
        return this;
    }

    /** How soon it matters. One of Priority. */
    public String priority() {
        return textAt("priority");
    }

    /** Sets priority. */
    public PreventiveAction priority(String value) {
        set("priority", value);
        return this;
    }

    /** Whether it can be taken back. One of Reversibility. */
    public String reversibility() {
        return textAt("reversibility");
    }

    /** Sets reversibility. */
    public PreventiveAction reversibility(String value) {
        set("reversibility", value);
        return this;
    }

    /** Planning figure in seconds. */
    public Long seconds() {
        return wholeAt("seconds");
    }

    /** Sets seconds. */
    public PreventiveAction seconds(Long value) {
        set("seconds", value);
        return this;
    }

    /** The field service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public PreventiveAction service(String value) {
        set("service", value);
        return this;
    }

    /** Where it stands: recommended, or manual_review for a type that only people do. One of ActionStatus. */
    public String status() {
        return textAt("status");
    }

    /** Sets status. */
    public PreventiveAction status(String value) {
        set("status", value);
        return this;
    }

    /** The field system. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public PreventiveAction system(Boolean value) {
        set("system", value);
        return this;
    }

    /** What it acts on: a release, a metric, another service, an error group. */
    public String target() {
        return textAt("target");
    }

    /** Sets target. */
    public PreventiveAction target(String value) {
        set("target", value);
        return this;
    }

    /** One sentence: what to do and why. */
    public String title() {
        return textAt("title");
    }

    /** Sets title. */
    public PreventiveAction title(String value) {
        set("title", value);
        return this;
    }

    /** Whether it may run without a person. One of Unattended. */
    public String unattended() {
        return textAt("unattended");
    }

    /** Sets unattended. */
    public PreventiveAction unattended(String value) {
        set("unattended", value);
        return this;
    }
}
