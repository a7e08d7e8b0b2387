# frozen_string_literal: true

require 'json'
require 'time'

module Errpredict
  # What is freed when it is closed or collected.
  class Owned
    # Runs a block with the address.
    def initialize(address, function)
      @state = { address: address, mutex: Mutex.new }
      ObjectSpace.define_finalizer(self, self.class.freeing(@state, function))
      @function = function
    end

    # Frees the address of a state once.
    def self.freeing(state, function)
      proc do
        address = state.delete(:address)
        Library.public_send(function, address) if address
      end
    end

    # Frees it now; a second time does nothing. A call that is in it is waited for.
    def close
      @state[:mutex].synchronize { self.class.freeing(@state, @function).call }
    end

    private

    # One call at a time: Ruby runs one thread at a time anyway, and a close must wait.
    def using
      @state[:mutex].synchronize do
        yield @state[:address] || raise(Closed, "this #{self.class.name} was closed")
      end
    end
  end

  # What keeps state between calls: a monitor, a rollup, a model, templates, similar texts.
  class Handle < Owned
    # The kind it was opened as.
    attr_reader :kind

    def initialize(kind, address)
      super(address, :errpredict_handle_free)
      @kind = kind
    end
    private_class_method :new

    # Opens a handle of a kind: `monitor`, `rollup`, `model`, `templates` or `similar`.
    def self.open(kind, settings = {})
      json = JSON.generate(settings)
      new(kind, Library.opened do |place, error|
        Library.errpredict_handle_open(kind, kind.bytesize, json, json.bytesize, place, error)
      end)
    end

    # Goes on where `save` was called.
    def self.load(kind, saved)
      new(kind, Library.opened do |place, error|
        Library.errpredict_handle_load(kind, kind.bytesize, saved, saved.bytesize, place, error)
      end)
    end

    # Reads log files in parallel into a rollup; gives it and the report of what was read.
    def self.read_files(paths, options = {}, settings = {})
      texts = paths.map { |path| Fiddle::Pointer[path] }
      list = texts.zip(paths).flat_map { |text, path| [text.to_i, path.bytesize] }.pack('J*')
      given, chosen = JSON.generate(options), JSON.generate(settings)
      report = nil
      address = Library.opened do |place, error|
        status = nil
        answer = Library.memory(Library::BYTES)
        status = Library.errpredict_handle_read_files(list, paths.size, given, given.bytesize, chosen, chosen.bytesize, place, answer, error)
        if status.zero?
          report = JSON.parse(Library.bytes_at(answer), symbolize_names: true)
          Library.errpredict_bytes_free(answer)
        end
        status
      end
      [new('rollup', address), report]
    end

    # Calls a method with a hash and gives the answer as one with symbols for keys; docs/wire.md lists the methods.
    def call(method, request = {}, with: nil)
      JSON.parse(call_json(method, JSON.generate(request), with: with), symbolize_names: true)
    end

    # Calls a method with a JSON request and gives the JSON answer.
    def call_json(method, request, with: nil)
      both(with) do |address, other|
        Library.answer do |answer, error|
          Library.errpredict_handle_call(address, method, method.bytesize, request, request.bytesize, other, answer, error)
        end
      end
    end

    # Counts one event: a hash, as messages have it, with a Time for its timestamp if you like.
    def observe(event)
      event = event.merge(timestamp: event[:timestamp].utc.iso8601(3)) if event[:timestamp].is_a?(Time)
      observe_json(JSON.generate(event))
    end

    # Counts one event given as a JSON object.
    def observe_json(event)
      using { |address| Library.checked { |error| Library.errpredict_observe_json(address, event, event.bytesize, error) } }
    end

    # Counts the events of a block of log lines; gives the report of the reader.
    def observe_lines(lines, options = {})
      json = JSON.generate(options)
      text = using do |address|
        Library.answer do |answer, error|
          Library.errpredict_observe_lines(address, lines, lines.bytesize, json, json.bytesize, answer, error)
        end
      end
      JSON.parse(text, symbolize_names: true)
    end

    # Finds everything about every service at a time, in a monitor or rollup.
    def analyze(at, more = {})
      call('analyze', { at: at.is_a?(Time) ? at.utc.iso8601(3) : at, **more })
    end

    # The state as bytes, for `load`.
    def save
      using { |address| Library.answer { |answer, error| Library.errpredict_handle_save(address, answer, error) } }.b
    end

    protected

    def lent(&block)
      using(&block)
    end

    private

    # The addresses of two handles, locked in one order, whichever calls the other.
    def both(other)
      return using { |address| yield address, nil } if other.nil?
      return using { |address| yield address, address } if other.equal?(self)
      return using { |address| other.lent { |second| yield address, second } } if object_id < other.object_id

      other.lent { |second| using { |address| yield address, second } }
    end
  end
end
