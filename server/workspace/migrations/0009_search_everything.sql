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
INSERT INTO `record_search` (rowid, `text`)
  SELECT `number` * 16 + CASE `type` WHEN 'lead' THEN 0 WHEN 'contact' THEN 1 WHEN 'deal' THEN 2 WHEN 'task' THEN 3 WHEN 'appointment' THEN 4
    WHEN 'note' THEN 5 WHEN 'document' THEN 6 ELSE 7 END,
  concat_ws(char(10), `search_text`,
    replace(replace(replace(replace(replace(replace(`data` ->> '$.phone', ' ', ''), '-', ''), '.', ''), '(', ''), ')', ''), '/', ''),
    replace(replace(replace(replace(replace(replace(`data` ->> '$.mobile', ' ', ''), '-', ''), '.', ''), '(', ''), ')', ''), '/', ''))
  FROM `record` WHERE `removed_version` IS NULL AND `search_text` IS NOT NULL
    AND `type` IN ('lead', 'contact', 'deal', 'task', 'appointment', 'note', 'document', 'product');
--> statement-breakpoint
INSERT OR IGNORE INTO `search_word` (`word`)
  WITH RECURSIVE `split` (`word`, `rest`) AS (
    SELECT '', replace(replace(replace(replace(replace(`search_text`, char(10), ' '), ',', ' '), '.', ' '), '-', ' '), '''', ' ') || ' '
      FROM `record` WHERE `removed_version` IS NULL AND `search_text` IS NOT NULL
    UNION ALL
    SELECT substr(`rest`, 1, instr(`rest`, ' ') - 1), substr(`rest`, instr(`rest`, ' ') + 1) FROM `split` WHERE `rest` <> ''
  )
  SELECT DISTINCT `word` FROM `split` WHERE length(`word`) BETWEEN 3 AND 64 AND instr(`word`, '@') = 0;
