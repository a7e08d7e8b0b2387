package errpredict_test

import (
	"fmt"
	"log"
	"time"

	errpredict "example.invalid/errpredict/bindings/go"
	"example.invalid/errpredict/bindings/go/wire"
)

// A running program watches itself: two lines, and a question whenever there is time for one.
func Example() {
	monitor, err := errpredict.Open("monitor", nil)
	if err != nil {
		log.Fatal(err)
	}
	severity := wire.SeverityHigh
	for order := 0; order < 300; order++ {
		message := fmt.Sprintf("order %d was not paid for", order)
		event := wire.Event{Timestamp: time.Now().UTC().Format(time.RFC3339), Service: "shop", Severity: &severity, Message: &message}
		if err := monitor.Observe(event); err != nil {
			log.Fatal(err)
		}
	}
	found, err := monitor.Analyze(time.Now().Add(time.Minute))
	if err != nil {
		log.Fatal(err)
	}
	service := found.Services[0]
	fmt.Println(*service.Service, "had", service.Events, "events")
	// Output: shop had 300 events
}
