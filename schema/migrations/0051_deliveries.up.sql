-- What a receiver said of a message, by which those that follow go into the same thread, issue or ticket.

alter table ai_models.alert_notifications add column receipt jsonb;
comment on column ai_models.alert_notifications.receipt is 'What the receiver calls it: later messages of the alert answer to that';
create index alert_notifications_receipts on ai_models.alert_notifications (alert_id, created_at desc) where receipt is not null;
