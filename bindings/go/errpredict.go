// Package errpredict foresees errors in running services: the core over its C library.
//
// It is linked with the library that `bindings/c/install.sh` puts where pkg-config finds it. Requests and answers are JSON; package
// wire has their types. Handles may be used by many goroutines at once.
package errpredict

// #cgo pkg-config: errpredict
// #include <errpredict.h>
// #include <stdlib.h>
import "C"

import (
	"encoding/json"
	"fmt"
	"sort"
	"unsafe"
)

func init() {
	if !C.errpredict_abi_is_compatible(C.ERRPREDICT_ABI_VERSION) {
		panic(fmt.Sprintf("errpredict: the library has version %d of its interface, this program was compiled for %d",
			C.errpredict_abi_version(), C.ERRPREDICT_ABI_VERSION))
	}
}

// Error is what went wrong. Code is the core's, the same in every language.
type Error struct {
	// Code is stable, such as `not_enough_data`.
	Code string `json:"code"`
	// Message is for people.
	Message string `json:"message"`
	// Context tells where: file, path in the request, line, field and the like.
	Context map[string]string `json:"context"`
	// Retryable tells whether the very same call may succeed when it is made again later.
	Retryable bool `json:"retryable"`
	// JSON is the whole error as the core wrote it: what stands under `error` in messages.
	JSON []byte `json:"-"`
}

func (e *Error) Error() string {
	names := make([]string, 0, len(e.Context))
	for name := range e.Context {
		names = append(names, name)
	}
	sort.Strings(names)
	text := e.Message
	for _, name := range names {
		text += ", " + name + " " + e.Context[name]
	}
	return text + " [" + e.Code + "]"
}

// Version of errpredict.
func Version() string {
	return C.GoString(C.errpredict_version())
}

// CallJSON runs an operation on a JSON request and gives the JSON answer; docs/wire.md lists the operations.
func CallJSON(operation string, request []byte) ([]byte, error) {
	var answer C.errpredict_bytes
	var failed C.errpredict_error
	name := []byte(operation)
	status := C.errpredict_call(text(name), length(name), text(request), length(request), &answer, &failed)
	return taken(status, &answer, &failed)
}

// Call runs an operation on a request, such as one of package wire, and reads the answer into another.
func Call(operation string, request, answer any) error {
	return asked(func(given []byte) ([]byte, error) { return CallJSON(operation, given) }, request, answer)
}

// asked sends a request through a function that takes and gives JSON.
func asked(send func([]byte) ([]byte, error), request, answer any) error {
	given := []byte("{}")
	if request != nil {
		var err error
		if given, err = json.Marshal(request); err != nil {
			return err
		}
	}
	told, err := send(given)
	if err != nil || answer == nil {
		return err
	}
	return json.Unmarshal(told, answer)
}

// nothing is what an empty slice points to: the library wants a pointer to no bytes, not none.
var nothing = []byte{0}

func text(bytes []byte) *C.char {
	return (*C.char)(unsafe.Pointer(data(bytes)))
}

func data(bytes []byte) *C.uint8_t {
	if len(bytes) == 0 {
		bytes = nothing
	}
	return (*C.uint8_t)(unsafe.Pointer(&bytes[0]))
}

func length(bytes []byte) C.size_t {
	return C.size_t(len(bytes))
}

// taken gives the bytes of an answer, which are then freed.
func taken(status C.errpredict_status, bytes *C.errpredict_bytes, failed *C.errpredict_error) ([]byte, error) {
	if err := told(status, failed); err != nil {
		return nil, err
	}
	defer C.errpredict_bytes_free(bytes)
	return C.GoBytes(unsafe.Pointer(bytes.data), C.int(bytes.len)), nil
}

// told gives the error that the library wrote, and frees it.
func told(status C.errpredict_status, failed *C.errpredict_error) error {
	if status == 0 {
		return nil
	}
	defer C.errpredict_error_free(failed)
	made := &Error{Code: "internal", Message: fmt.Sprintf("the library gave status %d", int(status))}
	made.JSON = C.GoBytes(unsafe.Pointer(failed.json.data), C.int(failed.json.len))
	if err := json.Unmarshal(made.JSON, made); err != nil {
		made.Message += " and an error that is no JSON"
	}
	return made
}
