package io.errpredict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A message as the core reads and writes it: a view of the fields of a JSON object. Fields that this version does not name stay in
 * it. An absent field is null, or empty where it is a list or a map.
 */
public abstract class Message {
    private final Map<String, Object> fields;

    /** A view of these fields. */
    protected Message(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** The fields, by their names on the wire. */
    public final Map<String, Object> json() {
        return fields;
    }

    /** Sets a field, or takes it out where the value is null. */
    protected final void set(String name, Object value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, plain(value));
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Message message) {
            return message.fields;
        }
        if (value instanceof Iterable<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((name, item) -> object.put(String.valueOf(name), plain(item)));
            return object;
        }
        return value;
    }

    /** A field as it is. */
    protected final Object anyAt(String name) {
        return fields.get(name);
    }

    /** A field that is a text. */
    protected final String textAt(String name) {
        return (String) fields.get(name);
    }

    /** A field that is a yes or a no. */
    protected final Boolean flagAt(String name) {
        return (Boolean) fields.get(name);
    }

    /** A field that is a whole number; what is beyond 63 bits is in {@link #json()}. */
    protected final Long wholeAt(String name) {
        return fields.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    /** A field that is a number. */
    protected final Double numberAt(String name) {
        return fields.get(name) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    /** A field that is a message. */
    protected final <T> T messageAt(String name, Function<Map<String, Object>, T> view) {
        return view(fields.get(name), view);
    }

    /** A field that is a list. */
    protected final <T> List<T> listAt(String name, Function<Object, T> view) {
        List<T> items = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            list.forEach(item -> items.add(view.apply(item)));
        }
        return items;
    }

    /** A field that is a map. */
    protected final <T> Map<String, T> mapAt(String name, Function<Object, T> view) {
        Map<String, T> items = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, item) -> items.put((String) key, view.apply(item)));
        }
        return items;
    }

    /** A value seen as a message. */
    @SuppressWarnings("unchecked")
    protected static <T> T view(Object value, Function<Map<String, Object>, T> view) {
        return value == null ? null : view.apply((Map<String, Object>) value);
    }

    /** A value seen as a number. */
    protected static Double asNumber(Object value) {
        return value instanceof Number number ? (Double) number.doubleValue() : null;
    }

    /** A value seen as a whole number. */
    protected static Long asWhole(Object value) {
        return value instanceof Number number ? (Long) number.longValue() : null;
    }

    /** A value seen as a list. */
    protected static <T> List<T> asList(Object value, Function<Object, T> view) {
        List<T> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(view.apply(item)));
        }
        return items;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((Message) other).fields.equals(fields);
    }

    @Override
    public final int hashCode() {
        return fields.hashCode();
    }

    /** The message as JSON. */
    @Override
    public final String toString() {
        return Json.write(fields);
    }
}
