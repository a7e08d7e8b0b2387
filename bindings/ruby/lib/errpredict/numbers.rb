# frozen_string_literal: true

module Errpredict
  # A detector that was fitted to rows of numbers, which lie one after the other in an array; a gap is NaN.
  class Detector < Owned
    def initialize(address)
      super(address, :errpredict_detector_free)
    end
    private_class_method :new

    # Fits a detector to rows, most of them normal; settings are its name, or a hash with `method`.
    def self.fit(settings, numbers, columns:, seed: 0)
      text = settings.is_a?(String) ? settings : JSON.generate(settings)
      rows, _held = rows(numbers, columns)
      new(Library.opened { |place, error| Library.errpredict_detector_fit(text, text.bytesize, rows, seed, place, error) })
    end

    # Goes on where `save` was called.
    def self.load(saved)
      new(Library.opened { |place, error| Library.errpredict_detector_load(saved, saved.bytesize, place, error) })
    end

    # The structure of rows, and the numbers that it points to.
    def self.rows(numbers, columns)
      raise ArgumentError, "#{numbers.size} numbers are no whole number of rows of #{columns} columns" if columns < 1 || numbers.size % columns != 0

      held = numbers.pack('d*')
      [[Fiddle::Pointer[held].to_i, numbers.size / columns, columns, columns, 1].pack('J5'), held]
    end

    # One finite score a row; higher is stranger.
    def score(numbers)
      using do |address|
        rows, _held = self.class.rows(numbers, Library.errpredict_detector_n_features(address))
        n = numbers.size / Library.errpredict_detector_n_features(address)
        Numbers.written(n) { |scores, error| Library.errpredict_detector_score(address, rows, scores, n, error) }
      end
    end

    # The state as bytes, for `load`.
    def save
      using { |address| Library.answer { |answer, error| Library.errpredict_detector_save(address, answer, error) } }.b
    end
  end

  # Series of numbers, oldest first; a gap is NaN.
  module Numbers
    module_function

    # Scores every value, after a history where one is given, else with the whole series in view.
    def score_series(detector, values, history: [], step_ms: 3_600_000, seed: 0)
      name = detector.is_a?(String) ? detector : JSON.generate(detector)
      written(values.size) do |scores, error|
        Library.errpredict_score_series(name, name.bytesize, values.pack('d*'), values.size, history.pack('d*'), history.size, step_ms, seed,
                                        scores, error)
      end
    end

    # Forecasts: values, and the lower and upper ends of their intervals, NaN where they are not known.
    def forecast(values, settings = {}, first_end_ms: 3_600_000, step_ms: 3_600_000)
      json = JSON.generate(settings)
      # As the library reads it, whatever the key is; what the library refuses has no values, and it tells why.
      n = JSON.parse(json).fetch('horizon', 24)
      n = 1 unless n.is_a?(Integer) && n.positive?
      out = Array.new(3) { Library.memory(8 * n) }
      Library.checked do |error|
        Library.errpredict_forecast(json, json.bytesize, values.pack('d*'), values.size, first_end_ms, step_ms, n, *out, error)
      end
      %i[values lower upper].zip(out.map { |numbers| numbers[0, 8 * n].unpack('d*') }).to_h
    end

    # Numbers that a function writes.
    def written(count)
      memory = Library.memory([8 * count, 8].max)
      Library.checked { |error| yield memory, error }
      memory[0, 8 * count].unpack('d*')
    end
  end
end
