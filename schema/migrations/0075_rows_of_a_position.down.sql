alter table ai_platform.watermarks drop column form;
