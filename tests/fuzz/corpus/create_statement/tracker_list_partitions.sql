CREATE TABLE `issues` (
  `tenant` int NOT NULL,
  `region` varchar(8) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL,
  `number` int NOT NULL,
  `title` varchar(255) NOT NULL,
  PRIMARY KEY (`tenant`,`region`,`number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3
/*!50500 PARTITION BY LIST  COLUMNS(region)
(PARTITION eu VALUES IN ('de','fr','it''s') ENGINE = InnoDB,
 PARTITION us VALUES IN ('us') ENGINE = InnoDB) */
