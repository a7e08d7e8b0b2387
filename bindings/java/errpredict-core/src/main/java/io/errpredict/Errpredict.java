package io.errpredict;

import io.errpredict.spi.Library;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The door for everything: an operation by its name, with JSON in and out. {@link Operations} has them with types. */
public final class Errpredict {
    private Errpredict() {}

    /** The version of errpredict. */
    public static String version() {
        return Library.bridge().version();
    }

    /** How the library is called: {@code ffm} or {@code jna}. */
    public static String bridge() {
        return Library.bridge().name();
    }

    /**
     * Runs an operation on a JSON request and gives the JSON answer; {@code docs/wire.md} lists the operations.
     *
     * @throws ErrpredictException with the code of the core
     */
    public static String call(String operation, String request) {
        return new String(Library.bridge().call(Library.utf8(operation), Library.utf8(request)), StandardCharsets.UTF_8);
    }

    /**
     * Runs an operation on a message or a map.
     *
     * @throws ErrpredictException with the code of the core
     */
    public static Map<String, Object> call(String operation, Object request) {
        return Json.object(call(operation, Json.write(request)));
    }
}
