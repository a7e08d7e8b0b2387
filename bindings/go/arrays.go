package errpredict

// #include <errpredict.h>
// #include <stdlib.h>
import "C"

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"unsafe"
)

// Detector was fitted to rows of numbers, which lie one after the other in a slice; a gap is NaN.
type Detector struct {
	mutex   sync.RWMutex
	pointer *C.errpredict_detector
}

// rows is the structure over numbers, and memory of C with a copy of them: a structure of C must not point to memory of Go.
func rows(numbers []float64, columns int) (*C.errpredict_rows, func(), error) {
	if columns < 1 || len(numbers)%columns != 0 {
		return nil, nil, fmt.Errorf("errpredict: %d numbers are no whole number of rows of %d columns", len(numbers), columns)
	}
	memory := C.malloc(C.size_t(8*len(numbers) + 8))
	copy(unsafe.Slice((*float64)(memory), len(numbers)+1), numbers)
	n := C.size_t(columns)
	made := &C.errpredict_rows{data: (*C.double)(memory), rows: C.size_t(len(numbers) / columns), columns: n, row_stride: n, column_stride: 1}
	return made, func() { C.free(memory) }, nil
}

func keptDetector(pointer *C.errpredict_detector) *Detector {
	detector := &Detector{pointer: pointer}
	runtime.SetFinalizer(detector, func(detector *Detector) { detector.Close() })
	return detector
}

// FitDetector fits a detector to rows, most of them normal. Settings are its name, or JSON with `method`.
func FitDetector(settings string, numbers []float64, columns int, seed uint64) (*Detector, error) {
	made, free, err := rows(numbers, columns)
	if err != nil {
		return nil, err
	}
	defer free()
	var pointer *C.errpredict_detector
	var failed C.errpredict_error
	name := []byte(settings)
	status := C.errpredict_detector_fit(text(name), length(name), made, C.uint64_t(seed), &pointer, &failed)
	if err := told(status, &failed); err != nil {
		return nil, err
	}
	return keptDetector(pointer), nil
}

// LoadDetector goes on where Save was called.
func LoadDetector(saved []byte) (*Detector, error) {
	var pointer *C.errpredict_detector
	var failed C.errpredict_error
	if err := told(C.errpredict_detector_load(data(saved), length(saved), &pointer, &failed), &failed); err != nil {
		return nil, err
	}
	return keptDetector(pointer), nil
}

// Score gives one finite score a row; higher is stranger.
func (d *Detector) Score(numbers []float64) ([]float64, error) {
	d.mutex.RLock()
	defer d.mutex.RUnlock()
	if d.pointer == nil {
		return nil, ErrClosed
	}
	made, free, err := rows(numbers, int(C.errpredict_detector_n_features(d.pointer)))
	if err != nil {
		return nil, err
	}
	defer free()
	scores := make([]float64, made.rows+1)
	var failed C.errpredict_error
	status := C.errpredict_detector_score(d.pointer, made, (*C.double)(&scores[0]), made.rows, &failed)
	return scores[:made.rows], told(status, &failed)
}

// Save gives the state as bytes, for LoadDetector.
func (d *Detector) Save() ([]byte, error) {
	d.mutex.RLock()
	defer d.mutex.RUnlock()
	if d.pointer == nil {
		return nil, ErrClosed
	}
	var bytes C.errpredict_bytes
	var failed C.errpredict_error
	status := C.errpredict_detector_save(d.pointer, &bytes, &failed)
	return taken(status, &bytes, &failed)
}

// Close frees the detector once the calls that are in it are done; a second time does nothing.
func (d *Detector) Close() {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.pointer != nil {
		C.errpredict_detector_free(d.pointer)
		d.pointer = nil
	}
}

// ScoreSeries scores every value of a series, oldest first, a gap NaN. Detector is its name, or JSON with `method`; history may be nil.
func ScoreSeries(detector string, values, history []float64, stepMS int64, seed uint64) ([]float64, error) {
	name, scores := []byte(detector), make([]float64, len(values)+1)
	var failed C.errpredict_error
	status := C.errpredict_score_series(text(name), length(name), number(values), C.size_t(len(values)), number(history),
		C.size_t(len(history)), C.int64_t(stepMS), C.uint64_t(seed), number(scores), &failed)
	return scores[:len(values)], told(status, &failed)
}

func number(numbers []float64) *C.double {
	if len(numbers) == 0 {
		numbers = []float64{0}
	}
	return (*C.double)(&numbers[0])
}

// Forecast forecasts a series: values, and the lower and upper ends of their intervals, NaN where they are not known. Settings are those
// of the operation `forecast`, with the horizon.
func Forecast(settings map[string]any, values []float64, firstEndMS, stepMS int64) (point, lower, upper []float64, err error) {
	given := []byte("{}")
	if len(settings) > 0 {
		if given, err = json.Marshal(settings); err != nil {
			return nil, nil, nil, err
		}
	}
	horizon, err := horizonOf(given)
	if err != nil {
		return nil, nil, nil, err
	}
	point, lower, upper = make([]float64, horizon), make([]float64, horizon), make([]float64, horizon)
	var failed C.errpredict_error
	status := C.errpredict_forecast(text(given), length(given), number(values), C.size_t(len(values)), C.int64_t(firstEndMS),
		C.int64_t(stepMS), C.size_t(horizon), number(point), number(lower), number(upper), &failed)
	return point, lower, upper, told(status, &failed)
}

// horizonOf is how many values the library writes: whatever number the settings have it as, it is read as the library reads it. What the
// library refuses has no values; room for one is given then, and the library tells why.
func horizonOf(settings []byte) (int, error) {
	var told struct {
		Horizon *json.Number `json:"horizon"`
	}
	if err := json.Unmarshal(settings, &told); err != nil {
		return 1, nil
	}
	if told.Horizon == nil {
		return 24, nil
	}
	horizon, err := told.Horizon.Int64()
	if err != nil || horizon < 1 {
		return 1, nil
	}
	if horizon > mostValues {
		return 0, fmt.Errorf("errpredict: a horizon of %d values does not fit into memory", horizon)
	}
	return int(horizon), nil
}

// mostValues of a forecast; the library allows fewer.
const mostValues = 1 << 24
