alter table ai_platform.tenants drop column active;
