ALTER TABLE `invitation` ADD `role` text DEFAULT 'user' NOT NULL;--> statement-breakpoint
UPDATE `invitation` SET `role` = 'admin' WHERE `administrator`;
