CREATE TABLE `change` (
	`version` integer NOT NULL,
	`type` text NOT NULL,
	`id` text NOT NULL,
	`at` text NOT NULL,
	`person_id` text,
	`mutator` text NOT NULL,
	`kind` text NOT NULL,
	`fields` text NOT NULL,
	PRIMARY KEY(`id`, `type`, `version`)
);
--> statement-breakpoint
CREATE TABLE `counter` (
	`type` text PRIMARY KEY NOT NULL,
	`last` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `exit` (
	`version` integer NOT NULL,
	`type` text NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exit_version` ON `exit` (`version`);--> statement-breakpoint
CREATE INDEX `exit_at` ON `exit` (`at`);--> statement-breakpoint
CREATE TABLE `lane` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`position` integer NOT NULL,
	`version` integer NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lane_at` ON `lane` (`at`);--> statement-breakpoint
CREATE TABLE `meta` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`exits_from` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `record` (
	`id` text NOT NULL,
	`type` text NOT NULL,
	`number` integer NOT NULL,
	`version` integer NOT NULL,
	`data` text NOT NULL,
	`removed_version` integer,
	`removed_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `record_id` ON `record` (`id`,`type`);--> statement-breakpoint
CREATE UNIQUE INDEX `record_number` ON `record` (`type`,`number`);--> statement-breakpoint
CREATE INDEX `record_version` ON `record` (`version`);--> statement-breakpoint
CREATE INDEX `record_removed` ON `record` (`removed_version`) WHERE removed_version IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_stage_pipeline_id` ON `record` (data ->> '$.pipeline_id') WHERE type = 'stage' AND removed_version IS NULL AND data ->> '$.pipeline_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_stage_id` ON `record` (data ->> '$.stage_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.stage_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_contact_id` ON `record` (data ->> '$.contact_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.contact_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_organization_id` ON `record` (data ->> '$.organization_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.organization_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_lead_id` ON `record` (data ->> '$.lead_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.lead_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_source_id` ON `record` (data ->> '$.source_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.source_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_loss_reason_id` ON `record` (data ->> '$.loss_reason_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.loss_reason_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_deal_unqualified_reason_id` ON `record` (data ->> '$.unqualified_reason_id') WHERE type = 'deal' AND removed_version IS NULL AND data ->> '$.unqualified_reason_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_task_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'task' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_task_resource_id` ON `record` (data ->> '$.resource_id') WHERE type = 'task' AND removed_version IS NULL AND data ->> '$.resource_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_appointment_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'appointment' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_appointment_resource_id` ON `record` (data ->> '$.resource_id') WHERE type = 'appointment' AND removed_version IS NULL AND data ->> '$.resource_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'lead' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_status_id` ON `record` (data ->> '$.status_id') WHERE type = 'lead' AND removed_version IS NULL AND data ->> '$.status_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_source_id` ON `record` (data ->> '$.source_id') WHERE type = 'lead' AND removed_version IS NULL AND data ->> '$.source_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_unqualified_reason_id` ON `record` (data ->> '$.unqualified_reason_id') WHERE type = 'lead' AND removed_version IS NULL AND data ->> '$.unqualified_reason_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_contact_owner_id` ON `record` (data ->> '$.owner_id') WHERE type = 'contact' AND removed_version IS NULL AND data ->> '$.owner_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_contact_contact_id` ON `record` (data ->> '$.contact_id') WHERE type = 'contact' AND removed_version IS NULL AND data ->> '$.contact_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_contact_parent_organization_id` ON `record` (data ->> '$.parent_organization_id') WHERE type = 'contact' AND removed_version IS NULL AND data ->> '$.parent_organization_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_associated_contact_deal_id` ON `record` (data ->> '$.deal_id') WHERE type = 'associated_contact' AND removed_version IS NULL AND data ->> '$.deal_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_associated_contact_contact_id` ON `record` (data ->> '$.contact_id') WHERE type = 'associated_contact' AND removed_version IS NULL AND data ->> '$.contact_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_note_resource_id` ON `record` (data ->> '$.resource_id') WHERE type = 'note' AND removed_version IS NULL AND data ->> '$.resource_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_conversion_lead_id` ON `record` (data ->> '$.lead_id') WHERE type = 'lead_conversion' AND removed_version IS NULL AND data ->> '$.lead_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_conversion_individual_id` ON `record` (data ->> '$.individual_id') WHERE type = 'lead_conversion' AND removed_version IS NULL AND data ->> '$.individual_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_conversion_organization_id` ON `record` (data ->> '$.organization_id') WHERE type = 'lead_conversion' AND removed_version IS NULL AND data ->> '$.organization_id' IS NOT NULL;--> statement-breakpoint
CREATE INDEX `record_lead_conversion_deal_id` ON `record` (data ->> '$.deal_id') WHERE type = 'lead_conversion' AND removed_version IS NULL AND data ->> '$.deal_id' IS NOT NULL;--> statement-breakpoint
CREATE TABLE `record_scope` (
	`person` text NOT NULL,
	`type` text NOT NULL,
	`id` text NOT NULL,
	PRIMARY KEY(`person`, `type`, `id`)
);
--> statement-breakpoint
CREATE INDEX `record_scope_record` ON `record_scope` (`id`,`type`);--> statement-breakpoint
CREATE TABLE `rejection` (
	`lane` text NOT NULL,
	`sequence` integer NOT NULL,
	`version` integer NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	`fields` text,
	PRIMARY KEY(`lane`, `sequence`)
);
