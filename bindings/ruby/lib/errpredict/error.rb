# frozen_string_literal: true

require 'json'

module Errpredict
  # What went wrong. Its code is the core's, the same in every language.
  class Error < StandardError
    # The stable code, such as `not_enough_data`.
    attr_reader :code
    # Where: file, path in the request, line, field and the like.
    attr_reader :context
    # The whole error as the core wrote it: the JSON that stands under `error` in messages.
    attr_reader :json

    def initialize(json)
      told = JSON.parse(json)
      super(told['message'])
      @json = json
      @code = told['code']
      @context = told['context'] || {}
      @retryable = told['retryable'] || false
    end

    # Whether the very same call may succeed when it is made again later.
    def retryable?
      @retryable
    end
  end

  # The error of every call on what was closed.
  class Closed < StandardError
  end
end
