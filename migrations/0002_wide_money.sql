ALTER TABLE "document_lines" ALTER COLUMN "net" SET DATA TYPE numeric(38, 2);--> statement-breakpoint
ALTER TABLE "document_lines" ALTER COLUMN "net_before" SET DATA TYPE numeric(38, 2);--> statement-breakpoint
ALTER TABLE "document_lines" ALTER COLUMN "net_after" SET DATA TYPE numeric(38, 2);--> statement-breakpoint
ALTER TABLE "documents" ALTER COLUMN "net" SET DATA TYPE numeric(38, 2);--> statement-breakpoint
ALTER TABLE "documents" ALTER COLUMN "vat" SET DATA TYPE numeric(38, 2);--> statement-breakpoint
ALTER TABLE "documents" ALTER COLUMN "gross" SET DATA TYPE numeric(38, 2);--> statement-breakpoint
ALTER TABLE "journal_lines" ALTER COLUMN "debit" SET DATA TYPE numeric(38, 2);--> statement-breakpoint
ALTER TABLE "journal_lines" ALTER COLUMN "credit" SET DATA TYPE numeric(38, 2);