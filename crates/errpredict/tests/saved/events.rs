/// Small caps, so that keys over them are in the fixtures too.
fn config() -> RollupConfig {
    RollupConfig { max_services: 3, max_types: 3, max_groups: 4, ..RollupConfig::monitor() }
}

/// Made events of 70 days, so that all three tiers are in the fixtures: by these the states of earlier versions under
/// `tests/fixtures` were made. They must never change.
fn events() -> Vec<Event> {
    (0..600_u64)
        .map(|i| {
            let at = Timestamp::clamped(1_750_000_000_000 + i as i64 * 10_080_000);
            let severity = Severity::ALL[(i % 5) as usize];
            let mut event = Event::new(at, format!("shop-{}", i % 5), severity, format!("Type{}", i % 4));
            event.message = Some(format!("order {i} of {} failed after {} s", ["a", "b", "c"][(i % 3) as usize], i % 7));
            event.user_id = Some((i % 50).to_string());
            event.endpoint = Some(format!("/pay/{}", i % 6));
            event.response_time_ms = Some((i * 37 % 2_000) as f64);
            event.status_code = Some(if i % 4 == 0 { 503 } else { 200 });
            event.stack_trace = (i % 6 == 0).then(|| "\tat shop.Cart.add(Cart.java:7)\n".to_owned());
            if i % 97 == 0 {
                event.kind = EventKind::Deployment;
                event.release = Some(format!("v{i}"));
            } else if i % 3 == 0 {
                event.kind = EventKind::Request;
            }
            event
        })
        .collect()
}
