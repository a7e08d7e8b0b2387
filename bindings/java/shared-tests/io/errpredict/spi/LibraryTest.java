package io.errpredict.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bridge is taken, and which library is refused. */
class LibraryTest {
    private static final String SERVICE = "META-INF/services/io.errpredict.spi.Bridge";

    /** Names a bridge that was compiled for a Java that is not there yet, and before the others. */
    private static ClassLoader newer(Path folder, boolean withOthers) throws IOException {
        Files.createDirectories(folder.resolve("newer"));
        Files.createDirectories(folder.resolve(SERVICE).getParent());
        Files.writeString(folder.resolve(SERVICE), "newer.Provider\n");
        Files.write(folder.resolve("newer/Provider.class"), new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, (byte) 0xFF, (byte) 0xF0});
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Library.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                if (!name.equals(SERVICE)) {
                    return super.getResources(name);
                }
                List<URL> found = Collections.list(findResources(name));
                if (withOthers) {
                    found.addAll(Collections.list(getParent().getResources(name)));
                }
                return Collections.enumeration(found);
            }
        };
    }

    @Test
    void aBridgeForANewerJavaIsPassedOver(@TempDir Path folder) throws IOException {
        assertEquals(Library.bridge().name(), Library.found(newer(folder, true)).name());
    }

    @Test
    void withoutAnyOtherItIsTold(@TempDir Path folder) throws IOException {
        ClassLoader loader = newer(folder, false);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Library.found(loader));
        assertTrue(refused.getMessage().contains("errpredict-jna"), refused.getMessage());
        assertInstanceOf(LinkageError.class, refused.getCause());
    }

    /** A program of its own: a process loads one library. {@code bindings/tests/other.py} makes one of another interface. */
    public static void main(String[] arguments) {
        System.out.println(Library.bridge().name());
    }

    @Test
    void aLibraryOfAnotherInterfaceIsRefused() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-Derrpredict.library=" + System.getProperty("errpredict.other"), "-cp",
                System.getProperty("java.class.path"), LibraryTest.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue(), said);
        assertTrue(said.contains("has version 99 of its interface, this package needs version " + Library.ABI_VERSION), said);
    }
}
