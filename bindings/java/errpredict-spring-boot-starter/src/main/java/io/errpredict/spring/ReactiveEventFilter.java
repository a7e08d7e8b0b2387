package io.errpredict.spring;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Counts every request of a reactive application: its route, its status, how long it took, and the error that it met. */
public final class ReactiveEventFilter implements WebFilter, Ordered {
    /** The name of Spring WebFlux's own attribute. */
    private static final String ROUTE = "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";

    private final EventRecorder recorder;

    /** Counts in a recorder. */
    public ReactiveEventFilter(EventRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    /** A request that its client gave up is not counted: it has no status. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
            long begin = System.nanoTime();
            return chain.filter(exchange)
                    .doOnSuccess(done -> told(exchange, status(exchange, 200), begin, null))
                    .doOnError(thrown -> {
                        // Which status an error becomes is said by handlers outside of all filters.
                        if (exchange.getResponse().isCommitted()) {
                            told(exchange, status(exchange, 500), begin, thrown);
                        } else {
                            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> {
                                int status = status(exchange, 500);
                                told(exchange, status, begin, status >= 500 ? thrown : null);
                            }));
                        }
                    });
        });
    }

    private static int status(ServerWebExchange exchange, int otherwise) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? otherwise : status.value();
    }

    private void told(ServerWebExchange exchange, int status, long begin, Throwable thrown) {
        Object pattern = exchange.getAttribute(ROUTE);
        String route = pattern == null ? null : pattern.toString();
        recorder.request(route, status, (System.nanoTime() - begin) / 1e6);
        if (thrown != null) {
            recorder.thrown(thrown, route);
        }
    }
}
