CREATE INDEX `record_mail_rule_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'mail_rule' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_mail_rule_pattern` ON `record` (data ->> '$.pattern') WHERE type = 'mail_rule' AND removed_version IS NULL AND data ->> '$.pattern' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_template_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'email_template' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_conversation_link_thread_id` ON `record` (data ->> '$.thread_id') WHERE type = 'conversation_link' AND removed_version IS NULL AND data ->> '$.thread_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_conversation_link_resource_id` ON `record` (data ->> '$.resource_id') WHERE type = 'conversation_link' AND removed_version IS NULL AND data ->> '$.resource_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_copy_email_id` ON `record` (data ->> '$.email_id') WHERE type = 'email_copy' AND removed_version IS NULL AND data ->> '$.email_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_copy_thread_id` ON `record` (data ->> '$.thread_id') WHERE type = 'email_copy' AND removed_version IS NULL AND data ->> '$.thread_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_copy_gmail_message_id` ON `record` (data ->> '$.gmail_message_id') WHERE type = 'email_copy' AND removed_version IS NULL AND data ->> '$.gmail_message_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_copy_draft_id` ON `record` (data ->> '$.draft_id') WHERE type = 'email_copy' AND removed_version IS NULL AND data ->> '$.draft_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_link_email_id` ON `record` (data ->> '$.email_id') WHERE type = 'email_link' AND removed_version IS NULL AND data ->> '$.email_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_link_resource_id` ON `record` (data ->> '$.resource_id') WHERE type = 'email_link' AND removed_version IS NULL AND data ->> '$.resource_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_message_id` ON `record` (data ->> '$.message_id') WHERE type = 'email' AND removed_version IS NULL AND data ->> '$.message_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_email_tracking_token` ON `record` (data ->> '$.tracking_token') WHERE type = 'email' AND removed_version IS NULL AND data ->> '$.tracking_token' IS NOT NULL;--> statement-breakpoint
-- Rows of an older release get what this one reads.
UPDATE `record` SET `data` = json_set(`data`, '$.tracking', json('true'), '$.link_tracking', json('false'), '$.tracking_excluded', json('[]'), '$.never_log', json('[]')) WHERE `type` = 'workspace_settings' AND json_type(`data`, '$.tracking') IS NULL;
--> statement-breakpoint
UPDATE `record` SET `data` = json_set(`data`, '$.track_opens', json('false'), '$.track_links', json('false'), '$.email_visibility', 'everyone') WHERE `type` = 'user' AND json_type(`data`, '$.email_visibility') IS NULL;
