drop index ai_models.alert_notifications_receipts;
alter table ai_models.alert_notifications drop column receipt;
