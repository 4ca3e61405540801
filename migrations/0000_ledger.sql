CREATE TYPE "public"."pricing_model" AS ENUM('package', 'separate');--> statement-breakpoint
CREATE TYPE "public"."vat_treatment" AS ENUM('domestic', 'reverse-charge', 'outside-eu');--> statement-breakpoint
CREATE TYPE "public"."document_kind" AS ENUM('invoice', 'credit-note');--> statement-breakpoint
CREATE TYPE "public"."account" AS ENUM('receivables', 'monthly-fee-revenue', 'transaction-fee-revenue', 'vat-payable');--> statement-breakpoint
CREATE TYPE "public"."price_list_status" AS ENUM('sample', 'binding');--> statement-breakpoint
CREATE TYPE "public"."channel" AS ENUM('web-service', 'store-extension', 'finvoice-import', 'smart-excel');--> statement-breakpoint
CREATE TYPE "public"."disposition" AS ENUM('other-channel', 'failed', 'not-eligible', 'api-closed', 'billable');--> statement-breakpoint
CREATE TYPE "public"."outcome" AS ENUM('ok', 'failed');--> statement-breakpoint
CREATE TABLE "access_changes" (
	"customer_id" text collate "C" NOT NULL,
	"change_number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"open" boolean NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "access_changes_customer_id_change_number_pk" PRIMARY KEY("customer_id","change_number")
);
--> statement-breakpoint
CREATE TABLE "agreed_monthly_fees" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "agreed_monthly_fees_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	"fee" numeric(18, 6),
	CONSTRAINT "agreed_monthly_fees_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "customer_particulars" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "customer_particulars_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"business_id" text,
	"vat_number" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "customer_particulars_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"customer_id" text collate "C" PRIMARY KEY NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "revenue_reports" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "revenue_reports_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	"eur" numeric(20, 2) NOT NULL,
	CONSTRAINT "revenue_reports_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "service_terms" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "service_terms_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	"pricing_model" "pricing_model" NOT NULL,
	"service_package" text NOT NULL,
	"store_date" date,
	CONSTRAINT "service_terms_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "vat_treatments" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "vat_treatments_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	"treatment" "vat_treatment" NOT NULL,
	CONSTRAINT "vat_treatments_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "document_lines" (
	"customer_id" text collate "C" NOT NULL,
	"billing_month" date NOT NULL,
	"line_number" integer NOT NULL,
	"usage_month" date NOT NULL,
	"charge" text NOT NULL,
	"quantity" numeric(38, 0) NOT NULL,
	"net" numeric(18, 2) NOT NULL,
	"vat_treatment" "vat_treatment" NOT NULL,
	"vat_rate" numeric(5, 2) NOT NULL,
	"quantity_before" numeric(38, 0) NOT NULL,
	"net_before" numeric(18, 2) NOT NULL,
	"quantity_after" numeric(38, 0) NOT NULL,
	"net_after" numeric(18, 2) NOT NULL,
	"list_id" integer,
	"reasons" jsonb NOT NULL,
	CONSTRAINT "document_lines_customer_id_billing_month_line_number_pk" PRIMARY KEY("customer_id","billing_month","line_number")
);
--> statement-breakpoint
CREATE TABLE "document_numbers" (
	"kind" "document_kind" NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"customer_id" text collate "C" NOT NULL,
	"billing_month" date NOT NULL,
	CONSTRAINT "document_numbers_kind_year_number_pk" PRIMARY KEY("kind","year","number")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"customer_id" text collate "C" NOT NULL,
	"billing_month" date NOT NULL,
	"kind" "document_kind" NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"issue_date" date NOT NULL,
	"due_date" date NOT NULL,
	"buyer" jsonb NOT NULL,
	"net" numeric(18, 2) NOT NULL,
	"vat" numeric(18, 2) NOT NULL,
	"gross" numeric(18, 2) NOT NULL,
	"vat_groups" jsonb NOT NULL,
	"corrects" text[] NOT NULL,
	"rule_set" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "documents_customer_id_billing_month_pk" PRIMARY KEY("customer_id","billing_month")
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"customer_id" text collate "C" NOT NULL,
	"billing_month" date NOT NULL,
	"usage_month" date NOT NULL,
	"reason" text NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "holds_customer_id_billing_month_usage_month_reason_pk" PRIMARY KEY("customer_id","billing_month","usage_month","reason")
);
--> statement-breakpoint
CREATE TABLE "invoice_runs" (
	"month" date PRIMARY KEY NOT NULL,
	"issue_date" date NOT NULL,
	"rule_set" text NOT NULL,
	"sample_allowed" boolean NOT NULL,
	"issued_up_to" text collate "C",
	"completed_at" timestamp with time zone,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "journal_entries" (
	"customer_id" text collate "C" NOT NULL,
	"voucher" text NOT NULL,
	"entry_date" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "journal_entries_customer_id_voucher_pk" PRIMARY KEY("customer_id","voucher")
);
--> statement-breakpoint
CREATE TABLE "journal_lines" (
	"customer_id" text collate "C" NOT NULL,
	"voucher" text NOT NULL,
	"line_number" integer NOT NULL,
	"account" "account" NOT NULL,
	"debit" numeric(18, 2) NOT NULL,
	"credit" numeric(18, 2) NOT NULL,
	"usage_month" date,
	"vat_treatment" "vat_treatment",
	"vat_rate" numeric(5, 2),
	CONSTRAINT "journal_lines_customer_id_voucher_line_number_pk" PRIMARY KEY("customer_id","voucher","line_number")
);
--> statement-breakpoint
CREATE TABLE "months" (
	"month" date PRIMARY KEY NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"closing_note" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "customer_prices" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "customer_prices_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"resource" text NOT NULL,
	"price" jsonb,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "customer_prices_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"list_id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "price_lists_list_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"status" "price_list_status" NOT NULL,
	"effective_from" date NOT NULL,
	"content" jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "events" (
	"posting_month" date NOT NULL,
	"usage_month" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"batch_id" bigint NOT NULL,
	"quantity" bigint NOT NULL,
	"body_hash_high" bigint NOT NULL,
	"body_hash_low" bigint NOT NULL,
	"duration_ms" bigint,
	"opening_number" integer,
	"disposition" "disposition" NOT NULL,
	"outcome" "outcome" NOT NULL,
	"channel" "channel" NOT NULL,
	"customer_id" text collate "C" NOT NULL,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"resource" text NOT NULL,
	"method" text NOT NULL,
	"identifier" text,
	CONSTRAINT "events_customer_id_source_event_id_posting_month_pk" PRIMARY KEY("customer_id","source","event_id","posting_month")
) PARTITION BY RANGE ("posting_month");
--> statement-breakpoint
CREATE TABLE "first_successes" (
	"customer_id" text collate "C" NOT NULL,
	"opening_number" integer NOT NULL,
	"posting_month" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	CONSTRAINT "first_successes_customer_id_opening_number_posting_month_pk" PRIMARY KEY("customer_id","opening_number","posting_month")
);
--> statement-breakpoint
CREATE TABLE "pending_batches" (
	"batch_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording_batches" (
	"batch_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "recording_batches_batch_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_count" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "usage_by_day" (
	"customer_id" text collate "C" NOT NULL,
	"day" date NOT NULL,
	"resource" text NOT NULL,
	"method" text NOT NULL,
	"channel" "channel" NOT NULL,
	"outcome" "outcome" NOT NULL,
	"disposition" "disposition" NOT NULL,
	"source" text NOT NULL,
	"event_count" bigint NOT NULL,
	"quantity" numeric(38, 0) NOT NULL,
	CONSTRAINT "usage_by_day_customer_id_day_resource_method_channel_outcome_disposition_source_pk" PRIMARY KEY("customer_id","day","resource","method","channel","outcome","disposition","source")
);
--> statement-breakpoint
CREATE TABLE "usage_totals" (
	"customer_id" text collate "C" NOT NULL,
	"posting_month" date NOT NULL,
	"usage_month" date NOT NULL,
	"resource" text NOT NULL,
	"method" text NOT NULL,
	"disposition" "disposition" NOT NULL,
	"event_count" bigint NOT NULL,
	"quantity" numeric(38, 0) NOT NULL,
	"digest_high" bigint NOT NULL,
	"digest_low" bigint NOT NULL,
	CONSTRAINT "usage_totals_customer_id_posting_month_usage_month_resource_method_disposition_pk" PRIMARY KEY("customer_id","posting_month","usage_month","resource","method","disposition")
);
--> statement-breakpoint
CREATE INDEX "events_batch" ON "events" USING btree ("batch_id");