//! What the test of tenants leaves out.

/// What came with jobs, alerts and the ways in and is not tried here as another tenant yet. Their tables have row security as all do,
/// which another test sees to; the list may only grow shorter.
pub(crate) const NOT_TRIED: &str = "principal_of_identity create_identity claim_messages message_failed open_alert step_alert alerts_going_on newest_alert alerts alert is_alert_taken acknowledge_alert \
    alert_policies set_alert_policy silences_at silence on_call_at put_on_call keep_contact newest_analysis \
    open_predictions scores_by_day add_calls dependencies statics chosen_series choose_series unchoose_series \
    measured_series measure add_sessions release_health keep_chunks missing_chunks chunks keep_source_maps \
    source_map_stamp newest_source_maps source_maps webhook_sources webhook_source create_webhook_source \
    remove_webhook_source past_predictions past_counts past_anomalies";
