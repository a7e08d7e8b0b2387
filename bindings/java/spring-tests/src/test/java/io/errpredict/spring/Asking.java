package io.errpredict.spring;

import io.errpredict.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** Asks an application over HTTP. */
final class Asking {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    Asking(ConfigurableApplicationContext context) {
        base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    List<Integer> statuses(String... paths) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        for (String path : paths) {
            statuses.add(get(path).statusCode());
        }
        return statuses;
    }

    Map<String, Object> json(String path) throws IOException, InterruptedException {
        return Json.object(get(path).body());
    }
}
