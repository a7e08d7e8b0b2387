package io.errpredict.spring;

import io.errpredict.Monitor;
import io.errpredict.wire.ServiceAnalysis;
import java.time.Instant;
import org.springframework.context.ConfigurableApplicationContext;

/** What the monitor of an application finds. */
record Told(String text, ServiceAnalysis one) {
    static Told of(ConfigurableApplicationContext context) throws InterruptedException {
        EventRecorder recorder = context.getBean(EventRecorder.class);
        // A response may be with its client before the filter has counted the request.
        for (long before = -1; before != recorder.counted(); Thread.sleep(50)) {
            before = recorder.counted();
        }
        ServiceAnalysis one = context.getBean(Monitor.class).analyze(Instant.now().plusSeconds(60)).services().get(0);
        return new Told(one.toString(), one);
    }

    String service() {
        return one.service();
    }

    long failedRequests() {
        return one.failedRequests();
    }

    String groups() {
        return one.groups().toString();
    }

    /** How many errors of a type there were, by the groups of the service. */
    long errors(String type) {
        return one.groups().stream().filter(group -> type.equals(group.errorType())).mapToLong(group -> group.errors()).sum();
    }
}
