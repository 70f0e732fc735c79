CREATE TABLE `post` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `forum` smallint unsigned NOT NULL,
  `posted` date NOT NULL,
  `ip` varbinary(16) DEFAULT NULL,
  `body` mediumtext,
  `rank` int(5) unsigned zerofill NOT NULL DEFAULT '00000',
  PRIMARY KEY (`id`,`posted`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
/*!50100 PARTITION BY RANGE (to_days(`posted`))
SUBPARTITION BY HASH (`forum`)
SUBPARTITIONS 2
(PARTITION p2024 VALUES LESS THAN (739617) COMMENT = 'old, (closed)' ENGINE = InnoDB,
 PARTITION p2025 VALUES LESS THAN (739982) ENGINE = InnoDB,
 PARTITION pmax VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */
