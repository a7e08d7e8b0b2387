package io.errpredict.spring;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.errpredict.ErrpredictException;
import io.errpredict.EventFields;
import io.errpredict.Operations;
import io.errpredict.wire.SeverityRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts every line that Logback logs. */
public final class EventAppender extends AppenderBase<ILoggingEvent> {
    private final EventRecorder recorder;
    private final Map<String, Optional<String>> severities = new ConcurrentHashMap<>();

    /** Counts in a recorder. */
    public EventAppender(EventRecorder recorder) {
        this.recorder = recorder;
        setName("errpredict");
    }

    @Override
    protected void append(ILoggingEvent line) {
        EventFields event = new EventFields(recorder.service(), line.getTimeStamp())
                .severity(severities.computeIfAbsent(line.getLevel().toString(), EventAppender::severity).orElse(null))
                .message(line.getFormattedMessage());
        if (line.getThrowableProxy() != null) {
            if (line.getThrowableProxy() instanceof ThrowableProxy proxy && !recorder.isNew(proxy.getThrowable())) {
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
