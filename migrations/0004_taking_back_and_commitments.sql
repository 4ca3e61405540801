ALTER TYPE "public"."account" ADD VALUE 'manual-charge-revenue';--> statement-breakpoint
ALTER TYPE "public"."account" ADD VALUE 'bank';--> statement-breakpoint
ALTER TYPE "public"."account" ADD VALUE 'overpayments';--> statement-breakpoint
CREATE TABLE "clerk_holds" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "clerk_holds_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	"held" boolean NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "clerk_holds_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "manual_charges" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "manual_charges_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"usage_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"text" text NOT NULL,
	"net" numeric(38, 2) NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "manual_charges_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id")
);
--> statement-breakpoint
CREATE TABLE "event_retractions" (
	"customer_id" text collate "C" NOT NULL,
	"fact_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "event_retractions_fact_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"event_posting_month" date NOT NULL,
	"usage_month" date NOT NULL,
	"posting_month" date NOT NULL,
	"reason" text NOT NULL,
	"next_at" timestamp with time zone,
	"next_source" text,
	"next_event_id" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "event_retractions_customer_id_fact_id_pk" PRIMARY KEY("customer_id","fact_id"),
	CONSTRAINT "event_retractions_once" UNIQUE("customer_id","source","event_id","event_posting_month")
);
--> statement-breakpoint
ALTER TABLE "document_lines" ADD COLUMN "event_count_before" bigint;--> statement-breakpoint
ALTER TABLE "document_lines" ADD COLUMN "event_digest_before" uuid;--> statement-breakpoint
ALTER TABLE "document_lines" ADD COLUMN "event_count_after" bigint;--> statement-breakpoint
ALTER TABLE "document_lines" ADD COLUMN "event_digest_after" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "rule_set_hash" text;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "price_lists" jsonb;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "commitment" text;--> statement-breakpoint
ALTER TABLE "journal_entries" ADD COLUMN "entry_id" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "journal_entries_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
-- Everything below is written by hand.

-- First successes carry their event's hash: a monthly fee commits to the event that started its span.
alter table first_successes add column body_hash_high bigint, add column body_hash_low bigint;
--> statement-breakpoint
alter table first_successes disable trigger user;
--> statement-breakpoint
update first_successes f set body_hash_high = e.body_hash_high, body_hash_low = e.body_hash_low
  from events e
  where (e.customer_id, e.source, e.event_id, e.posting_month) = (f.customer_id, f.source, f.event_id, f.posting_month);
--> statement-breakpoint
alter table first_successes enable trigger user;
--> statement-breakpoint
alter table first_successes alter column body_hash_high set not null, alter column body_hash_low set not null;
--> statement-breakpoint

-- From here on no document is issued without its commitments.
alter table documents add constraint documents_commit
  check (rule_set_hash is not null and price_lists is not null and commitment is not null) not valid;
--> statement-breakpoint
alter table document_lines add constraint document_lines_commit
  check (event_count_before is not null and event_digest_before is not null
    and event_count_after is not null and event_digest_after is not null) not valid;
--> statement-breakpoint

alter table event_retractions add constraint event_retractions_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table event_retractions add constraint event_retractions_have_a_reason check (reason <> '');
--> statement-breakpoint
alter table manual_charges add constraint manual_charges_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table manual_charges add constraint manual_charges_are_something check (net <> 0 and text <> '' and reason <> '');
--> statement-breakpoint
alter table manual_charges add constraint manual_charges_of_months check (extract(day from usage_month) = 1);
--> statement-breakpoint
alter table clerk_holds add constraint clerk_holds_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table clerk_holds add constraint clerk_holds_have_a_reason check (reason <> '');
--> statement-breakpoint

create or replace function guard_posting_month() returns trigger language plpgsql as $$
declare
  oldest date := oldest_open_month();
  wrong record;
begin
  if tg_table_name like 'events%' then
    select posting_month, usage_month into wrong from posted
      where posting_month is distinct from greatest(usage_month, oldest) limit 1;
  else
    select p.posting_month, p.usage_month into wrong
      from (select posting_month,
              (coalesce(to_jsonb(posted) ->> 'from_month', to_jsonb(posted) ->> 'usage_month'))::date as usage_month
            from posted) p
      where p.posting_month is distinct from greatest(p.usage_month, oldest) limit 1;
  end if;
  if found then
    raise exception 'nothing is posted to a closed month: a fact about % posts to %, not to % (the oldest open month is %)',
      to_char(wrong.usage_month, 'YYYY-MM'), to_char(greatest(wrong.usage_month, oldest), 'YYYY-MM'),
      to_char(wrong.posting_month, 'YYYY-MM'), to_char(oldest, 'YYYY-MM')
      using errcode = 'LK002', constraint = 'nothing-posted-to-a-closed-month';
  end if;
  return null;
end $$;
--> statement-breakpoint
create function guard_event_retractions() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select t.customer_id, t.event_id into wrong from taken_back t
    where not exists (
      select from events e
      where (e.customer_id, e.source, e.event_id, e.posting_month) = (t.customer_id, t.source, t.event_id, t.event_posting_month)
        and e.usage_month = t.usage_month)
    limit 1;
  if found then
    raise exception 'only a recorded event is taken back: customer % has no event % there', wrong.customer_id, wrong.event_id
      using errcode = 'LK009', constraint = 'retractions-name-events';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger names_events after insert on event_retractions referencing new table as taken_back
  for each statement execute function guard_event_retractions();
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['event_retractions', 'manual_charges', 'clerk_holds'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_change()',
      name);
    execute format(
      'create trigger posting_month after insert on %I referencing new table as posted for each statement execute function guard_posting_month()',
      name);
  end loop;
end $$;
--> statement-breakpoint

-- Retractions with their events: what the aggregates, which keep every recorded event, are read less by.
create view retracted_events as
  select r.posting_month as retracted_in, r.event_posting_month, e.usage_month, e.at, e.customer_id, e.source, e.event_id,
    e.resource, e.method, e.channel, e.outcome, e.disposition, e.quantity, e.body_hash_high, e.body_hash_low, e.opening_number
  from event_retractions r
  join events e on e.customer_id = r.customer_id and e.source = r.source and e.event_id = r.event_id
    and e.posting_month = r.event_posting_month;
--> statement-breakpoint
create or replace view usage_by_day_now as
  select customer_id, day, resource, method, channel, outcome, disposition, source, event_count, quantity
  from usage_by_day
  union all
  select e.customer_id, (e.at at time zone 'Europe/Helsinki')::date, e.resource, e.method, e.channel, e.outcome,
    e.disposition, e.source, count(*), sum(e.quantity)::numeric(38, 0)
  from pending_batches p cross join lateral (select * from events where batch_id = p.batch_id offset 0) e
  group by 1, 2, 3, 4, 5, 6, 7, 8
  union all
  select customer_id, (at at time zone 'Europe/Helsinki')::date, resource, method, channel, outcome, disposition, source,
    -1, (-quantity)::numeric(38, 0)
  from retracted_events;
--> statement-breakpoint

-- A success that is taken back while its month is open never was the first; of a closed month it was, until then, and
-- its retraction names the next one.
drop view first_successes_now;
--> statement-breakpoint
create view first_successes_now as
  select customer_id, opening_number, posting_month, at, source, event_id, body_hash_high, body_hash_low
  from first_successes
  union all
  select e.customer_id, e.opening_number, e.posting_month, e.at, e.source, e.event_id, e.body_hash_high, e.body_hash_low
  from pending_batches p cross join lateral (
    select distinct on (customer_id, opening_number, posting_month) *
    from events r where batch_id = p.batch_id and disposition = 'billable'
      and not exists (select from event_retractions t where t.customer_id = r.customer_id and t.source = r.source
        and t.event_id = r.event_id and t.event_posting_month = r.posting_month)
    order by customer_id, opening_number, posting_month, at, source collate "C", event_id collate "C"
    offset 0) e;
--> statement-breakpoint
-- The same, counted anew from the events themselves: what `verify` proves the aggregates and documents by.
create view usage_totals_recounted as
  select customer_id, posting_month, usage_month, resource, method, disposition, 1 as event_count, quantity,
    body_hash_high as digest_high, body_hash_low as digest_low
  from events;
--> statement-breakpoint
create view first_successes_recounted as
  select distinct on (customer_id, opening_number, posting_month)
    customer_id, opening_number, posting_month, at, source, event_id, body_hash_high, body_hash_low
  from events e
  where disposition = 'billable'
    and not exists (select from event_retractions t where t.customer_id = e.customer_id and t.source = e.source
      and t.event_id = e.event_id and t.event_posting_month = e.posting_month and t.posting_month = e.posting_month)
  order by customer_id, opening_number, posting_month, at, source collate "C", event_id collate "C";
--> statement-breakpoint
grant select on usage_totals_recounted, first_successes_recounted to laskuri_runtime;
--> statement-breakpoint
grant select on event_retractions, manual_charges, clerk_holds, retracted_events, first_successes_now to laskuri_runtime;
--> statement-breakpoint
grant insert on event_retractions, manual_charges, clerk_holds to laskuri_runtime;
--> statement-breakpoint
grant delete on first_successes to laskuri_runtime;
