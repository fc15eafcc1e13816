CREATE TABLE `grant` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`code_hash` text NOT NULL,
	`code_expires_at` integer NOT NULL,
	`code_challenge` text NOT NULL,
	`family_hash` text,
	`current_hash` text,
	`previous_hash` text,
	`rotated_at` integer,
	`repeated` integer DEFAULT false NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `grant_code_hash_unique` ON `grant` (`code_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `grant_family_hash_unique` ON `grant` (`family_hash`);--> statement-breakpoint
CREATE INDEX `grant_account` ON `grant` (`account_id`);