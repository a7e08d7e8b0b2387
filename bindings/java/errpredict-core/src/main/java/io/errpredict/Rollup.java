package io.errpredict;

import io.errpredict.spi.Library;
import io.errpredict.wire.BacktestResponse;
import io.errpredict.wire.RollupBacktestRequest;
import io.errpredict.wire.RollupDescribeResponse;
import io.errpredict.wire.RollupReportRequest;
import io.errpredict.wire.RollupSettings;
import io.errpredict.wire.RollupTrainRequest;
import io.errpredict.wire.TrainResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Counts of a log, exact and without order, from which everything is found. */
public final class Rollup extends Counting {
    private String report = "{}";

    /** An empty rollup with the default settings. */
    public Rollup() {
        this(new RollupSettings());
    }

    /** An empty rollup with settings. */
    public Rollup(RollupSettings settings) {
        super("rollup", opened("rollup", settings));
    }

    private Rollup(long address) {
        super("rollup", address);
    }

    /** Goes on where {@link #save} was called. */
    public static Rollup load(byte[] saved) {
        return new Rollup(loaded("rollup", saved));
    }

    /** Counts the events of log files, of whatever format, in parallel. */
    public static Rollup read(Path... logs) {
        return read(List.of(logs), "{}", new RollupSettings());
    }

    /** Counts the events of log files; {@code options} are those of the operation {@code read}, as JSON. */
    public static Rollup read(List<Path> logs, String options, RollupSettings settings) {
        byte[][] report = new byte[1][];
        List<byte[]> paths = logs.stream().map(log -> Library.utf8(log.toString())).toList();
        Rollup rollup = new Rollup(Library.bridge().readFiles(paths, Library.utf8(options), Library.utf8(settings.toString()), report));
        rollup.report = new String(report[0], StandardCharsets.UTF_8);
        return rollup;
    }

    /** What {@link #read} read, what it left out and why, as JSON; {@code {}} where nothing was read. */
    public String report() {
        return report;
    }

    /** Services, first and last time, how much was counted, and {@code now}, the time to analyse unless another is asked for. */
    public RollupDescribeResponse describe() {
        return new RollupDescribeResponse(ask("describe", null, null));
    }

    /** Adds the counts of another rollup or of a monitor. */
    public void merge(Counting other) {
        ask("merge", null, other);
    }

    /** The report as one self-contained HTML page. */
    public String toHtml(RollupReportRequest request) {
        return (String) ask("report", request, null).get("html");
    }

    /** Trains a model on the counts. */
    public TrainResponse train(RollupTrainRequest request) {
        return new TrainResponse(ask("train", request, null));
    }

    /** Tries a method on the past of the counts: what would have fired, and how often rightly. */
    public BacktestResponse backtest(RollupBacktestRequest request) {
        return new BacktestResponse(ask("backtest", request, null));
    }
}
