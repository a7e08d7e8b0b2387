package errpredict

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"
)

const root = "../.."

type step struct {
	Step, As, Handle, Method, With, Kind, Saved string
	Settings, Request, Event, Answer            json.RawMessage
	Bytes                                       []byte
	Events                                      []json.RawMessage
}

type file struct {
	Operation, Handle string
	Cases             []struct {
		Name            string
		Request, Answer json.RawMessage
		Steps           []step
	}
}

func files(t *testing.T, folder string) []file {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, folder, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases in %s: %v", folder, err)
	}
	sort.Strings(paths)
	var found []file
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var one file
		if err := json.Unmarshal(text, &one); err != nil {
			t.Fatal(path, err)
		}
		found = append(found, one)
	}
	return found
}

// answers are the hashes of what the C library answered (bindings/tests/answers.py).
func answers(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(os.Getenv("ERRPREDICT_ANSWERS"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		place, hash, _ := strings.Cut(line, " ")
		found[place] = hash
	}
	return found
}

// check compares an answer with what is expected, and its bytes with those that C gave.
func check(t *testing.T, known map[string]string, place string, expected json.RawMessage, answer []byte, err error) {
	t.Helper()
	var message []byte
	switch refused := err.(type) {
	case nil:
		body := answer
		if len(body) == 0 {
			body = []byte("null")
		}
		message = []byte(`{"ok":` + string(body) + `}`)
		same(t, known, place, answer)
	case *Error:
		message = []byte(`{"error":` + string(refused.JSON) + `}`)
		same(t, known, place, refused.JSON)
	default:
		t.Fatal(place, err)
	}
	if at := holds(value(t, expected), value(t, message)); at != "" {
		t.Errorf("%s%s", place, at)
	}
}

func same(t *testing.T, known map[string]string, place string, told []byte) {
	t.Helper()
	sum := sha256.Sum256(told)
	if known[place] != hex.EncodeToString(sum[:]) {
		t.Errorf("%s: other bytes than C gave: %.300s", place, told)
	}
}

// compact is how every language writes a request: the error of one that does not fit names a column.
func compact(t *testing.T, text []byte) []byte {
	t.Helper()
	var written bytes.Buffer
	if len(text) == 0 {
		return text
	}
	if err := json.Compact(&written, text); err != nil {
		t.Fatal(err)
	}
	return written.Bytes()
}

func value(t *testing.T, text []byte) any {
	t.Helper()
	reader := json.NewDecoder(bytes.NewReader(text))
	var found any
	if err := reader.Decode(&found); err != nil {
		t.Fatal(err)
	}
	return found
}

// holds compares as the core's own test does: objects may hold more than is expected.
func holds(expected, got any) string {
	switch expected := expected.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return fmt.Sprintf(": expected an object, got %v", got)
		}
		for key, one := range expected {
			other, ok := object[key]
			if !ok {
				return ": `" + key + "` is missing"
			}
			if at := holds(one, other); at != "" {
				return "." + key + at
			}
		}
		return ""
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(expected) {
			return fmt.Sprintf(": expected a list of %d, got %v", len(expected), got)
		}
		for i := range expected {
			if at := holds(expected[i], list[i]); at != "" {
				return fmt.Sprintf("[%d]%s", i, at)
			}
		}
		return ""
	case float64:
		if number, ok := got.(float64); ok && math.Abs(expected-number) <= 1e-9*math.Max(math.Abs(expected), math.Abs(number)) {
			return ""
		}
	}
	if reflect.DeepEqual(expected, got) {
		return ""
	}
	return fmt.Sprintf(": expected %v, got %v", expected, got)
}

func TestEveryCaseGivesWhatCGives(t *testing.T) {
	known, n := answers(t), 0
	for _, file := range files(t, "tests/cases") {
		for i, one := range file.Cases {
			answer, err := CallJSON(file.Operation, compact(t, one.Request))
			check(t, known, fmt.Sprintf("%s/%d", file.Operation, i), one.Answer, answer, err)
			n++
		}
	}
	if n <= 100 {
		t.Fatalf("only %d cases", n)
	}
}

func TestEverySequenceOfCallsOnHandlesHolds(t *testing.T) {
	known, n := answers(t), 0
	for _, file := range files(t, "tests/cases/handles") {
		for i, one := range file.Cases {
			sequence(t, known, file.Handle, fmt.Sprintf("%s/%d", file.Handle, i), one.Steps)
			n++
		}
	}
	if n <= 20 {
		t.Fatalf("only %d sequences", n)
	}
}

func sequence(t *testing.T, known map[string]string, kind, place string, steps []step) {
	t.Helper()
	handles, saved := map[string]*Handle{}, map[string][]byte{}
	for i, step := range steps {
		at := fmt.Sprintf("%s/%d", place, i)
		handle := handles[step.Handle]
		switch step.Step {
		case "open":
			opened, err := Open(kind, step.Settings)
			handles[step.As] = opened
			check(t, known, at, step.Answer, nil, err)
		case "load":
			given := step.Bytes
			if step.Saved != "" {
				given = saved[step.Saved]
			}
			opened, err := Load(kind, given)
			handles[step.As] = opened
			check(t, known, at, step.Answer, nil, err)
		case "train":
			var trained struct{ Model string }
			if err := Call("train", step.Request, &trained); err != nil {
				t.Fatal(err)
			}
			opened, err := Open("model", map[string]string{"model": trained.Model})
			if err != nil {
				t.Fatal(err)
			}
			handles[step.As] = opened
		case "other":
			opened, err := Open(step.Kind, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, event := range step.Events {
				if err := opened.ObserveJSON(event); err != nil {
					t.Fatal(err)
				}
			}
			handles[step.As] = opened
		case "call":
			answer, err := handle.CallJSON(step.Method, compact(t, step.Request), handles[step.With])
			check(t, known, at, step.Answer, answer, err)
		case "observe":
			check(t, known, at, step.Answer, nil, handle.ObserveJSON(compact(t, step.Event)))
		case "save":
			state, err := handle.Save()
			if err != nil {
				t.Fatal(err)
			}
			same(t, known, at, state)
			saved[step.As] = state
		case "close":
			handle.Close()
			delete(handles, step.Handle)
		default:
			t.Fatal(step.Step)
		}
	}
}
