package io.errpredict.spring;

import io.errpredict.Monitor;
import io.errpredict.wire.AnomalyDetection;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;

/** What Micrometer is told: events counted and refused, memory, and anomalies that go on, by severity. */
final class ErrpredictMetrics implements MeterBinder {
    private final EventRecorder recorder;
    private final Monitor monitor;
    private final Watcher watcher;

    ErrpredictMetrics(EventRecorder recorder, Monitor monitor, Watcher watcher) {
        this.recorder = recorder;
        this.monitor = monitor;
        this.watcher = watcher;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("errpredict.events", recorder, EventRecorder::counted)
                .description("Events that were counted")
                .register(registry);
        FunctionCounter.builder("errpredict.refused", recorder, EventRecorder::refused)
                .description("Events that the core refused")
                .register(registry);
        Gauge.builder("errpredict.memory", monitor, Monitor::memoryBytes)
                .baseUnit("bytes")
                .description("Memory of the monitor")
                .register(registry);
        for (String severity : List.of("low", "medium", "high", "critical")) {
            Gauge.builder("errpredict.anomalies", watcher, found -> ongoing(found, severity))
                    .tag("severity", severity)
                    .description("Anomalies that go on")
                    .register(registry);
        }
    }

    private static double ongoing(Watcher watcher, String severity) {
        return watcher.last().stream().filter(one -> going(one) && severity.equals(one.severity())).count();
    }

    private static boolean going(AnomalyDetection one) {
        return Boolean.TRUE.equals(one.ongoing());
    }
}
