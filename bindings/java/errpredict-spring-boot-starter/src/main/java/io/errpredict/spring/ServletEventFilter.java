package io.errpredict.spring;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts every request: its route, its status, how long it took, and the error that it met. */
public final class ServletEventFilter extends OncePerRequestFilter implements Ordered {
    /** The names of Spring MVC's own attributes, so that the filter works without it. */
    private static final String ROUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private static final String HANDLED = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

    private final EventRecorder recorder;

    /** Counts in a recorder. */
    public ServletEventFilter(EventRecorder recorder) {
        this.recorder = recorder;
    }

    /** Outside of nearly all, so that what other filters take is told too. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begin = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } catch (Throwable thrown) {
            told(request, 500, begin, thrown instanceof ServletException && thrown.getCause() != null ? thrown.getCause() : thrown);
            throw thrown;
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new Later(request, response, begin));
        } else {
            told(request, response.getStatus(), begin, null);
        }
    }

    private void told(HttpServletRequest request, int status, long begin, Throwable thrown) {
        String route = request.getAttribute(ROUTE) instanceof String pattern ? pattern : null;
        recorder.request(route, status, (System.nanoTime() - begin) / 1e6);
        Throwable met = thrown == null && status >= 500 && request.getAttribute(HANDLED) instanceof Throwable handled ? handled : thrown;
        if (met != null) {
            recorder.thrown(met, route);
        }
    }

    /** A request that goes on in another thread is over when the container says so. */
    private final class Later implements AsyncListener {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final long begin;
        private Throwable met;

        Later(HttpServletRequest request, HttpServletResponse response, long begin) {
            this.request = request;
            this.response = response;
            this.begin = begin;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            told(request, response.getStatus(), begin, met);
        }

        @Override
        public void onError(AsyncEvent event) {
            met = event.getThrowable();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // It is completed after this, with the status that it has then.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
