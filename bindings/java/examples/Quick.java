import io.errpredict.EventFields;
import io.errpredict.Monitor;
import java.time.Instant;

/** A running program watches itself: two lines, and a question whenever there is time for one. */
public class Quick {
    public static void main(String[] arguments) {
        try (Monitor monitor = new Monitor()) {
            for (int order = 0; order < 300; order++) {
                try {
                    throw new IllegalStateException("order " + order + " was not paid for");
                } catch (IllegalStateException e) {
                    monitor.observe(EventFields.thrown("shop", e));
                }
            }
            var found = monitor.analyze(Instant.now().plusSeconds(60));
            var service = found.services().get(0);
            System.out.println(service.service() + " had " + service.events() + " events");
        }
    }
}
