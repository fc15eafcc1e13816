-- Rows of an older release get what this one reads.
UPDATE `record` SET `data` = json_set(`data`, '$.card_fields', json('[]')) WHERE `type` = 'workspace_settings' AND json_type(`data`, '$.card_fields') IS NULL;
--> statement-breakpoint
UPDATE `record` SET `data` = json_set(`data`, '$.card_fields', json('null')) WHERE `type` = 'user' AND json_type(`data`, '$.card_fields') IS NULL;
