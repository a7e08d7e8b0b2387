package io.errpredict.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A real application on Netty, asked over HTTP. */
class ReactiveApplicationTest {
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Shop {
        @GetMapping("/orders/{id}")
        Mono<String> order(@PathVariable("id") String id) {
            return Mono.just("order " + id).delayElement(Duration.ofMillis(20));
        }

        @GetMapping("/broken")
        Mono<String> broken() {
            return Mono.error(new IllegalStateException("no basket"));
        }
    }

    @Test
    void requestsAndErrorsAreCounted() throws Exception {
        try (ConfigurableApplicationContext context = ServletApplicationTest.started(Shop.class, "reactive")) {
            Asking shop = new Asking(context);
            assertEquals(List.of(200, 500, 404), shop.statuses("/orders/7", "/broken", "/nowhere"));
            Told told = Told.of(context);
            EventRecorder recorder = context.getBean(EventRecorder.class);
            assertEquals(0, recorder.refused(), recorder.lastRefusal());
            assertEquals(1, told.errors("java.lang.IllegalStateException"), told.groups());
            assertEquals(1L, told.failedRequests());
            assertTrue(context.getBeansOfType(ServletEventFilter.class).isEmpty());
        }
    }
}
