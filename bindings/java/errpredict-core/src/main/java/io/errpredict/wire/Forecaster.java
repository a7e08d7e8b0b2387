// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any forecaster, chosen by name. */
public final class Forecaster extends Message {
    /** Without any field. */
    public Forecaster() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Forecaster(Map<String, Object> fields) {
        super(fields);
    }

    /** Train one network on all series of a call instead of one a series. */
    public Boolean across() {
        return flagAt("across");
    }

    /** Sets across. */
    public Forecaster across(Boolean value) {
        set("across", value);
        return this;
    }

    /** Steps that one window forecasts. */
    public Long ahead() {
        return wholeAt("ahead");
    }

    /** Sets ahead. */
    public Forecaster ahead(Long value) {
        set("ahead", value);
        return this;
    }

    /** Weight of the newest size. */
    public Double alpha() {
        return numberAt("alpha");
    }

    /** Sets alpha. */
    public Forecaster alpha(Double value) {
        set("alpha", value);
        return this;
    }

    /** Windows of each training step. */
    public Long batch() {
        return wholeAt("batch");
    }

    /** Sets batch. */
    public Forecaster batch(Long value) {
        set("batch", value);
        return this;
    }

    /** Weight of the newest zero or non-zero. */
    public Double beta() {
        return numberAt("beta");
    }

    /** Sets beta. */
    public Forecaster beta(Double value) {
        set("beta", value);
        return this;
    }

    /** Take values of the same phase of the season only. */
    public Boolean byPhase() {
        return flagAt("by_phase");
    }

    /** Sets by_phase. */
    public Forecaster byPhase(Boolean value) {
        set("by_phase", value);
        return this;
    }

    /** Methods to choose from. */
    public List<Forecaster> candidates() {
        return listAt("candidates", value -> view(value, Forecaster::new));
    }

    /** Sets candidates. */
    public Forecaster candidates(List<Forecaster> value) {
        set("candidates", value);
        return this;
    }

    /** Share of the history that holds changepoints. */
    public Double changepointRange() {
        return numberAt("changepoint_range");
    }

    /** Sets changepoint_range. */
    public Forecaster changepointRange(Double value) {
        set("changepoint_range", value);
        return this;
    }

    /** How readily the slope changes. */
    public Double changepointScale() {
        return numberAt("changepoint_scale");
    }

    /** Sets changepoint_scale. */
    public Forecaster changepointScale(Double value) {
        set("changepoint_scale", value);
        return this;
    }

    /** Number of places where the slope may change. */
    public Long changepoints() {
        return wholeAt("changepoints");
    }

    /** Sets changepoints. */
    public Forecaster changepoints(Long value) {
        set("changepoints", value);
        return this;
    }

    /** Longest seasons looked back at. */
    public Long cycles() {
        return wholeAt("cycles");
    }

    /** Sets cycles. */
    public Forecaster cycles(Long value) {
        set("cycles", value);
        return this;
    }

    /** Of the forms with a trend, consider only damped ones. */
    public Boolean dampedOnly() {
        return flagAt("damped_only");
    }

    /** Sets damped_only. */
    public Forecaster dampedOnly(Boolean value) {
        set("damped_only", value);
        return this;
    }

    /** Share of the linear trend that is carried on. */
    public Double drift() {
        return numberAt("drift");
    }

    /** Sets drift. */
    public Forecaster drift(Double value) {
        set("drift", value);
        return this;
    }

    /** Age in longest seasons at which a row counts half. */
    public Double halfLife() {
        return numberAt("half_life");
    }

    /** Sets half_life. */
    public Forecaster halfLife(Double value) {
        set("half_life", value);
        return this;
    }

    /** Special steps. */
    public List<Holiday> holidays() {
        return listAt("holidays", value -> view(value, Holiday::new));
    }

    /** Sets holidays. */
    public Forecaster holidays(List<Holiday> value) {
        set("holidays", value);
        return this;
    }

    /** Steps ahead that fitting alone weighs by. */
    public Long horizon() {
        return wholeAt("horizon");
    }

    /** Sets horizon. */
    public Forecaster horizon(Long value) {
        set("horizon", value);
        return this;
    }

    /** Layers, one above the other. */
    public Long layers() {
        return wholeAt("layers");
    }

    /** Sets layers. */
    public Forecaster layers(Long value) {
        set("layers", value);
        return this;
    }

    /** Model the logarithm. */
    public Boolean log() {
        return flagAt("log");
    }

    /** Sets log. */
    public Forecaster log(Boolean value) {
        set("log", value);
        return this;
    }

    /** Repeat the longest usable season instead of the shortest. */
    public Boolean longest() {
        return flagAt("longest");
    }

    /** Sets longest. */
    public Forecaster longest(Boolean value) {
        set("longest", value);
        return this;
    }

    /** Use at most this many of the seasons, shortest first. */
    public Long maxSeasons() {
        return wholeAt("max_seasons");
    }

    /** Sets max_seasons. */
    public Forecaster maxSeasons(Long value) {
        set("max_seasons", value);
        return this;
    }

    /** The field method. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public Forecaster method(String value) {
        set("method", value);
        return this;
    }

    /** A trained network to use; its sizes go before the settings. */
    public Network network() {
        return messageAt("network", Network::new);
    }

    /** Sets network. */
    public Forecaster network(Network value) {
        set("network", value);
        return this;
    }

    /** Fourier order of longer seasons. */
    public Long orderLong() {
        return wholeAt("order_long");
    }

    /** Sets order_long. */
    public Forecaster orderLong(Long value) {
        set("order_long", value);
        return this;
    }

    /** Fourier order of the shortest season. */
    public Long orderShort() {
        return wholeAt("order_short");
    }

    /** Sets order_short. */
    public Forecaster orderShort(Long value) {
        set("order_short", value);
        return this;
    }

    /** How sharply weights fall with the error. */
    public Double power() {
        return numberAt("power");
    }

    /** Sets power. */
    public Forecaster power(Double value) {
        set("power", value);
        return this;
    }

    /** Quantile that is the point; absent (null): the mean. */
    public Double quantile() {
        return numberAt("quantile");
    }

    /** Sets quantile. */
    public Forecaster quantile(Double value) {
        set("quantile", value);
        return this;
    }

    /** First step size. */
    public Double rate() {
        return numberAt("rate");
    }

    /** Sets rate. */
    public Forecaster rate(Double value) {
        set("rate", value);
        return this;
    }

    /** Consider forms with a season. */
    public Boolean seasonal() {
        return flagAt("seasonal");
    }

    /** Sets seasonal. */
    public Forecaster seasonal(Boolean value) {
        set("seasonal", value);
        return this;
    }

    /** Steps of a window. */
    public Long sequence() {
        return wholeAt("sequence");
    }

    /** Sets sequence. */
    public Forecaster sequence(Long value) {
        set("sequence", value);
        return this;
    }

    /** Training steps. */
    public Long steps() {
        return wholeAt("steps");
    }

    /** Sets steps. */
    public Forecaster steps(Long value) {
        set("steps", value);
        return this;
    }

    /** Units of each layer. */
    public Long units() {
        return wholeAt("units");
    }

    /** Sets units. */
    public Forecaster units(Long value) {
        set("units", value);
        return this;
    }

    /** Values that the median is taken of. */
    public Long window() {
        return wholeAt("window");
    }

    /** Sets window. */
    public Forecaster window(Long value) {
        set("window", value);
        return this;
    }

    /** Candidates with more than this many times the least error are left out. */
    public Double worst() {
        return numberAt("worst");
    }

    /** Sets worst. */
    public Forecaster worst(Double value) {
        set("worst", value);
        return this;
    }
}
