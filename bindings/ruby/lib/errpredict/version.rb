# frozen_string_literal: true

module Errpredict
  # The version of the gem: that of errpredict.
  GEM_VERSION = '0.1.0'
end
