# frozen_string_literal: true

require_relative 'lib/errpredict/version'

Gem::Specification.new do |spec|
  spec.name = 'errpredict'
  spec.version = Errpredict::GEM_VERSION
  spec.summary = 'Foresees errors in running services.'
  spec.description = 'The core of errpredict over its C library, by Fiddle: nothing is compiled.'
  spec.authors = ['errpredict']
  spec.licenses = ['MIT', 'Apache-2.0']
  spec.required_ruby_version = '>= 3.0'
  # What stands in native/ is the library of the platform that the gem is built for.
  spec.files = Dir['lib/**/*.rb', 'sig/*.rbs', 'native/**/*', 'errpredict.ffi.h', 'README.md', 'LICENSE-*', base: __dir__]
  spec.platform = Gem::Platform.local if Dir.exist?(File.join(__dir__, 'native'))
  # A gem of its own from Ruby 3.5 on.
  spec.add_dependency 'fiddle', '>= 1.0'
  spec.homepage = 'https://example.invalid/errpredict'
end
