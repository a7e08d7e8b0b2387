# frozen_string_literal: true

require 'base64'
require 'digest'
require 'minitest/autorun'
require 'errpredict'

ROOT = File.expand_path('../../..', __dir__)
ANSWERS = File.foreach(ENV.fetch('ERRPREDICT_ANSWERS')).to_h { |line| line.chomp.split }

# `tests/cases`, the same that the core and every other language run: operations, and handles step by step.
class CasesTest < Minitest::Test
  def files(folder)
    Dir[File.join(ROOT, folder, '*.json')].sort.map { |path| JSON.parse(File.read(path)) }
  end

  # As the core's own test compares: objects may hold more than is expected.
  def holds(expected, got, place)
    case expected
    when Hash
      assert_kind_of Hash, got, place
      expected.each do |key, value|
        assert got.key?(key), "#{place}: `#{key}` is missing"
        holds(value, got[key], "#{place}.#{key}")
      end
    when Array
      assert_equal expected.size, got.size, place
      expected.each_with_index { |value, i| holds(value, got[i], "#{place}[#{i}]") }
    when Numeric
      assert_kind_of Numeric, got, place
      assert_operator (expected - got).abs, :<=, 1e-9 * [expected.abs, got.abs].max, place
    else
      expected.nil? ? assert_nil(got, place) : assert_equal(expected, got, place)
    end
  end

  # Compares an answer with what is expected, and its bytes with those that C gave.
  def told(expected, place)
    answer = yield
    holds(expected, { 'ok' => answer.nil? ? nil : JSON.parse(answer) }, place)
    assert_equal ANSWERS.fetch(place), Digest::SHA256.hexdigest(answer || ''), place
  rescue Errpredict::Error => e
    assert_equal ANSWERS.fetch(place), Digest::SHA256.hexdigest(e.json), place
    holds(expected, { 'error' => { 'code' => e.code, 'message' => e.message, 'context' => e.context, 'retryable' => e.retryable? } }, place)
  end

  def test_operations
    n = 0
    files('tests/cases').each do |file|
      file['cases'].each_with_index do |one, i|
        told(one['answer'], "#{file['operation']}/#{i}") { Errpredict.call_json(file['operation'], JSON.generate(one['request'])) }
        n += 1
      end
    end
    assert_operator n, :>, 100
  end

  def test_handles
    n = 0
    files('tests/cases/handles').each do |file|
      file['cases'].each_with_index do |one, i|
        sequence(file['handle'], one['steps'], "#{file['handle']}/#{i}")
        n += 1
      end
    end
    assert_operator n, :>, 20
  end

  def sequence(kind, steps, place)
    handles = {}
    saved = {}
    steps.each_with_index do |step, i|
      at = "#{place}/#{i}"
      keep = lambda do |&open|
        told(step['answer'], at) do
          handles[step['as']] = open.call
          nil
        end
      end
      case step['step']
      when 'open' then keep.call { Errpredict::Handle.open(kind, step['settings']) }
      when 'load' then keep.call { Errpredict::Handle.load(kind, step['saved'] ? saved[step['saved']] : Base64.decode64(step['bytes'])) }
      when 'train' then handles[step['as']] = Errpredict::Handle.open('model', { model: Errpredict.call('train', step['request'])[:model] })
      when 'other'
        handles[step['as']] = Errpredict::Handle.open(step['kind'])
        step['events'].each { |event| handles[step['as']].observe_json(JSON.generate(event)) }
      when 'call'
        told(step['answer'], at) { handles[step['handle']].call_json(step['method'], JSON.generate(step['request']), with: handles[step['with']]) }
      when 'observe' then told(step['answer'], at) { handles[step['handle']].observe_json(JSON.generate(step['event'])) }
      when 'save'
        saved[step['as']] = handles[step['handle']].save
        assert_equal ANSWERS.fetch(at), Digest::SHA256.hexdigest(saved[step['as']])
      when 'close' then handles.delete(step['handle']).close
      else flunk step['step']
      end
    end
  end
end
