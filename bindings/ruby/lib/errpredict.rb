# frozen_string_literal: true

require_relative 'errpredict/version'
require_relative 'errpredict/error'
require_relative 'errpredict/library'
require_relative 'errpredict/handle'
require_relative 'errpredict/numbers'

# Foresees errors in running services: the core over its C library.
module Errpredict
  module_function

  # Runs an operation on a hash and gives the answer as one with symbols for keys; docs/wire.md lists the operations.
  def call(operation, request = {})
    JSON.parse(call_json(operation, JSON.generate(request)), symbolize_names: true)
  end

  # Runs an operation on a JSON request and gives the JSON answer.
  def call_json(operation, request)
    Library.answer { |answer, error| Library.errpredict_call(operation, operation.bytesize, request, request.bytesize, answer, error) }
  end

  # The version of errpredict.
  def version
    Library.errpredict_version.to_s
  end
end
