-- Rows of an older release get what this one finds them by. Text that is not ASCII is folded for good when its record is next written.
UPDATE `record` SET `search_text` = lower(concat_ws(char(10), `data` ->> '$.subject', `data` ->> '$.from.name', `data` ->> '$.from.email',
  (SELECT group_concat(concat_ws(char(10), `value` ->> 'name', `value` ->> 'email'), char(10)) FROM json_each(`record`.`data`, '$.to')),
  (SELECT group_concat(concat_ws(char(10), `value` ->> 'name', `value` ->> 'email'), char(10)) FROM json_each(`record`.`data`, '$.cc'))))
  WHERE `type` = 'email';
--> statement-breakpoint
-- The next search makes them good.
INSERT OR IGNORE INTO `search_due` (`entry`) SELECT `number` * 16 + 8 FROM `record` WHERE `removed_version` IS NULL AND `type` = 'email';
