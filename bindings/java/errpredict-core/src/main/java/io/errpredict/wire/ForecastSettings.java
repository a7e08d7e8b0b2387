// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How to forecast a series. */
public final class ForecastSettings extends Message {
    /** Without any field. */
    public ForecastSettings() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ForecastSettings(Map<String, Object> fields) {
        super(fields);
    }

    /** The backtest that intervals and accuracy come from. */
    public ForecastBacktest backtest() {
        return messageAt("backtest", ForecastBacktest::new);
    }

    /** Sets backtest. */
    public ForecastSettings backtest(ForecastBacktest value) {
        set("backtest", value);
        return this;
    }

    /** Levels of further intervals, for fan charts. */
    public List<Double> fan() {
        return listAt("fan", Message::asNumber);
    }

    /** Sets fan. */
    public ForecastSettings fan(List<Double> value) {
        set("fan", value);
        return this;
    }

    /** Holidays with their dates, past and ahead. */
    public List<HolidayDates> holidays() {
        return listAt("holidays", value -> view(value, HolidayDates::new));
    }

    /** Sets holidays. */
    public ForecastSettings holidays(List<HolidayDates> value) {
        set("holidays", value);
        return this;
    }

    /** Steps ahead. */
    public Long horizon() {
        return wholeAt("horizon");
    }

    /** Sets horizon. */
    public ForecastSettings horizon(Long value) {
        set("horizon", value);
        return this;
    }

    /** Share of future values that the interval should hold, between 0 and 1. */
    public Double level() {
        return numberAt("level");
    }

    /** Sets level. */
    public ForecastSettings level(Double value) {
        set("level", value);
        return this;
    }

    /** The method. */
    public Forecaster method() {
        return messageAt("method", Forecaster::new);
    }

    /** Sets method. */
    public ForecastSettings method(Forecaster value) {
        set("method", value);
        return this;
    }

    /** Whether the metric can never be negative; absent: as the history shows it. */
    public Boolean nonNegative() {
        return flagAt("non_negative");
    }

    /** Sets non_negative. */
    public ForecastSettings nonNegative(Boolean value) {
        set("non_negative", value);
        return this;
    }

    /** Lengths of the seasons in steps, shortest first; those the history cannot carry are left out. */
    public List<Long> seasons() {
        return listAt("seasons", Message::asWhole);
    }

    /** Sets seasons. */
    public ForecastSettings seasons(List<Long> value) {
        set("seasons", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public ForecastSettings seed(Long value) {
        set("seed", value);
        return this;
    }

    /** Value whose crossing is of interest: upwards from below, downwards from above. */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public ForecastSettings threshold(Double value) {
        set("threshold", value);
        return this;
    }

    /** Zone whose clock the seasons follow (IANA name); absent: UTC. */
    public String zone() {
        return textAt("zone");
    }

    /** Sets zone. */
    public ForecastSettings zone(String value) {
        set("zone", value);
        return this;
    }
}
