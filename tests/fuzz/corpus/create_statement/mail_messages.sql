CREATE TABLE `messages` (
  `uid` int unsigned NOT NULL,
  `folder` varchar(128) COLLATE utf8mb4_general_ci NOT NULL,
  `headers` json DEFAULT NULL,
  `size` int unsigned GENERATED ALWAYS AS (char_length(`raw`)) VIRTUAL COMMENT 'in characters, not bytes',
  `raw` longtext COLLATE utf8mb4_general_ci,
  `received` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  `seen` tinyint(1) NOT NULL DEFAULT '0',
  `year` year DEFAULT NULL,
  `at` time(2) DEFAULT '00:00:00.00',
  UNIQUE KEY `uid_folder` (`uid`,`folder`),
  KEY `received` (`received` DESC)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci /*!80016 ENCRYPTION='Y' */
/*!50100 PARTITION BY KEY (uid,folder)
PARTITIONS 8 */
