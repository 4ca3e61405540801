CREATE TABLE "api_key_revocations" (
	"key_id" text PRIMARY KEY NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"key_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"customers" text[],
	"expires_at" timestamp with time zone,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"audit_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key_id" text NOT NULL,
	"action" text NOT NULL,
	"customer_id" text collate "C",
	"before" jsonb,
	"after" jsonb,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "idempotent_answers" (
	"key_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "idempotent_answers_key_id_idempotency_key_pk" PRIMARY KEY("key_id","idempotency_key")
);
--> statement-breakpoint
CREATE INDEX "audit_log_customer" ON "audit_log" USING btree ("customer_id","audit_id");--> statement-breakpoint
-- Everything below is written by hand.
alter table api_keys add constraint api_keys_have_scopes check (cardinality(scopes) > 0 and scopes <@ array['ingest', 'read', 'operate']);
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['api_keys', 'api_key_revocations', 'audit_log', 'idempotent_answers'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_change()',
      name);
    execute format('grant select, insert on %I to laskuri_runtime', name);
  end loop;
end $$;
