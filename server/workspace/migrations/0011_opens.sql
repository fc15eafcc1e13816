CREATE TABLE `tracking_hit` (
	`id` integer PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`class` text,
	`reason` text,
	`client` text,
	`network` text NOT NULL,
	`url` text,
	`facts` text
);
--> statement-breakpoint
CREATE INDEX `tracking_hit_token` ON `tracking_hit` (`token`,`at`);--> statement-breakpoint
CREATE INDEX `tracking_hit_waiting` ON `tracking_hit` (`token`) WHERE class IS NULL;