package io.errpredict;

import java.util.List;
import java.util.Map;

/**
 * JSON as plain values: {@link Map}, {@link List}, {@link String}, {@link Boolean}, null, and numbers as {@link Long},
 * {@link java.math.BigInteger} or {@link Double}. The package depends on no JSON library, so that it fits beside any of them.
 */
public final class Json {
    private Json() {}

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException where the text is no JSON
     */
    public static Object read(String text) {
        return new JsonReader(text).whole();
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException where the text is no JSON object
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        if (read(text) instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new IllegalArgumentException("expected a JSON object");
    }

    /**
     * Writes a value; doubles come back to the last bit.
     *
     * @throws IllegalArgumentException where a value has no form in JSON, such as NaN
     */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence text) {
            quoted(text, out);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw new IllegalArgumentException(number + " has no form in JSON; a gap is null");
            }
            out.append(number);
        } else if (value instanceof Number) {
            out.append(value);
        } else if (value instanceof Message message) {
            write(message.json(), out);
        } else if (value instanceof Map<?, ?> object) {
            String comma = "";
            out.append('{');
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                quoted(String.valueOf(entry.getKey()), out.append(comma));
                write(entry.getValue(), out.append(':'));
                comma = ",";
            }
            out.append('}');
        } else if (value instanceof Iterable<?> list) {
            String comma = "";
            out.append('[');
            for (Object item : list) {
                write(item, out.append(comma));
                comma = ",";
            }
            out.append(']');
        } else if (value instanceof double[] numbers) {
            String comma = "";
            out.append('[');
            for (double number : numbers) {
                // A gap of a series is NaN in an array and null in a message.
                write(Double.isNaN(number) ? null : (Object) number, out.append(comma));
                comma = ",";
            }
            out.append(']');
        } else {
            throw new IllegalArgumentException(value.getClass().getName() + " has no form in JSON");
        }
    }

    private static void quoted(CharSequence text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean lone = Character.isSurrogate(c) && !paired(text, i);
                    if (c < ' ' || lone) {
                        // Half a character has no form in UTF-8: the replacement character stands for it.
                        out.append(lone ? "\\ufffd" : String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(CharSequence text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
