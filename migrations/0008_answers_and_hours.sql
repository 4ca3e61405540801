CREATE TABLE "unrecorded_answers" (
	"answers_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unrecorded_answers_answers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text,
	"answer" text NOT NULL,
	"reason" text,
	"event_count" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE INDEX "unrecorded_answers_recorded_at" ON "unrecorded_answers" USING btree ("recorded_at");--> statement-breakpoint
CREATE INDEX "events_at" ON "events" USING brin ("at");--> statement-breakpoint
CREATE INDEX "recording_batches_recorded_at" ON "recording_batches" USING btree ("recorded_at");--> statement-breakpoint
-- Written by hand.
alter table unrecorded_answers add constraint unrecorded_answers_known
  check (event_count > 0 and answer in ('already-recorded', 'conflict', 'refused') and (answer = 'refused') = (reason is not null));
--> statement-breakpoint
create trigger append_only before update or delete or truncate on unrecorded_answers
  for each statement execute function refuse_change();
--> statement-breakpoint
grant select, insert on unrecorded_answers to laskuri_runtime;
