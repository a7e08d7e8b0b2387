package io.errpredict.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
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

        @ResponseStatus(HttpStatus.NOT_FOUND)
        static class NoSuchOrder extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @GetMapping("/missing/{id}")
        Mono<String> missing(@PathVariable("id") String id) {
            return Mono.error(new NoSuchOrder());
        }

        @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
        static class TooMany extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @GetMapping("/busy")
        Mono<String> busy() {
            return Mono.error(new TooMany());
        }
    }

    @Test
    void requestsAndErrorsAreCounted() throws Exception {
        try (ConfigurableApplicationContext context = ServletApplicationTest.started(Shop.class, "reactive")) {
            Asking shop = new Asking(context);
            assertEquals(List.of(200, 500, 404, 404, 503), shop.statuses("/orders/7", "/broken", "/nowhere", "/missing/7", "/busy"));
            Told told = Told.of(context);
            EventRecorder recorder = context.getBean(EventRecorder.class);
            assertEquals(0, recorder.refused(), recorder.lastRefusal());
            assertEquals(1, told.errors("java.lang.IllegalStateException"), told.groups());
            // As the client saw it: what a handler outside of the filters made of the error.
            assertEquals(2L, told.failedRequests());
            assertEquals(0, told.errors(Shop.NoSuchOrder.class.getName()), told.groups());
            assertEquals(1, told.errors(Shop.TooMany.class.getName()), told.groups());
            assertTrue(context.getBeansOfType(ServletEventFilter.class).isEmpty());
        }
    }
}
