package io.errpredict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What went wrong. {@link #code()} is the core's, the same in every language. */
public class ErrpredictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, String> context;
    private final boolean retryable;
    private final String json;

    /**
     * An error of the core.
     *
     * @param code the stable code, such as {@code not_enough_data}
     * @param message what went wrong, for people
     * @param context where: file, path in the request, line, field and the like
     * @param retryable whether the very same call may succeed when it is made again later
     */
    public ErrpredictException(String code, String message, Map<String, String> context, boolean retryable) {
        this(code, message, context, retryable, null);
    }

    private ErrpredictException(String code, String message, Map<String, String> context, boolean retryable, String json) {
        super(message);
        this.code = code;
        this.context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
        this.retryable = retryable;
        this.json = json;
    }

    /** The exception for an error of the core, given as the JSON text that stands under {@code error} in messages. */
    public static ErrpredictException of(String json) {
        Map<String, Object> told = Json.object(json);
        Map<String, String> context = new LinkedHashMap<>();
        if (told.get("context") instanceof Map<?, ?> where) {
            where.forEach((name, value) -> context.put(String.valueOf(name), String.valueOf(value)));
        }
        return new ErrpredictException(
                String.valueOf(told.get("code")), String.valueOf(told.get("message")), context, Boolean.TRUE.equals(told.get("retryable")), json);
    }

    /** The stable code, the same in every language. */
    public String code() {
        return code;
    }

    /** Where: file, path in the request, line, field and the like. */
    public Map<String, String> context() {
        return context == null ? Map.of() : context;
    }

    /** Whether the very same call may succeed when it is made again later. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The whole error, as the core wrote it: the JSON that stands under {@code error} in messages. */
    public String json() {
        return json == null ? Json.write(Map.of("code", code, "message", String.valueOf(getMessage()), "context", context(), "retryable", retryable)) : json;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(getClass().getName()).append(": ").append(getMessage());
        context().forEach((name, value) -> text.append(", ").append(name).append(' ').append(value));
        return text.append(" [").append(code).append(']').toString();
    }
}
