ALTER TABLE `record` ADD `search_text` text;--> statement-breakpoint
ALTER TABLE `record` ADD `folded` text;--> statement-breakpoint
CREATE INDEX `record_smart_list_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'smart_list' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;