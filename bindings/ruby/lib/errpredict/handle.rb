# frozen_string_literal: true

require 'json'
require 'time'

module Errpredict
  # What is freed when nobody uses it any more: after `close` and after the last call that is still in it, or, where nobody closed it, when
  # it is collected. Calls run outside of Ruby's lock, so any number of threads are in them at once.
  class Owned
    def initialize(address, function)
      @state = State.new(address, function)
      ObjectSpace.define_finalizer(self, State.freeing(@state))
    end

    # Frees it once the calls that are in it are done; a second time does nothing.
    def close
      @state.close
    end

    private

    # Runs a block with the address, which stays good until the block ends.
    def using
      address = @state.enter or raise Closed, "this #{self.class.name} was closed"
      begin
        yield address
      ensure
        @state.leave
      end
    end
  end

  # An address, and how many calls are in it.
  class State
    # What is done where nobody closed it: nothing refers to it any more, so no call is in it.
    def self.freeing(state)
      proc { state.free }
    end

    def initialize(address, function)
      @address, @function = address, function
      @calls = 0
      @closed = false
      @mutex = Mutex.new
    end

    # The address, or nil where it was closed.
    def enter
      @mutex.synchronize do
        next if @closed

        @calls += 1
        @address
      end
    end

    def leave
      last = @mutex.synchronize do
        @calls -= 1
        @closed && @calls.zero?
      end
      free if last
    end

    def close
      idle = @mutex.synchronize do
        was, @closed = @closed, true
        !was && @calls.zero?
      end
      free if idle
    end

    def free
      address, @address = @address, nil
      Library.public_send(@function, address) if address
    end
  end
  private_constant :State

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

    # The addresses of two handles, or of one and none.
    def both(other)
      return using { |address| yield address, nil } if other.nil?

      using { |address| other.lent { |second| yield address, second } }
    end
  end
end
