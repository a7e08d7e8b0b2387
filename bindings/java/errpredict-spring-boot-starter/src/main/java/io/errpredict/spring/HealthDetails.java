package io.errpredict.spring;

import io.errpredict.Errpredict;
import io.errpredict.Monitor;
import io.errpredict.wire.AnomalyDetection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the health endpoint shows. Found anomalies never make an application unhealthy: it would be restarted for a foresight. */
final class HealthDetails {
    private final EventRecorder recorder;
    private final Monitor monitor;
    private final Watcher watcher;

    HealthDetails(EventRecorder recorder, Monitor monitor, Watcher watcher) {
        this.recorder = recorder;
        this.monitor = monitor;
        this.watcher = watcher;
    }

    /** Why nothing is watched at the moment, or null. */
    String failure() {
        return watcher.failure();
    }

    Map<String, Object> told() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", Errpredict.version());
        details.put("service", recorder.service());
        details.put("events", recorder.counted());
        details.put("refused", recorder.refused());
        if (recorder.lastRefusal() != null) {
            details.put("lastRefusal", recorder.lastRefusal());
        }
        details.put("memoryBytes", monitor.memoryBytes());
        details.put("anomalies", watcher.last().stream().map(HealthDetails::line).toList());
        return details;
    }

    private static Map<String, Object> line(AnomalyDetection anomaly) {
        Map<String, Object> line = new LinkedHashMap<>();
        for (String name : List.of("key", "severity", "type", "metric", "start", "ongoing")) {
            if (anomaly.json().get(name) != null) {
                line.put(name, anomaly.json().get(name));
            }
        }
        return line;
    }
}
