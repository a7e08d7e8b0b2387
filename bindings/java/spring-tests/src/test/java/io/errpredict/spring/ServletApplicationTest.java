package io.errpredict.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.errpredict.Json;
import io.errpredict.Monitor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.http.HttpStatus;

/** A real application on Tomcat, asked over HTTP. */
class ServletApplicationTest {
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Shop {
        private static final Logger LOG = LoggerFactory.getLogger(Shop.class);

        @GetMapping("/orders/{id}")
        String order(@PathVariable("id") String id) {
            return "order " + id;
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("no basket");
        }

        @GetMapping("/handled")
        String handled() {
            throw new UnsupportedOperationException("not yet");
        }

        @GetMapping("/later")
        Callable<String> later() {
            return () -> {
                Thread.sleep(30);
                return "at last";
            };
        }

        @GetMapping("/logs")
        String logs() {
            LOG.warn("the stock of {} is low", "soap");
            LOG.error("the order failed", new IllegalArgumentException("no address"));
            return "logged";
        }

        @ExceptionHandler
        @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
        String unavailable(UnsupportedOperationException e) {
            return "later";
        }
    }

    static ConfigurableApplicationContext started(Class<?> application, String type, String... more) {
        String[] arguments = {
                "--server.port=0", "--spring.application.name=shop", "--spring.main.web-application-type=" + type,
                "--errpredict.watch-every=0", "--errpredict.environment=staging", "--spring.main.banner-mode=off",
                "--management.endpoints.web.exposure.include=health,metrics", "--management.endpoint.health.show-details=always"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return new SpringApplicationBuilder(application).run(all);
    }

    @Test
    void requestsErrorsAndLinesAreCounted() throws Exception {
        try (ConfigurableApplicationContext context = started(Shop.class, "servlet")) {
            Asking shop = new Asking(context);
            EventRecorder recorder = context.getBean(EventRecorder.class);
            // What the start logged.
            long before = recorder.counted();
            assertEquals(List.of(200, 500, 503, 200, 200), shop.statuses("/orders/7", "/broken", "/handled", "/later", "/logs"));
            Told told = Told.of(context);
            assertEquals(0, recorder.refused(), recorder.lastRefusal());
            // Five requests, three errors thrown or logged, once each, and a warning; Spring itself may log a line at its first request.
            assertTrue(recorder.counted() - before >= 9, (recorder.counted() - before) + " events");
            for (String type : List.of("java.lang.IllegalStateException", "java.lang.UnsupportedOperationException", "java.lang.IllegalArgumentException")) {
                assertEquals(1, told.errors(type), type + " in " + told.groups());
            }
            assertTrue(told.text().contains("the stock of <*> is low") || told.text().contains("the stock of soap is low"), told.groups());
            assertEquals("shop", told.service());
            assertEquals(2L, told.failedRequests());
        }
    }

    @Test
    void healthAndMetricsTell() throws Exception {
        try (ConfigurableApplicationContext context = started(Shop.class, "servlet")) {
            Asking shop = new Asking(context);
            shop.statuses("/orders/7");
            assertEquals("UP", at(shop.json("/actuator/health"), "components", "errpredict", "status"));
            Map<String, Object> details = map(at(shop.json("/actuator/health"), "components", "errpredict", "details"));
            assertEquals("shop", details.get("service"));
            assertTrue(((Number) details.get("events")).longValue() > 0);
            for (String metric : List.of("errpredict.events", "errpredict.refused", "errpredict.memory", "errpredict.anomalies")) {
                assertNotNull(shop.json("/actuator/metrics/" + metric).get("measurements"), metric);
            }
        }
    }

    @Test
    void whatIsFoundIsPublished() {
        try (ConfigurableApplicationContext context = started(Shop.class, "servlet")) {
            Watcher watcher = context.getBean(Watcher.class);
            java.util.concurrent.atomic.AtomicInteger heard = new java.util.concurrent.atomic.AtomicInteger();
            context.addApplicationListener(event -> {
                if (event instanceof org.springframework.context.PayloadApplicationEvent<?> told && told.getPayload() instanceof AnomaliesFound) {
                    heard.incrementAndGet();
                }
            });
            Monitor monitor = context.getBean(Monitor.class);
            long hour = 3_600_000;
            long now = System.currentTimeMillis() / hour * hour;
            for (int h = -72; h < 0; h++) {
                for (int i = 1; i <= (h == -1 ? 200 : 2); i++) {
                    monitor.observe(new io.errpredict.EventFields("pay", now + h * hour + i * 10_000L).severity("high").errorType("TimeoutError"));
                }
            }
            assertTrue(watcher.look(Instant.ofEpochMilli(now)).stream().anyMatch(one -> "spike".equals(one.type())));
            assertEquals(1, heard.get());
        }
    }

    static Object at(Object value, String... names) {
        for (String name : names) {
            value = ((Map<?, ?>) value).get(name);
        }
        return value;
    }

    static Map<String, Object> map(Object value) {
        return Json.object(Json.write(value));
    }
}
