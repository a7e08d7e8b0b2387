package io.errpredict;

import io.errpredict.spi.Bridge;
import io.errpredict.spi.Library;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What keeps state between calls: a monitor, a rollup, a model, templates, similar texts. Threads share it freely; the calls that take
 * long run outside of Java, where a virtual thread holds its carrier meanwhile.
 */
public class Handle extends Owned {
    private final String kind;

    Handle(String kind, long address) {
        super(address, Library.bridge()::free);
        this.kind = kind;
    }

    /** Opens a handle of a kind with settings as JSON; {@code {}} are the defaults. */
    public static Handle open(String kind, String settings) {
        return new Handle(kind, opened(kind, settings));
    }

    /** Goes on where {@link #save} was called. */
    public static Handle load(String kind, byte[] saved) {
        return new Handle(kind, loaded(kind, saved));
    }

    static long opened(String kind, Object settings) {
        String json = settings instanceof String text ? text : Json.write(settings == null ? Map.of() : settings);
        return Library.bridge().open(Library.utf8(kind), Library.utf8(json));
    }

    static long loaded(String kind, byte[] saved) {
        return Library.bridge().load(Library.utf8(kind), saved);
    }

    /** Its kind. */
    public String kind() {
        return kind;
    }

    /** Calls a method with a JSON request and gives the JSON answer; {@code docs/wire.md} lists the methods. */
    public String call(String method, String request) {
        return call(method, request, null);
    }

    /** Calls a method that reads another handle. */
    public String call(String method, String request, Handle with) {
        Bridge bridge = Library.bridge();
        long address = enter();
        try {
            long other = with == null ? 0 : with.enter();
            try {
                byte[] answer = bridge.handleCall(address, Library.utf8(method), Library.utf8(request), other);
                return new String(answer, StandardCharsets.UTF_8);
            } finally {
                if (with != null) {
                    with.leave();
                }
            }
        } finally {
            leave();
        }
    }

    /** Calls a method with a message, a map or null, and gives the fields of the answer. */
    Map<String, Object> ask(String method, Object request, Handle with) {
        return Json.object(call(method, request == null ? "{}" : Json.write(request), with));
    }

    /** The state as bytes, for {@link #load}. */
    public byte[] save() {
        long address = enter();
        try {
            return Library.bridge().save(address);
        } finally {
            leave();
        }
    }
}
