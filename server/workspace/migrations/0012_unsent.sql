ALTER TABLE `record` ADD `unsent` text;--> statement-breakpoint
-- Rows of an older release have in one piece what this one keeps apart from what it sends.
UPDATE `record` SET
  `unsent` = CASE WHEN coalesce(`data` ->> '$.body_html', `data` ->> '$.body_text') IS NULL THEN NULL
    ELSE json_object('body_html', `data` ->> '$.body_html', 'body_text', `data` ->> '$.body_text') END,
  `data` = json_set(`data`, '$.body_html', NULL, '$.body_text', NULL,
    '$.has_body', json(CASE WHEN coalesce(`data` ->> '$.body_html', `data` ->> '$.body_text') IS NULL THEN 'false' ELSE 'true' END))
  WHERE `type` = 'email';
--> statement-breakpoint
UPDATE `record` SET
  `unsent` = json_object('moved', `data` -> '$.moved'),
  `data` = json_set(`data`, '$.moved', json('[]'))
  WHERE `type` = 'merge' AND json_array_length(`data`, '$.moved') > 0;
--> statement-breakpoint
UPDATE `change` SET `fields` = json_remove(`fields`, '$.moved') WHERE `type` = 'merge';
