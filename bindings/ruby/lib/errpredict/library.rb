# frozen_string_literal: true

require 'fiddle'
require 'fiddle/import'

module Errpredict
  # The functions of the C library, as its header declares them.
  module Library
    extend Fiddle::Importer

    # The version of the C interface that this gem was written for.
    ABI_VERSION = 0
    ROOT = File.expand_path('../..', __dir__)

    # Sizes of structures, and where their fields stand.
    BYTES = 16
    ERROR = 48
    ERROR_JSON = 24

    # Where the library is: ERRPREDICT_LIBRARY, the gem, else the name that the system's loader looks up.
    def self.path
      told = ENV.fetch('ERRPREDICT_LIBRARY', '')
      return told unless told.empty?

      Dir[File.join(ROOT, 'native', '*.{so,dylib,dll}')].first || 'liberrpredict.so.0'
    end

    dlload path
    # A library of another version may have none of the other functions: it is asked first.
    extern 'unsigned int errpredict_abi_version()'
    extern 'char errpredict_abi_is_compatible(unsigned int)'
    if errpredict_abi_is_compatible(ABI_VERSION).zero?
      raise LoadError, "the library of errpredict has version #{errpredict_abi_version} of its interface, this package needs version #{ABI_VERSION}"
    end

    typealias 'errpredict_status', 'int'
    File.foreach(File.join(ROOT, 'errpredict.ffi.h')) do |line|
      # Functions stand one a line. A bool comes back in a byte; a pointer is a pointer, whatever it points to.
      next unless line =~ /\A(\w[\w ]*?\*?)\s*(errpredict_\w+)\((.*)\);/

      type, name, parameters = Regexp.last_match.captures
      type = { 'bool' => 'char', 'uint32_t' => 'unsigned int' }.fetch(type.strip, type.strip)
      parameters = parameters.split(', ').map { |one| one.include?('*') ? 'void *' : one.sub(/u?int64_t/, 'long long').sub('uint32_t', 'unsigned int') }
      extern "#{type.include?('*') ? 'void *' : type} #{name}(#{parameters.join(', ')})"
    end

    # Memory that is freed with its object.
    def self.memory(size)
      pointer = Fiddle::Pointer.malloc(size, Fiddle::RUBY_FREE)
      pointer[0, size] = "\0" * size
      pointer
    end

    # Calls a function that may fail with memory for the error, which is raised.
    def self.checked
      error = memory(ERROR)
      status = yield error
      return if status.zero?

      told = bytes_at(error + ERROR_JSON)
      errpredict_error_free(error)
      raise Error, told
    end

    # Calls a function that gives bytes, which are then freed.
    def self.answer
      answer = memory(BYTES)
      checked { |error| yield answer, error }
      text = bytes_at(answer)
      errpredict_bytes_free(answer)
      text
    end

    # Calls a function that gives a pointer.
    def self.opened
      place = memory(Fiddle::SIZEOF_VOIDP)
      checked { |error| yield place, error }
      place.ptr.to_i
    end

    def self.bytes_at(pointer)
      address, length = pointer[0, BYTES].unpack('J2')
      (length.zero? ? +'' : Fiddle::Pointer.new(address)[0, length]).force_encoding(Encoding::UTF_8)
    end
  end
end
