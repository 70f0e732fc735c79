/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`%` SQL SECURITY INVOKER */
/*!50001 VIEW `v_totals` (`who`,`total`) AS select /*+ MAX_EXECUTION_TIME(1000) */ `o`.`customer_id` AS `who`,sum(`o`.`gross`) AS `total` from (`order` `o` join `customer` `c` on((`c`.`id` = `o`.`customer_id`))) where (`o`.`group` <> 'it''s; not over') group by `o`.`customer_id` */ /*!50002 WITH CASCADED CHECK OPTION */;
