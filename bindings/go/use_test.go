package errpredict

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"example.invalid/errpredict/bindings/go/wire"
)

var start = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func pointer[T any](value T) *T { return &value }

func TestAMonitorWatchesIsSavedAndGoesOn(t *testing.T) {
	monitor, err := Open("monitor", nil)
	if err != nil {
		t.Fatal(err)
	}
	for hour := 0; hour < 72; hour++ {
		n := 2
		if hour == 71 {
			n = 200
		}
		for i := 1; i <= n; i++ {
			at := start.Add(time.Duration(hour)*time.Hour + time.Duration(i)*10*time.Second)
			event := wire.Event{Timestamp: at.Format(time.RFC3339), Service: "checkout", Severity: pointer(wire.SeverityHigh), ErrorType: pointer("TimeoutError")}
			if err := monitor.Observe(event); err != nil {
				t.Fatal(err)
			}
		}
	}
	saved, err := monitor.Save()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Load("monitor", saved)
	if err != nil {
		t.Fatal(err)
	}
	found, err := again.Analyze(start.Add(72 * time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	spike := found.Services[0].Anomalies[0]
	if spike.Type != wire.AnomalyTypeSpike || spike.Actual != 200 || !spike.Ongoing {
		t.Fatalf("%+v", spike)
	}
	again.Close()
	again.Close()
	if _, err := again.Save(); !errors.Is(err, ErrClosed) {
		t.Fatal(err)
	}
}

func TestErrorsHaveTheCodesOfTheCore(t *testing.T) {
	var refused *Error
	if err := Call("severity", map[string]string{"level": "loud"}, nil); !errors.As(err, &refused) || refused.Code != "unknown_name" {
		t.Fatal(err)
	}
	if !strings.HasSuffix(refused.Error(), "[unknown_name]") || !strings.Contains(refused.Message, "critical") {
		t.Fatal(refused.Error())
	}
	if _, _, err := ReadFiles([]string{"/nowhere.log"}, nil, nil); !errors.As(err, &refused) || refused.Code != "io" {
		t.Fatal(err)
	}
	if _, err := Open("monitors", nil); !errors.As(err, &refused) || refused.Code != "unknown_name" {
		t.Fatal(err)
	}
}

func TestALogIsRead(t *testing.T) {
	rollup, report, err := ReadFiles([]string{root + "/samples/webmon.csv"}, nil, nil)
	if err != nil || report.Events < 8000 {
		t.Fatal(report, err)
	}
	var described wire.RollupDescribeResponse
	if err := rollup.Call("describe", nil, nil, &described); err != nil || len(described.Services) < 5 {
		t.Fatal(described, err)
	}
	monitor, _ := Open("monitor", nil)
	lines, err := monitor.ObserveLines([]byte("2026-11-20T00:00:00Z ERROR the gateway did not answer\n"), map[string]string{"service": "pay"})
	if err != nil || lines.Events != 1 {
		t.Fatal(lines, err)
	}
}

func TestArraysGoInAndOut(t *testing.T) {
	numbers := make([]float64, 600)
	for i := range numbers {
		numbers[i] = float64(i % 7)
	}
	numbers[598] = 60
	detector, err := FitDetector(`{"method": "isolation_forest", "n_trees": 50}`, numbers, 2, 7)
	if err != nil {
		t.Fatal(err)
	}
	scores, err := detector.Score(numbers)
	if err != nil || most(scores) != 299 || len(scores) != 300 {
		t.Fatal(scores, err)
	}
	saved, _ := detector.Save()
	again, err := LoadDetector(saved)
	if err != nil {
		t.Fatal(err)
	}
	same, _ := again.Score(numbers)
	for i := range scores {
		if math.Float64bits(scores[i]) != math.Float64bits(same[i]) {
			t.Fatal(i, scores[i], same[i])
		}
	}
	if _, err := detector.Score(numbers[1:]); err == nil {
		t.Fatal("half a row was taken")
	}
	series := make([]float64, 504)
	for i := range series {
		series[i] = 50 + 10*float64(i%24)
	}
	point, lower, upper, err := Forecast(map[string]any{"horizon": 12}, series, 3600000, 3600000)
	if err != nil || len(point) != 12 || lower[0] > point[0] || point[0] > upper[0] {
		t.Fatal(point, lower, upper, err)
	}
	series[400] = 900
	strange, err := ScoreSeries("seasonal_residual", series, nil, 3600000, 0)
	if err != nil || most(strange) != 400 {
		t.Fatal(err)
	}
}

func TestTheHorizonIsReadAsTheLibraryReadsIt(t *testing.T) {
	series := make([]float64, 504)
	for i := range series {
		series[i] = 50 + 10*float64(i%24)
	}
	for _, horizon := range []any{12, int64(12), uint8(12), 12.0, json.Number("12")} {
		point, _, _, err := Forecast(map[string]any{"horizon": horizon}, series, 3600000, 3600000)
		if err != nil || len(point) != 12 {
			t.Errorf("%T: %d values, %v", horizon, len(point), err)
		}
	}
	if point, _, _, err := Forecast(nil, series, 3600000, 3600000); err != nil || len(point) != 24 {
		t.Error(len(point), err)
	}
	for _, horizon := range []any{"12", 0, -1, 1.5, []int{12}} {
		var refused *Error
		if _, _, _, err := Forecast(map[string]any{"horizon": horizon}, series, 3600000, 3600000); !errors.As(err, &refused) {
			t.Errorf("%v was not refused by the library: %v", horizon, err)
		}
	}
}

func TestALibraryOfAnotherInterfaceIsRefused(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "-test.run=^$")
	command.Env = append(os.Environ(), "LD_LIBRARY_PATH="+os.Getenv("ERRPREDICT_OTHER"))
	said, err := command.CombinedOutput()
	if err == nil || !strings.Contains(string(said), "has version 99 of its interface, this program was compiled for 0") {
		t.Fatalf("%v: %s", err, said)
	}
}

func most(scores []float64) int {
	most := 0
	for i := range scores {
		if scores[i] > scores[most] {
			most = i
		}
	}
	return most
}

func TestHandlesAreSharedAndClosedWhileTheyAreUsed(t *testing.T) {
	for round := 0; round < 20; round++ {
		monitor, _ := Open("monitor", nil)
		var all sync.WaitGroup
		for thread := 0; thread < 8; thread++ {
			all.Add(1)
			go func() {
				defer all.Done()
				for {
					if err := monitor.ObserveJSON([]byte(`{"timestamp":"2026-11-20T00:00:00Z","service":"shop"}`)); err != nil {
						if !errors.Is(err, ErrClosed) {
							t.Error(err)
						}
						return
					}
				}
			}()
		}
		time.Sleep(time.Millisecond)
		monitor.Close()
		all.Wait()
	}
}

func TestTwoHandlesReadEachOtherWhileTheyAreClosed(t *testing.T) {
	for round := 0; round < 50; round++ {
		one, _ := Open("rollup", nil)
		other, _ := Open("rollup", nil)
		var all sync.WaitGroup
		for _, pair := range [][2]*Handle{{one, other}, {other, one}} {
			all.Add(2)
			go func(pair [2]*Handle) {
				defer all.Done()
				for i := 0; i < 20; i++ {
					if err := pair[0].Call("merge", nil, pair[1], nil); err != nil && !errors.Is(err, ErrClosed) {
						t.Error(err)
					}
				}
			}(pair)
			go func(pair [2]*Handle) {
				defer all.Done()
				pair[0].Close()
			}(pair)
		}
		all.Wait()
	}
}

func TestTheQuickStartIsThatOfTheReadme(t *testing.T) {
	example, _ := os.ReadFile("example_test.go")
	readme, _ := os.ReadFile("README.md")
	text := string(example)
	begin, end := strings.Index(text, "\tmonitor, err :="), strings.Index(text, "\t// Output:")
	if begin < 0 || !strings.Contains(string(readme), "```go\n"+text[begin:end]+"```\n") {
		t.Fatal("README.md has another quick start than example_test.go")
	}
}

func ExampleVersion() {
	fmt.Println(strings.Count(Version(), "."))
	// Output: 2
}
