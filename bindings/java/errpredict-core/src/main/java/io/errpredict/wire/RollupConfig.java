// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a rollup keeps, and for how long. | setting | default | monitor | meaning | |---|---|---|---| |
 * minutes_kept_for_h | for ever | 72 | hours for which counts stay in minutes; then they become hours; at least 48 | |
 * hours_kept_for_h | for ever | 1 464 (61 days) | hours for which counts stay in hours; then days; at least 1 440 | |
 * days_kept_for_h | for ever | 43 848 (5 years) | hours after which counts are dropped | | witnesses | 1 | 8 | retention
 * counts from the newest minute at or after which so many events lie, so that fewer events with a clock in the future
 * forget nothing | | max_services | 10 000 | 256 | services kept by name; the rest is summed up as other | | max_types |
 * 256 | 32 | error types kept for each service | | max_groups | 1 000 | 64 | error groups kept for each service | |
 * max_sample_bytes | 256 | 256 | length at which sample messages are cut | | max_name_bytes | 256 | 256 | length at
 * which names of services and error types are cut; a hash of the whole is their end | | max_ahead_minutes | any | 10 |
 * how far an event may lie ahead of when it was received; for
 * [Rollup::observe_received](super::Rollup::observe_received) | Over a cap the keys with the smallest hashes stay,
 * whatever the order of events.
 */
public final class RollupConfig extends Message {
    /** Without any field. */
    public RollupConfig() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupConfig(Map<String, Object> fields) {
        super(fields);
    }

    /** Hours after which counts are dropped, not below hours_kept_for_h; absent for ever. */
    public Long daysKeptForH() {
        return wholeAt("days_kept_for_h");
    }

    /** Sets days_kept_for_h. */
    public RollupConfig daysKeptForH(Long value) {
        set("days_kept_for_h", value);
        return this;
    }

    /** Hours for which counts stay in hours, at least 1,440 and not below minutes_kept_for_h; absent for ever. */
    public Long hoursKeptForH() {
        return wholeAt("hours_kept_for_h");
    }

    /** Sets hours_kept_for_h. */
    public RollupConfig hoursKeptForH(Long value) {
        set("hours_kept_for_h", value);
        return this;
    }

    /** Minutes that an event may lie ahead of when it was received; absent for any. */
    public Long maxAheadMinutes() {
        return wholeAt("max_ahead_minutes");
    }

    /** Sets max_ahead_minutes. */
    public RollupConfig maxAheadMinutes(Long value) {
        set("max_ahead_minutes", value);
        return this;
    }

    /** Error groups kept for each service, at least 1. */
    public Long maxGroups() {
        return wholeAt("max_groups");
    }

    /** Sets max_groups. */
    public RollupConfig maxGroups(Long value) {
        set("max_groups", value);
        return this;
    }

    /** Length in bytes at which names of services and error types are cut, at least 32. */
    public Long maxNameBytes() {
        return wholeAt("max_name_bytes");
    }

    /** Sets max_name_bytes. */
    public RollupConfig maxNameBytes(Long value) {
        set("max_name_bytes", value);
        return this;
    }

    /** Length in bytes at which sample messages and releases are cut. */
    public Long maxSampleBytes() {
        return wholeAt("max_sample_bytes");
    }

    /** Sets max_sample_bytes. */
    public RollupConfig maxSampleBytes(Long value) {
        set("max_sample_bytes", value);
        return this;
    }

    /** Services kept by name, at least 1. */
    public Long maxServices() {
        return wholeAt("max_services");
    }

    /** Sets max_services. */
    public RollupConfig maxServices(Long value) {
        set("max_services", value);
        return this;
    }

    /** Error types kept for each service, at least 1. */
    public Long maxTypes() {
        return wholeAt("max_types");
    }

    /** Sets max_types. */
    public RollupConfig maxTypes(Long value) {
        set("max_types", value);
        return this;
    }

    /** Hours for which counts stay in minutes, at least 48; absent keeps minutes for ever. */
    public Long minutesKeptForH() {
        return wholeAt("minutes_kept_for_h");
    }

    /** Sets minutes_kept_for_h. */
    public RollupConfig minutesKeptForH(Long value) {
        set("minutes_kept_for_h", value);
        return this;
    }

    /** Retention counts from the newest minute at or after which so many events lie; at least 1. */
    public Long witnesses() {
        return wholeAt("witnesses");
    }

    /** Sets witnesses. */
    public RollupConfig witnesses(Long value) {
        set("witnesses", value);
        return this;
    }
}
