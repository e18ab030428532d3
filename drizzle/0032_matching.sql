CREATE TABLE `customer_claims` (
	`customer_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `subscriber_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `customer_claims_subscriber` ON `customer_claims` (`subscriber_id`);--> statement-breakpoint
CREATE INDEX `orders_click` ON `orders` (`click_delivery`,`customer_id`) WHERE click_delivery is not null;--> statement-breakpoint
CREATE INDEX `orders_clicked` ON `orders` (`customer_id`,`click_delivery`) WHERE click_delivery is not null;--> statement-breakpoint
CREATE INDEX `subscribers_file_phone` ON `subscribers` (`file_phone`) WHERE file_phone is not null;