CREATE INDEX `record_order_deal_id` ON `record` (data ->> '$.deal_id') WHERE type = 'order' AND removed_version IS NULL AND data ->> '$.deal_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_line_item_order_id` ON `record` (data ->> '$.order_id') WHERE type = 'line_item' AND removed_version IS NULL AND data ->> '$.order_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_line_item_deal_id` ON `record` (data ->> '$.deal_id') WHERE type = 'line_item' AND removed_version IS NULL AND data ->> '$.deal_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_line_item_product_id` ON `record` (data ->> '$.product_id') WHERE type = 'line_item' AND removed_version IS NULL AND data ->> '$.product_id' IS NOT NULL;
--> statement-breakpoint
-- Rows of an older release get what this one reads. Text that is not ASCII is folded for good when its record is next written.
UPDATE `record` SET `data` = json_set(`data`, '$.rates', json('{}')) WHERE `type` = 'workspace_settings' AND `data` ->> '$.rates' IS NULL;
--> statement-breakpoint
UPDATE `record` SET `search_text` = lower(trim(
  coalesce(`data` ->> '$.name', `data` ->> '$.content', '') || char(10) || coalesce(`data` ->> '$.organization_name', `data` ->> '$.resource_name', '') || char(10)
  || coalesce(`data` ->> '$.contact_name', '') || char(10) || coalesce(`data` ->> '$.email', '') || char(10) || coalesce(`data` ->> '$.phone', '') || char(10)
  || coalesce(`data` ->> '$.mobile', '') || char(10) || coalesce(`data` ->> '$.title', ''), char(10)))
  WHERE `type` IN ('lead', 'contact', 'deal', 'task') AND `search_text` IS NULL;
