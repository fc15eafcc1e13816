CREATE TABLE `search_due` (
	`entry` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_word` (
	`word` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
-- Parts of words, in any case and without accents, of what each record is found by (server/workspace/search-rows.ts).
CREATE VIRTUAL TABLE `record_search` USING fts5(`text`, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1');
--> statement-breakpoint
-- Rows of an older release get what this one reads. Text that is not ASCII is folded for good when its record is next written.
UPDATE `record` SET `search_text` = lower(CASE `type`
  WHEN 'appointment' THEN concat_ws(char(10), `data` ->> '$.name', `data` ->> '$.resource_name', `data` ->> '$.location')
  WHEN 'note' THEN concat_ws(char(10), substr(`data` ->> '$.content', 1, 4000), `data` ->> '$.resource_name')
  WHEN 'document' THEN concat_ws(char(10), `data` ->> '$.name', `data` ->> '$.resource_name')
  ELSE concat_ws(char(10), `data` ->> '$.name', `data` ->> '$.sku') END)
  WHERE `type` IN ('appointment', 'note', 'document', 'product');
--> statement-breakpoint
-- The next search makes them good.
INSERT INTO `search_due` (`entry`)
  SELECT `number` * 16 + CASE `type` WHEN 'lead' THEN 0 WHEN 'contact' THEN 1 WHEN 'deal' THEN 2 WHEN 'task' THEN 3 WHEN 'appointment' THEN 4
    WHEN 'note' THEN 5 WHEN 'document' THEN 6 ELSE 7 END
  FROM `record` WHERE `removed_version` IS NULL
    AND `type` IN ('lead', 'contact', 'deal', 'task', 'appointment', 'note', 'document', 'product');
