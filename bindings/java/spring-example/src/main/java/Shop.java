import io.errpredict.Monitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application as any other; the starter in its pom.xml is all that errpredict asks for. It calls itself, and ends. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class Shop {
    @GetMapping("/orders/{id}")
    String order(@PathVariable("id") String id) {
        return "order " + id;
    }

    @GetMapping("/broken")
    String broken() {
        throw new IllegalStateException("no basket");
    }

    public static void main(String[] arguments) throws Exception {
        try (var context = SpringApplication.run(Shop.class, "--server.port=0", "--spring.application.name=shop", "--logging.level.root=off")) {
            var client = HttpClient.newHttpClient();
            for (String path : new String[] {"/orders/1", "/orders/2", "/orders/3", "/broken"}) {
                var address = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
                client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            }
            // A response may be with its client before the filter has counted the request.
            Thread.sleep(500);
            var shop = context.getBean(Monitor.class).analyze(Instant.now().plusSeconds(60)).services().get(0);
            System.out.println(shop.service() + ": " + (shop.events() - shop.errors()) + " requests, " + shop.failedRequests() + " failed");
        }
    }
}
