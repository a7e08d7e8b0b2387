package errpredict

// #include <errpredict.h>
// #include <stdlib.h>
import "C"

import (
	"encoding/json"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"example.invalid/errpredict/bindings/go/wire"
)

// ErrClosed is the error of every call on a handle that was closed.
var ErrClosed = errors.New("errpredict: the handle was closed")

// Handle keeps state between calls: a monitor, a rollup, a model, templates, similar texts. Close it, or leave it to the collector.
type Handle struct {
	kind    string
	number  uint64
	mutex   sync.RWMutex
	pointer *C.errpredict_handle
}

// numbers of handles: two of them are locked in the order of their numbers, whichever calls the other.
var numbers uint64

func kept(kind string, pointer *C.errpredict_handle) *Handle {
	handle := &Handle{kind: kind, number: atomic.AddUint64(&numbers, 1), pointer: pointer}
	runtime.SetFinalizer(handle, func(handle *Handle) { handle.Close() })
	return handle
}

// Open opens a handle of a kind: `monitor`, `rollup`, `model`, `templates` or `similar`. Settings may be nil.
func Open(kind string, settings any) (*Handle, error) {
	given := []byte("{}")
	if settings != nil {
		var err error
		if given, err = json.Marshal(settings); err != nil {
			return nil, err
		}
	}
	var pointer *C.errpredict_handle
	var failed C.errpredict_error
	name := []byte(kind)
	status := C.errpredict_handle_open(text(name), length(name), text(given), length(given), &pointer, &failed)
	if err := told(status, &failed); err != nil {
		return nil, err
	}
	return kept(kind, pointer), nil
}

// Load goes on where Save was called.
func Load(kind string, saved []byte) (*Handle, error) {
	var pointer *C.errpredict_handle
	var failed C.errpredict_error
	name := []byte(kind)
	status := C.errpredict_handle_load(text(name), length(name), data(saved), length(saved), &pointer, &failed)
	if err := told(status, &failed); err != nil {
		return nil, err
	}
	return kept(kind, pointer), nil
}

// ReadFiles reads log files in parallel into a rollup. Options are those of the operation `read`, settings those of the rollup; both may
// be nil. The report tells what was read and what was left out.
func ReadFiles(paths []string, options, settings any) (*Handle, *wire.ReadReport, error) {
	var given [2][]byte
	for i, value := range []any{options, settings} {
		given[i] = []byte("{}")
		if value != nil {
			var err error
			if given[i], err = json.Marshal(value); err != nil {
				return nil, nil, err
			}
		}
	}
	size := C.size_t(unsafe.Sizeof(C.errpredict_text{}))
	texts := C.calloc(C.size_t(len(paths)+1), size)
	defer C.free(texts)
	list := unsafe.Slice((*C.errpredict_text)(texts), len(paths)+1)
	for i, path := range paths {
		list[i].data, list[i].len = C.CString(path), C.size_t(len(path))
		defer C.free(unsafe.Pointer(list[i].data))
	}
	var pointer *C.errpredict_handle
	var bytes C.errpredict_bytes
	var failed C.errpredict_error
	status := C.errpredict_handle_read_files((*C.errpredict_text)(texts), C.size_t(len(paths)), text(given[0]), length(given[0]),
		text(given[1]), length(given[1]), &pointer, &bytes, &failed)
	answer, err := taken(status, &bytes, &failed)
	if err != nil {
		return nil, nil, err
	}
	handle, report := kept("rollup", pointer), new(wire.ReadReport)
	return handle, report, json.Unmarshal(answer, report)
}

// Kind is what it was opened as.
func (h *Handle) Kind() string {
	return h.kind
}

// Close frees the handle once the calls that are in it are done; a second time does nothing.
func (h *Handle) Close() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.pointer != nil {
		C.errpredict_handle_free(h.pointer)
		h.pointer = nil
	}
}

// CallJSON calls a method on a JSON request and gives the JSON answer; docs/wire.md lists the methods. With may be nil.
func (h *Handle) CallJSON(method string, request []byte, with *Handle) ([]byte, error) {
	first, second := h, with
	if with != nil && with.number < h.number {
		first, second = with, h
	}
	first.mutex.RLock()
	defer first.mutex.RUnlock()
	if second != nil && second != first {
		second.mutex.RLock()
		defer second.mutex.RUnlock()
	}
	var other *C.errpredict_handle
	if with != nil {
		other = with.pointer
	}
	if h.pointer == nil || with != nil && other == nil {
		return nil, ErrClosed
	}
	var answer C.errpredict_bytes
	var failed C.errpredict_error
	name := []byte(method)
	status := C.errpredict_handle_call(h.pointer, text(name), length(name), text(request), length(request), other, &answer, &failed)
	return taken(status, &answer, &failed)
}

// Call calls a method on a request and reads the answer. With is another handle that the method reads, or nil.
func (h *Handle) Call(method string, request any, with *Handle, answer any) error {
	return asked(func(given []byte) ([]byte, error) { return h.CallJSON(method, given, with) }, request, answer)
}

// Observe counts one event.
func (h *Handle) Observe(event wire.Event) error {
	given, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return h.ObserveJSON(given)
}

// ObserveJSON counts one event given as a JSON object.
func (h *Handle) ObserveJSON(event []byte) error {
	h.mutex.RLock()
	defer h.mutex.RUnlock()
	if h.pointer == nil {
		return ErrClosed
	}
	var failed C.errpredict_error
	return told(C.errpredict_observe_json(h.pointer, text(event), length(event), &failed), &failed)
}

// ObserveLines counts the events of a block of log lines. Options are those of the operation `read`, or nil.
func (h *Handle) ObserveLines(lines []byte, options any) (*wire.ReadReport, error) {
	report := new(wire.ReadReport)
	return report, asked(func(given []byte) ([]byte, error) {
		h.mutex.RLock()
		defer h.mutex.RUnlock()
		if h.pointer == nil {
			return nil, ErrClosed
		}
		var answer C.errpredict_bytes
		var failed C.errpredict_error
		status := C.errpredict_observe_lines(h.pointer, data(lines), length(lines), text(given), length(given), &answer, &failed)
		return taken(status, &answer, &failed)
	}, options, report)
}

// Analyze finds everything about every service at a time, in a monitor or rollup.
func (h *Handle) Analyze(at time.Time) (*wire.Analysis, error) {
	found := new(wire.Analysis)
	return found, h.Call("analyze", map[string]any{"at": at.UTC().Format("2006-01-02T15:04:05.000Z")}, nil, found)
}

// Save gives the state as bytes, for Load.
func (h *Handle) Save() ([]byte, error) {
	h.mutex.RLock()
	defer h.mutex.RUnlock()
	if h.pointer == nil {
		return nil, ErrClosed
	}
	var bytes C.errpredict_bytes
	var failed C.errpredict_error
	status := C.errpredict_handle_save(h.pointer, &bytes, &failed)
	return taken(status, &bytes, &failed)
}
