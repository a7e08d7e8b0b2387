package io.errpredict.spring;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.errpredict.ErrpredictException;
import io.errpredict.EventFields;
import io.errpredict.Operations;
import io.errpredict.wire.SeverityRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts every line that Logback logs. Threads do not wait for each other: the monitor is shared by them as it is. */
public final class EventAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** From these on an event is an error. */
    private static final Set<String> ERRORS = Set.of("medium", "high", "critical");

    private final EventRecorder recorder;
    private final Map<String, Optional<String>> severities = new ConcurrentHashMap<>();

    /** Counts in a recorder. */
    public EventAppender(EventRecorder recorder) {
        this.recorder = recorder;
        setName("errpredict");
    }

    @Override
    protected void append(ILoggingEvent line) {
        String severity = severities.computeIfAbsent(line.getLevel().toString(), EventAppender::severity).orElse(null);
        EventFields event = new EventFields(recorder.service(), line.getTimeStamp()).severity(severity).message(line.getFormattedMessage());
        if (line.getThrowableProxy() != null) {
            // A line below a warning counts no error: what is thrown after it is yet to be told.
            boolean isError = severity != null && ERRORS.contains(severity);
            if (isError && line.getThrowableProxy() instanceof ThrowableProxy proxy && !recorder.isNew(proxy.getThrowable(), EventRecorder.By.LOG)) {
                return;
            }
            event.errorType(line.getThrowableProxy().getClassName()).stackTrace(ThrowableProxyUtil.asString(line.getThrowableProxy()));
        }
        recorder.observe(event);
    }

    /** The core maps names of levels; one it does not know is counted and taken for no error. */
    private static Optional<String> severity(String level) {
        try {
            return Optional.of(Operations.severity(new SeverityRequest().level(level)).severity());
        } catch (ErrpredictException e) {
            return Optional.empty();
        }
    }
}
