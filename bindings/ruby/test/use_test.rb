# frozen_string_literal: true

require 'minitest/autorun'
require 'open3'
require 'rbconfig'
require 'errpredict'

# What a user does: a monitor that watches, logs, arrays, threads.
class UseTest < Minitest::Test
  RUBY = File.expand_path('..', __dir__)
  SAMPLE = File.join(RUBY, '../../samples/webmon.csv')
  START = Time.utc(2026, 11, 20)

  def code(&work)
    assert_raises(Errpredict::Error, &work).code
  end

  def test_a_monitor_watches_is_saved_and_goes_on
    monitor = Errpredict::Handle.open('monitor')
    72.times do |hour|
      (1..(hour == 71 ? 200 : 2)).each do |i|
        monitor.observe(timestamp: START + hour * 3600 + i * 10, service: 'checkout', severity: 'high', error_type: 'TimeoutError')
      end
    end
    again = Errpredict::Handle.load('monitor', monitor.save)
    spike = again.analyze('2026-11-23T00:00:00Z')[:services][0][:anomalies][0]
    assert_equal ['spike', true, 200], [spike[:type], spike[:ongoing], spike[:actual]]
    again.close
    again.close
    assert_equal 'this Errpredict::Handle was closed', assert_raises(Errpredict::Closed) { again.save }.message
  end

  def test_errors_have_the_codes_of_the_core
    assert_equal 'unknown_name', code { Errpredict.call('severity', { level: 'loud' }) }
    assert_equal 'io', code { Errpredict::Handle.read_files(['/nowhere.log']) }
    assert_equal 'unknown_name', code { Errpredict::Handle.open('monitors') }
    assert_match(/\A\d+\.\d+\.\d+\z/, Errpredict.version)
    assert_equal Errpredict::GEM_VERSION, Errpredict.version
  end

  def test_a_log_is_read
    rollup, report = Errpredict::Handle.read_files([SAMPLE])
    assert_operator report[:events], :>, 8000
    assert_operator rollup.call('describe')[:services].size, :>, 5
    lines = Errpredict::Handle.open('monitor').observe_lines("2026-11-20T00:00:00Z ERROR no answer\n", service: 'pay')
    assert_equal 1, lines[:events]
    assert_equal 0, rollup.call('merge', {}, with: Errpredict::Handle.open('rollup'))[:services].size - rollup.call('describe')[:services].size
  end

  def test_arrays_go_in_and_out
    numbers = Array.new(600) { |i| i == 598 ? 60.0 : (i % 7).to_f }
    detector = Errpredict::Detector.fit({ method: 'isolation_forest', n_trees: 50 }, numbers, columns: 2, seed: 7)
    scores = detector.score(numbers)
    assert_equal [300, 299], [scores.size, scores.index(scores.max)]
    assert_equal scores, Errpredict::Detector.load(detector.save).score(numbers)
    core = Errpredict.call('detect_rows', { names: %w[a b], rows: numbers.each_slice(2).to_a, detector: { method: 'isolation_forest', n_trees: 50 }, seed: 7 })
    assert_equal core[:scores], scores
    assert_raises(ArgumentError) { detector.score([1.0]) }
    series = Array.new(504) { |i| 50.0 + 10 * (i % 24) }
    points = Errpredict::Numbers.forecast(series, { horizon: 12 })
    assert_equal 12, points[:values].size
    assert_equal points, Errpredict::Numbers.forecast(series, { 'horizon' => 12 })
    assert_equal 24, Errpredict::Numbers.forecast(series)[:values].size
    ['12', 0, -1, 1.5].each { |horizon| assert_includes %w[invalid_input invalid_setting], code { Errpredict::Numbers.forecast(series, { horizon: horizon }) } }
    assert_operator points[:lower][0], :<=, points[:upper][0]
    series[400] = 900.0
    strange = Errpredict::Numbers.score_series('seasonal_residual', series)
    assert_equal 400, strange.index(strange.max)
  end

  def test_handles_are_shared_and_closed_while_they_are_used
    monitor = Errpredict::Handle.open('monitor')
    threads = Array.new(8) do
      Thread.new do
        loop { monitor.observe_json('{"timestamp":"2026-11-20T00:00:00Z","service":"shop"}') }
      rescue Errpredict::Closed
        :closed
      end
    end
    sleep 0.05
    monitor.close
    assert_equal [:closed] * 8, threads.map(&:value)
  end

  def test_a_call_does_not_wait_for_another_and_a_close_not_for_either
    monitor = Errpredict::Handle.open('monitor')
    entered, go_on = Array.new(2) { Queue.new }
    # As long as it is in there it is as if a call took long.
    thread = Thread.new do
      monitor.send(:using) do |address|
        entered << true
        go_on.pop
        Errpredict::Library.answer { |answer, error| Errpredict::Library.errpredict_handle_save(address, answer, error) }
      end
    end
    entered.pop
    other = Thread.new { monitor.observe_json('{"timestamp":"2026-11-20T00:00:00Z","service":"shop"}') }
    assert other.join(10), 'a call waits for another'
    assert Thread.new { monitor.close }.join(10), 'a close waits for a call'
    assert_raises(Errpredict::Closed) { monitor.save }
    go_on << true
    # The call that was in it still had what it works on.
    assert_operator thread.value.bytesize, :>, 100
    monitor.close
  end

  def test_a_library_of_another_interface_is_refused
    said, status = Open3.capture2e({ 'ERRPREDICT_LIBRARY' => ENV.fetch('ERRPREDICT_OTHER') }, RbConfig.ruby, '-I', File.join(RUBY, 'lib'), '-rerrpredict', '-e', '')
    assert_includes said, 'has version 99 of its interface, this package needs version 0'
    refute status.success?
  end

  def test_two_handles_read_each_other
    one, other = Array.new(2) { Errpredict::Handle.open('rollup') }
    threads = [[one, other], [other, one]].map { |a, b| Thread.new { 200.times { a.call('merge', {}, with: b) } } }
    assert(threads.all? { |thread| thread.join(60) })
    assert_equal 'invalid_argument', code { one.call('merge', {}, with: one) }
  end

  def test_what_nobody_closes_is_freed
    100.times { Errpredict::Handle.open('monitor').observe(timestamp: START, service: 'shop') }
    GC.start
    live = ObjectSpace.each_object(Errpredict::Handle).count
    assert_operator live, :<, 100
  end

  def test_the_quick_start_runs_as_the_readme_has_it
    path = File.join(RUBY, 'examples/quick.rb')
    said, status = Open3.capture2e(RbConfig.ruby, '-I', $LOAD_PATH.find { |one| File.exist?(File.join(one, 'errpredict.rb')) }, path)
    assert_equal ["shop had 300 events\n", true], [said, status.success?]
    assert_includes File.read(File.join(RUBY, 'README.md')), "```ruby\n#{File.read(path)}```\n"
  end
end
