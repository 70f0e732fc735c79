CREATE TABLE `page` (
  `page_id` int unsigned NOT NULL AUTO_INCREMENT,
  `page_namespace` int NOT NULL,
  `page_title` varbinary(255) NOT NULL,
  `page_restrictions` tinyblob,
  `page_random` double unsigned NOT NULL,
  `page_touched` binary(14) NOT NULL DEFAULT '\0\0\0\0\0\0\0\0\0\0\0\0\0\0',
  `page_links_updated` varbinary(14) DEFAULT NULL,
  `page_is_new` tinyint unsigned NOT NULL DEFAULT '0',
  `page_flags` set('redirect','protected','it''s','a\\b') NOT NULL DEFAULT 'redirect,protected',
  `page_bits` bit(4) NOT NULL DEFAULT b'101',
  `page_lang` varbinary(35) DEFAULT NULL,
  PRIMARY KEY (`page_id`),
  UNIQUE KEY `page_name_title` (`page_namespace`,`page_title`),
  KEY `page_random` (`page_random`) USING BTREE,
  KEY `page_redirect` (`page_is_new`,`page_namespace`,`page_id`) KEY_BLOCK_SIZE=8
) ENGINE=InnoDB DEFAULT CHARSET=binary STATS_PERSISTENT=1 STATS_AUTO_RECALC=0 /*!50100 TABLESPACE `innodb_file_per_table` */
