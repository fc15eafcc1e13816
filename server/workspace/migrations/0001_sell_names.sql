-- Fields by the names that the REST API has for them (shared/records): role, reminder_offset, a note's tags, custom fields.
UPDATE `record` SET `data` = json_set(json_remove(`data`, '$.administrator'), '$.role', iif(`data` ->> '$.administrator', 'admin', 'user')) WHERE `type` = 'user' AND `data` ->> '$.role' IS NULL;
--> statement-breakpoint
UPDATE `record` SET `data` = json_set(json_remove(`data`, '$.remind_minutes_before'), '$.reminder_offset', `data` ->> '$.remind_minutes_before') WHERE `type` = 'task';
--> statement-breakpoint
UPDATE `record` SET `data` = json_set(json_remove(`data`, '$.reminder_minutes_before'), '$.reminder_offset', `data` ->> '$.reminder_minutes_before') WHERE `type` = 'appointment';
--> statement-breakpoint
UPDATE `record` SET `data` = json_set(`data`, '$.tags', json('[]')) WHERE `type` = 'note';
--> statement-breakpoint
UPDATE `record` SET `data` = json_set(`data`, '$.custom_fields', json('{}')) WHERE `type` IN ('lead', 'contact', 'deal') AND `data` ->> '$.custom_fields' IS NULL;
