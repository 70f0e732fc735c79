CREATE TABLE `visits` (
  `id` binary(16) NOT NULL,
  `place` point NOT NULL /*!80003 SRID 4326 */,
  `area` geometry DEFAULT NULL,
  `all` geomcollection DEFAULT NULL,
  `embedding` vector(1536) DEFAULT NULL,
  `ratio` float DEFAULT NULL,
  `score` double(16,4) DEFAULT '0.0000',
  `attrs` varchar(100) DEFAULT NULL /*!80021 ENGINE_ATTRIBUTE '{"a": "b)"}' */,
  `my_row_id` bigint unsigned NOT NULL AUTO_INCREMENT /*!80023 INVISIBLE */,
  `cold` int /*!50606 STORAGE DISK */ /*!50606 COLUMN_FORMAT DYNAMIC */ DEFAULT NULL,
  PRIMARY KEY (`my_row_id`),
  UNIQUE KEY `id` (`id`),
  SPATIAL KEY `place` (`place`),
  VECTOR KEY `nearest` (`embedding`) SECONDARY_ENGINE_ATTRIBUTE='{"type":"spann", "distance":"cosine"}'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMPRESSION='zlib' /*!80021 ENGINE_ATTRIBUTE='{"x":1}' */
