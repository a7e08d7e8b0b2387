package io.errpredict.spring;

import io.errpredict.Json;
import io.errpredict.Monitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** What the monitor of an application finds. */
record Told(String text, Map<String, Object> one) {
    static Told of(ConfigurableApplicationContext context) throws InterruptedException {
        EventRecorder recorder = context.getBean(EventRecorder.class);
        // A response may be with its client before the filter has counted the request.
        for (long before = -1; before != recorder.counted(); Thread.sleep(50)) {
            before = recorder.counted();
        }
        String text = context.getBean(Monitor.class).call("analyze", "{\"at\": \"" + Instant.now().plusSeconds(60) + "\"}");
        List<?> services = (List<?>) Json.object(text).get("services");
        return new Told(text, Json.object(Json.write(services.get(0))));
    }

    String service() {
        return (String) one.get("service");
    }

    long failedRequests() {
        return ((Number) one.get("failed_requests")).longValue();
    }

    String groups() {
        return Json.write(one.get("states")) + Json.write(one.get("groups"));
    }

    /** How many errors of a type there were, by the groups of the service. */
    long errors(String type) {
        long errors = 0;
        for (Object group : (List<?>) one.get("groups")) {
            Map<?, ?> told = (Map<?, ?>) group;
            if (Json.write(told).contains(type)) {
                errors += ((Number) told.get("count")).longValue();
            }
        }
        return errors;
    }
}
