CREATE TABLE `stored_file` (
	`hash` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`at` text NOT NULL,
	`deleting_at` text
);
--> statement-breakpoint
CREATE INDEX `record_document_resource_id` ON `record` (data ->> '$.resource_id') WHERE type = 'document' AND removed_version IS NULL AND data ->> '$.resource_id' IS NOT NULL;