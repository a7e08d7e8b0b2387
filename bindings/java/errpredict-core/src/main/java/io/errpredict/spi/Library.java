package io.errpredict.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the C library and the {@link Bridge} to it, once. */
public final class Library {
    /** The version of the C interface that this package was written for. */
    public static final int ABI_VERSION = 0;

    /** Bridges that cannot be loaded, beyond which no more are tried: a list that cannot be read is told again and again. */
    private static final int MOST_REFUSED = 8;

    private Library() {}

    /** The bridge that this Java can use. */
    public static Bridge bridge() {
        return Holder.BRIDGE;
    }

    /**
     * Where the C library is: the system property {@code errpredict.library}, the environment's {@code ERRPREDICT_LIBRARY}, the jar,
     * else the name that the system's loader looks up.
     */
    public static String path() {
        for (String named : new String[] {System.getProperty("errpredict.library"), System.getenv("ERRPREDICT_LIBRARY")}) {
            if (named != null && !named.isEmpty()) {
                if (!Files.isReadable(Path.of(named))) {
                    throw new IllegalStateException("the library of errpredict cannot be read: " + named
                            + " (from the property errpredict.library or from ERRPREDICT_LIBRARY)");
                }
                return Path.of(named).toAbsolutePath().toString();
            }
        }
        String packed = "/io/errpredict/native/" + platform() + "/" + file();
        try (InputStream bytes = Library.class.getResourceAsStream(packed)) {
            return bytes == null ? "liberrpredict.so.0" : unpacked(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the library of errpredict in the jar could not be unpacked", e);
        }
    }

    /** The system and processor, as folders of the jar are called: {@code linux-x86_64}. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("win") ? "windows" : system.startsWith("mac") ? "macos" : "linux";
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name + "-" + switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "aarch64";
            default -> processor;
        };
    }

    private static String file() {
        String platform = platform();
        return platform.startsWith("windows") ? "errpredict.dll" : platform.startsWith("macos") ? "liberrpredict.dylib" : "liberrpredict.so";
    }

    /** A folder that nobody else can write to; it goes when the process ends. */
    private static String unpacked(InputStream bytes) throws IOException {
        Path folder = Files.createTempDirectory("errpredict-");
        Path library = folder.resolve(file());
        Files.copy(bytes, library);
        folder.toFile().deleteOnExit();
        library.toFile().deleteOnExit();
        return library.toString();
    }

    private static final class Holder {
        static final Bridge BRIDGE = checked(found(Library.class.getClassLoader()));
    }

    static Bridge found(ClassLoader loader) {
        Bridge best = null;
        Error refused = null;
        Iterator<Bridge> all = ServiceLoader.load(Bridge.class, loader).iterator();
        for (int failures = 0; failures < MOST_REFUSED; ) {
            try {
                if (!all.hasNext()) {
                    break;
                }
                Bridge next = all.next();
                best = best == null || next.rank() > best.rank() ? next : best;
            } catch (ServiceConfigurationError | LinkageError e) {
                // `errpredict` on a Java older than 22, beside `errpredict-jna`: its class cannot be read, and the other is taken.
                refused = e;
                failures++;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no bridge to the library of errpredict: add io.errpredict:errpredict (Java 22 and newer) or"
                    + " io.errpredict:errpredict-jna (17 and newer); this is Java " + Runtime.version().feature(), refused);
        }
        return best;
    }

    /** A library of another interface is refused before anything else of it is called. */
    static Bridge checked(Bridge bridge) {
        if (!bridge.isCompatible(ABI_VERSION)) {
            throw new IllegalStateException("the library of errpredict has version " + bridge.abiVersion()
                    + " of its interface, this package needs version " + ABI_VERSION);
        }
        return bridge;
    }

    /** UTF-8. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
