package io.errpredict;

import io.errpredict.spi.Library;
import io.errpredict.wire.Analysis;
import io.errpredict.wire.HandleAnalyzeRequest;
import io.errpredict.wire.HandleObserveRequest;
import io.errpredict.wire.HandleObserveResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A handle that counts events. */
public abstract class Counting extends Handle {
    Counting(String kind, long address) {
        super(kind, address);
    }

    /** Counts one event, by its fields. */
    public void observe(EventFields event) {
        long address = enter();
        try {
            Library.bridge().observe(address, event);
        } finally {
            leave();
        }
    }

    /** Counts one event given as a JSON object. */
    public void observeJson(String event) {
        long address = enter();
        try {
            Library.bridge().observeJson(address, Library.utf8(event));
        } finally {
            leave();
        }
    }

    /** Counts events as messages have them, and tells which were refused. */
    public HandleObserveResponse observe(HandleObserveRequest events) {
        return new HandleObserveResponse(ask("observe", events, null));
    }

    /** Counts the events of a block of log lines; {@code options} are those of the operation {@code read}, as JSON. Gives the report. */
    public String observeLines(byte[] lines, String options) {
        long address = enter();
        try {
            return new String(Library.bridge().observeLines(address, lines, Library.utf8(options)), StandardCharsets.UTF_8);
        } finally {
            leave();
        }
    }

    /** Finds everything about every service at a time. */
    public Analysis analyze(Instant at) {
        return analyze(new HandleAnalyzeRequest().at(at.toString()));
    }

    /** Finds everything about every service. */
    public Analysis analyze(HandleAnalyzeRequest request) {
        return new Analysis(ask("analyze", request, null));
    }
}
