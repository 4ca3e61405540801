-- What an owner's careless statement could still do, refused by name too. What only `verify` can find is told in
-- ARCHITECTURE.md, "What the database refuses".

-- A month is closed by somebody, and the next one opened with it -------------------------------------------------------

-- A closing in flight is waited for, and its successor found at the second look. None at all means that the caller itself
-- has closed the month and not opened the next: without an end this would look for ever.
create or replace function oldest_open_month() returns date language plpgsql as $$
declare
  oldest date;
begin
  if not exists (select from months) then
    return null;
  end if;
  perform pg_advisory_xact_lock_shared(hashtext('laskuri closing'));
  for attempt in 1 .. 1000 loop
    select month into oldest from months where closed_at is null for key share;
    if oldest is not null then
      return oldest;
    end if;
  end loop;
  raise exception 'no month is open: closing a month opens the next one with it'
    using errcode = 'LK003', constraint = 'one-month-is-open';
end $$;
--> statement-breakpoint
create function guard_signed_closing() returns trigger language plpgsql as $$
begin
  if new.closed_by is null or (new.recorded_at, new.recorded_by, new.note) is distinct from (old.recorded_at, old.recorded_by, old.note) then
    raise exception 'closing % says who did it, and changes nothing else', to_char(new.month, 'YYYY-MM')
      using errcode = 'LK003', constraint = 'closings-are-signed';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- By name after guard_months, which refuses what is no closing.
create trigger signed_closing before update on months for each row execute function guard_signed_closing();
--> statement-breakpoint
create function guard_open_month() returns trigger language plpgsql as $$
begin
  if not exists (select from months where closed_at is null) then
    raise exception 'no month is open: closing a month opens the next one with it'
      using errcode = 'LK003', constraint = 'one-month-is-open';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger one_is_open after update on months
  deferrable initially deferred for each row execute function guard_open_month();
--> statement-breakpoint

-- Facts are about whole months, and events come with a batch that waits to be counted ----------------------------------

create or replace function guard_posting_month() returns trigger language plpgsql as $$
declare
  oldest date := oldest_open_month();
  wrong record;
begin
  if tg_table_name like 'events%' then
    select posting_month, usage_month into wrong from posted
      where posting_month is distinct from greatest(usage_month, oldest) or extract(day from usage_month) <> 1 limit 1;
  else
    select p.posting_month, p.usage_month into wrong
      from (select posting_month,
              (coalesce(to_jsonb(posted) ->> 'from_month', to_jsonb(posted) ->> 'usage_month'))::date as usage_month
            from posted) p
      where p.posting_month is distinct from greatest(p.usage_month, oldest) or extract(day from p.usage_month) <> 1 limit 1;
  end if;
  if found and extract(day from wrong.usage_month) <> 1 then
    raise exception 'a fact is about whole months, not from % on', wrong.usage_month
      using errcode = 'LK002', constraint = 'whole-months';
  end if;
  if found then
    raise exception 'nothing is posted to a closed month: a fact about % posts to %, not to % (the oldest open month is %)',
      to_char(wrong.usage_month, 'YYYY-MM'), to_char(greatest(wrong.usage_month, oldest), 'YYYY-MM'),
      to_char(wrong.posting_month, 'YYYY-MM'), to_char(oldest, 'YYYY-MM')
      using errcode = 'LK002', constraint = 'nothing-posted-to-a-closed-month';
  end if;
  if tg_table_name like 'events%' then
    select p.batch_id into wrong from (select batch_id, count(*) as events from posted group by batch_id) p
      where not exists (
        select from pending_batches w join recording_batches b on b.batch_id = w.batch_id
        where w.batch_id = p.batch_id and b.event_count = p.events) limit 1;
    if found then
      raise exception 'events are recorded with their batch, all of its events at once: batch % is not waiting for these', wrong.batch_id
        using errcode = 'LK011', constraint = 'batches-are-counted-once';
    end if;
  end if;
  return null;
end $$;
--> statement-breakpoint

-- A batch waits for its roll-up by being recorded, and leaves the list by being rolled up --------------------------------

create function enlist_batches() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into pending_batches select batch_id from recorded;
  return null;
end $$;
--> statement-breakpoint
create trigger enlist after insert on recording_batches referencing new table as recorded
  for each statement execute function enlist_batches();
--> statement-breakpoint
-- A statement of somebody's own stands at depth 1; enlist_batches makes it 2. A roll-up holds its lock alone.
create function guard_pending_batches() returns trigger language plpgsql as $$
begin
  if (tg_op = 'INSERT' and pg_trigger_depth() > 1) or (tg_op = 'DELETE' and exists (
    select from pg_locks
    where locktype = 'advisory' and pid = pg_backend_pid() and granted and mode = 'ExclusiveLock' and objsubid = 1
      and (classid::bigint << 32) | objid::bigint = hashtext('laskuri usage roll-up'))) then
    return null;
  end if;
  raise exception 'a batch waits for its roll-up from its recording on, and is counted once: % is refused', lower(tg_op)
    using errcode = 'LK011', constraint = 'batches-are-counted-once';
end $$;
--> statement-breakpoint
create trigger counted_once before insert or update or delete or truncate on pending_batches
  for each statement execute function guard_pending_batches();
--> statement-breakpoint
revoke insert on pending_batches from laskuri_runtime;
--> statement-breakpoint

-- Sums grow by what is rolled up: taken back or lowered they would not be the events' any more ---------------------------

create function refuse_shrinking() returns trigger language plpgsql as $$
begin
  raise exception 'the sums of % only grow: % is refused', tg_table_name, lower(tg_op)
    using errcode = 'LK011', constraint = 'sums-only-grow';
end $$;
--> statement-breakpoint
create trigger only_grow before update on usage_totals for each row
  when (new.event_count <= old.event_count or new.quantity <= old.quantity
    or (new.customer_id, new.posting_month, new.usage_month, new.resource, new.method, new.disposition)
      is distinct from (old.customer_id, old.posting_month, old.usage_month, old.resource, old.method, old.disposition))
  execute function refuse_shrinking();
--> statement-breakpoint
create trigger only_grow before update on usage_by_day for each row
  when (new.event_count <= old.event_count or new.quantity <= old.quantity
    or (new.customer_id, new.day, new.resource, new.method, new.channel, new.outcome, new.disposition, new.source)
      is distinct from (old.customer_id, old.day, old.resource, old.method, old.channel, old.outcome, old.disposition, old.source))
  execute function refuse_shrinking();
--> statement-breakpoint
create trigger only_grow_deleted before delete or truncate on usage_totals for each statement execute function refuse_shrinking();
--> statement-breakpoint
create trigger only_grow_deleted before delete or truncate on usage_by_day for each statement execute function refuse_shrinking();
--> statement-breakpoint

-- Facts are numbered in the order of their recording ---------------------------------------------------------------------

-- Of two facts with the same `from` the one with the higher number wins. A number that its sequence has not given, or a
-- sequence that was set back, shows as a number above the sequence's last; that is read after the table, so that whoever
-- records at the same time never does.
create function guard_fact_numbers() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  execute format(
    'select n.customer_id from (select distinct customer_id from numbered) n
     where (select max(t.%1$I) from %2$I t where t.customer_id = n.customer_id) > coalesce(pg_sequence_last_value(%3$L::regclass), 0) limit 1',
    tg_argv[0], tg_table_name, tg_argv[1]) into wrong;
  if wrong is not null then
    raise exception 'the facts of % in % are numbered in the order of their recording, by %', wrong, tg_table_name, tg_argv[1]
      using errcode = 'LK012', constraint = 'facts-in-order';
  end if;
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array[
    'customer_particulars', 'service_terms', 'revenue_reports', 'agreed_monthly_fees', 'vat_treatments', 'customer_prices',
    'event_retractions', 'manual_charges', 'clerk_holds'
  ] loop
    execute format(
      'create trigger in_order after insert on %I referencing new table as numbered for each statement execute function guard_fact_numbers(''fact_id'', %L)',
      name, name || '_fact_id_seq');
  end loop;
  create trigger in_order after insert on payments referencing new table as numbered
    for each statement execute function guard_fact_numbers('payment_id', 'payments_payment_id_seq');
end $$;
--> statement-breakpoint
create or replace function guard_price_lists() returns trigger language plpgsql as $$
begin
  if exists (select from listed where effective_from < oldest_open_month()) then
    raise exception 'a price list takes effect from an open month on; the oldest open one is %',
      to_char(oldest_open_month(), 'YYYY-MM')
      using errcode = 'LK002', constraint = 'prices-of-closed-months-stand';
  end if;
  if (select max(list_id) from price_lists) > coalesce(pg_sequence_last_value('price_lists_list_id_seq'), 0) then
    raise exception 'price lists are numbered in the order of their recording'
      using errcode = 'LK012', constraint = 'facts-in-order';
  end if;
  return null;
end $$;
--> statement-breakpoint
grant select on all sequences in schema public to laskuri_runtime;
--> statement-breakpoint

-- An opening or closing in a closed month would change what it billed ----------------------------------------------------

create or replace function guard_access_changes() returns trigger language plpgsql as $$
declare
  last record;
begin
  select change_number, at into last from access_changes
    where customer_id = new.customer_id order by change_number desc limit 1;
  if new.change_number <> coalesce(last.change_number, 0) + 1 or new.at < last.at then
    raise exception 'access changes of % follow each other in number and time', new.customer_id
      using errcode = 'LK004', constraint = 'access-changes-in-order';
  end if;
  if new.at > new.recorded_at
    or ((new.at < new.recorded_at or new.at < oldest_open_month()::timestamp at time zone 'Europe/Helsinki')
        and exists (select from events where customer_id = new.customer_id)) then
    raise exception 'the API of % has been called: access changes take effect when they are recorded, in an open month', new.customer_id
      using errcode = 'LK004', constraint = 'no-backdated-access';
  end if;
  return new;
end $$;
--> statement-breakpoint

-- A run keeps how it was started ------------------------------------------------------------------------------------------

create function guard_started_run() returns trigger language plpgsql as $$
begin
  raise exception 'the run of % keeps how it was started', to_char(old.month, 'YYYY-MM')
    using errcode = 'LK005', constraint = 'runs-are-kept';
end $$;
--> statement-breakpoint
create trigger started_run before update on invoice_runs for each row
  when ((new.rule_set, new.sample_allowed, new.recorded_at, new.recorded_by, new.note)
    is distinct from (old.rule_set, old.sample_allowed, old.recorded_at, old.recorded_by, old.note))
  execute function guard_started_run();
--> statement-breakpoint

-- A document is issued whole: with its number, all of its lines at once, and its entry ------------------------------------

create or replace function guard_documents() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  if exists (select from issued i where not exists (
    select from invoice_runs r where r.month = i.billing_month and r.completed_at is null and r.issue_date = i.issue_date)) then
    raise exception 'documents are issued by the run of their month, while it is running, on its issue date'
      using errcode = 'LK007', constraint = 'documents-belong-to-a-run';
  end if;
  select i.customer_id, i.billing_month into wrong
    from issued i left join lateral (select kind, year, number from document_numbers n
      where n.customer_id = i.customer_id and n.billing_month = i.billing_month offset 0) n on true
    where (n.kind, n.year, n.number) is distinct from (i.kind, i.year, i.number) limit 1;
  if found then
    raise exception 'the document of % for % does not carry the number that the register gave it',
      wrong.customer_id, to_char(wrong.billing_month, 'YYYY-MM')
      using errcode = 'LK006', constraint = 'numbers-belong-to-documents';
  end if;
  select i.customer_id into wrong from issued i
    where (select count(*) from customers c where c.customer_id = i.customer_id) = 0 limit 1;
  if found then
    raise exception 'a document is issued to a customer: % is none', wrong.customer_id
      using errcode = 'LK007', constraint = 'documents-are-whole';
  end if;
  return null;
end $$;
--> statement-breakpoint
create function guard_holds() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct billing_month from issued) i where not exists (
    select from invoice_runs r where r.month = i.billing_month and r.completed_at is null)) then
    raise exception 'holds are written by the run of their month, while it is running'
      using errcode = 'LK007', constraint = 'documents-belong-to-a-run';
  end if;
  return null;
end $$;
--> statement-breakpoint
drop trigger belongs_to_run on holds;
--> statement-breakpoint
create trigger belongs_to_run after insert on holds referencing new table as issued
  for each statement execute function guard_holds();
--> statement-breakpoint
create or replace function guard_document_lines() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  if exists (select from (select distinct billing_month from issued) i where not exists (
    select from invoice_runs r where r.month = i.billing_month and r.completed_at is null)) then
    raise exception 'lines are issued with their document, while its run is running'
      using errcode = 'LK007', constraint = 'documents-belong-to-a-run';
  end if;
  select i.customer_id, i.billing_month into wrong
    from (select customer_id, billing_month, count(*) as lines from issued group by 1, 2) i
    left join lateral (select net from documents d
      where d.customer_id = i.customer_id and d.billing_month = i.billing_month offset 0) d on true
    cross join lateral (select count(*) as lines, sum(net) as net from document_lines l
      where l.customer_id = i.customer_id and l.billing_month = i.billing_month) all_lines
    where (all_lines.lines, all_lines.net) is distinct from (i.lines, d.net) limit 1;
  if found then
    raise exception 'the document of % for % is issued with all of its lines at once, and they add up to it',
      wrong.customer_id, to_char(wrong.billing_month, 'YYYY-MM')
      using errcode = 'LK007', constraint = 'documents-are-whole';
  end if;
  return null;
end $$;
--> statement-breakpoint
-- At the end of the database transaction, as the register comes first. Its entry names a document that has its lines.
create function guard_used_number() returns trigger language plpgsql as $$
begin
  if exists (select from journal_entries e where e.customer_id = new.customer_id
      and e.voucher = new.year || case new.kind when 'credit-note' then '-C' else '-' end || lpad(new.number::text, 7, '0')) then
    return null;
  end if;
  if exists (select from documents d where d.customer_id = new.customer_id and d.billing_month = new.billing_month) then
    raise exception 'the document with the % number % of % is not in the journal', new.kind, new.number, new.year
      using errcode = 'LK007', constraint = 'documents-are-whole';
  end if;
  raise exception 'the % number % of % has no document', new.kind, new.number, new.year
    using errcode = 'LK006', constraint = 'numbers-belong-to-documents';
end $$;
--> statement-breakpoint
create constraint trigger used after insert on document_numbers
  deferrable initially deferred for each row execute function guard_used_number();
--> statement-breakpoint

-- An entry names what it books ------------------------------------------------------------------------------------------

-- `offset 0` keeps each look-up one of an index, however the tables have grown since the plan was made.
create function guard_journal_vouchers() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select e.customer_id, e.voucher, n.billing_month into wrong
    from (select customer_id, voucher, regexp_match(voucher, '^([0-9]{4})-(C?)([0-9]{7})(:overpayment)?$') as document,
            substring(voucher from '^payment:([0-9]{1,18})$')::bigint as payment from booked offset 0) e
    left join lateral (select n.billing_month from document_numbers n
      where n.kind = case e.document[2] when 'C' then 'credit-note' else 'invoice' end::document_kind
        and n.year = e.document[1]::integer and n.number = e.document[3]::integer and n.customer_id = e.customer_id
      offset 0) n on true
    where case when n.billing_month is null
      then (select count(*) from payments p where p.customer_id = e.customer_id and p.payment_id = e.payment) = 0
      else not exists (select from document_lines l where l.customer_id = e.customer_id and l.billing_month = n.billing_month limit 1)
    end limit 1;
  if found and wrong.billing_month is not null then
    raise exception 'the document that journal entry % names has no lines', wrong.voucher
      using errcode = 'LK007', constraint = 'documents-are-whole';
  end if;
  if found then
    raise exception 'journal entry % names no document and no payment of %', wrong.voucher, wrong.customer_id
      using errcode = 'LK008', constraint = 'entries-name-what-they-book';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger names_what_it_books after insert on journal_entries referencing new table as booked
  for each statement execute function guard_journal_vouchers();
--> statement-breakpoint

-- A bank's id in the register is a payment's ------------------------------------------------------------------------------

create function guard_payment_register() returns trigger language plpgsql as $$
begin
  if not exists (select from payments p
    where p.customer_id = new.customer_id and p.payment_id = new.payment_id and p.bank_id = new.bank_id) then
    raise exception 'payment % is in the register and nowhere else', new.bank_id
      using errcode = 'LK010', constraint = 'payments-are-registered';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger names_a_payment after insert on payment_register
  deferrable initially deferred for each row execute function guard_payment_register();
--> statement-breakpoint

-- Which migrations were made is a fact too ------------------------------------------------------------------------------

create trigger append_only before update or delete or truncate on drizzle.__drizzle_migrations
  for each statement execute function refuse_change();
