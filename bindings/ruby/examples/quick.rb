# A running program watches itself: two lines, and a question whenever there is time for one.
require 'errpredict'

monitor = Errpredict::Handle.open('monitor')
300.times do |order|
  raise "order #{order} was not paid for"
rescue RuntimeError => e
  monitor.observe(timestamp: Time.now, service: 'shop', severity: 'high', error_type: e.class.name, message: e.message, stack_trace: e.full_message(highlight: false))
end

found = monitor.analyze(Time.now + 60)
service = found[:services].first
puts "#{service[:service]} had #{service[:events]} events"
