package io.errpredict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The quick start runs as the README has it, and what the wire has is in the classes. */
class PackageTest {
    private static final Path JAVA = Cases.ROOT.resolve("bindings/java");

    @Test
    void theQuickStartRunsAsWritten() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            // It has no package, as a file of its own has none.
            Class.forName("Quick").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        assertEquals("shop had 300 events\n", said.toString(StandardCharsets.UTF_8));
        String readme = Files.readString(JAVA.resolve("README.md"));
        assertTrue(readme.contains("```java\n" + Files.readString(JAVA.resolve("examples/Quick.java")) + "```\n"), "README.md has another quick start");
    }

    @Test
    void everyOperationHasAMethod() {
        List<String> names = List.of(Operations.class.getMethods()).stream().map(java.lang.reflect.Method::getName).toList();
        Map<String, Object> operations = Json.object(read("schema/wire/bundle.json"));
        for (Object name : ((Map<?, ?>) operations.get("operations")).keySet()) {
            StringBuilder camel = new StringBuilder();
            for (String part : ((String) name).split("_")) {
                camel.append(camel.length() == 0 ? part : part.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + part.substring(1));
            }
            assertTrue(names.contains(camel.toString()), camel + " is missing");
        }
    }

    private static String read(String path) {
        try {
            return Files.readString(Cases.ROOT.resolve(path));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
