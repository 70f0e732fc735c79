CREATE TABLE `wp_posts` (
  `ID` bigint unsigned NOT NULL AUTO_INCREMENT,
  `post_author` bigint unsigned NOT NULL DEFAULT '0',
  `post_date` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `post_content` longtext COLLATE utf8mb4_unicode_520_ci NOT NULL,
  `post_status` varchar(20) COLLATE utf8mb4_unicode_520_ci NOT NULL DEFAULT 'publish' COMMENT 'one of ''publish'', ''draft'' or "trash"; see `post_type`',
  `post_name` varchar(200) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin NOT NULL DEFAULT '',
  `guid` varchar(255) COLLATE utf8mb4_unicode_520_ci NOT NULL DEFAULT 'it''s \\ a\nline',
  `menu_order` int NOT NULL DEFAULT '-1',
  `emoji` varchar(8) COLLATE utf8mb4_unicode_520_ci DEFAULT '🙂' COMMENT 'naïve — 🙃, ), (',
  `comment_count` bigint NOT NULL DEFAULT '0',
  PRIMARY KEY (`ID`),
  KEY `post_name` (`post_name`(191)),
  KEY `type_status_date` (`post_status`,`post_date` DESC,`ID`) COMMENT 'for the list; isn''t unique',
  KEY `post_author` (`post_author`) /*!80000 INVISIBLE */,
  FULLTEXT KEY `words` (`post_content`,`post_name`) /*!50100 WITH PARSER `ngram` */ 
) ENGINE=InnoDB AUTO_INCREMENT=48211 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci ROW_FORMAT=DYNAMIC COMMENT='the blog''s posts; AUTO_INCREMENT=5 is not an option here'
