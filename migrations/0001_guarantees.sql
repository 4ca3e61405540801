-- What the database itself refuses. Written by hand: drizzle-kit does not know triggers, partitions, roles or views.
-- Every refusal has SQLSTATE class LK and, as its constraint name, the guarantee that it protects.

-- Plain constraints ------------------------------------------------------------------------------------------------

create unique index months_one_oldest_open on months ((true)) where closed_at is null;
--> statement-breakpoint
alter table months add constraint months_are_first_days check (extract(day from month) = 1);
--> statement-breakpoint
alter table price_lists add constraint price_lists_from_first_days check (extract(day from effective_from) = 1);
--> statement-breakpoint
alter table customer_particulars add constraint customer_particulars_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table service_terms add constraint service_terms_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table revenue_reports add constraint revenue_reports_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table revenue_reports add constraint revenue_reports_not_negative check (eur >= 0);
--> statement-breakpoint
alter table agreed_monthly_fees add constraint agreed_monthly_fees_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table agreed_monthly_fees add constraint agreed_monthly_fees_not_negative check (fee >= 0);
--> statement-breakpoint
alter table vat_treatments add constraint vat_treatments_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table customer_prices add constraint customer_prices_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table access_changes add constraint access_changes_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table access_changes add constraint access_changes_alternate check (open = (change_number % 2 = 1));
--> statement-breakpoint
alter table events add constraint events_quantity_whole_from_one check (quantity >= 1);
--> statement-breakpoint
alter table documents add constraint documents_gross_is_net_plus_vat check (gross = net + vat);
--> statement-breakpoint
alter table documents add constraint documents_credit_notes_are_negative check ((kind = 'credit-note') = (net < 0));
--> statement-breakpoint
alter table document_lines add constraint document_lines_are_differences
  check (net = net_after - net_before and quantity = quantity_after - quantity_before and net <> 0);
--> statement-breakpoint
alter table document_numbers add constraint document_numbers_one_per_document unique (customer_id, billing_month);
--> statement-breakpoint
alter table journal_lines add constraint journal_lines_one_side
  check (debit >= 0 and credit >= 0 and (debit > 0) <> (credit > 0));
--> statement-breakpoint

-- Append-only ------------------------------------------------------------------------------------------------------

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused; a correction is a new entry', tg_table_name, lower(tg_op)
    using errcode = 'LK001', constraint = 'append-only';
end $$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array[
    'price_lists', 'customers', 'customer_particulars', 'service_terms', 'revenue_reports', 'agreed_monthly_fees',
    'vat_treatments', 'customer_prices', 'access_changes', 'recording_batches', 'events', 'documents',
    'document_lines', 'document_numbers', 'holds', 'journal_entries', 'journal_lines'
  ] loop
    execute format(
      'create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_change()',
      name);
  end loop;
end $$;
--> statement-breakpoint

-- Nothing is posted to a closed month --------------------------------------------------------------------------------

-- The oldest open month, locked against closing until the caller's transaction ends. A closing in flight is waited
-- for; the row found may then have been closed, so the next one is looked up again.
-- The row lock is the guarantee. The advisory one is for fairness: shared row locks let newcomers pass a closing that
-- waits, so senders who never pause would keep it waiting for ever.
create function oldest_open_month() returns date language plpgsql as $$
declare
  oldest date;
begin
  if not exists (select from months) then
    return null;
  end if;
  perform pg_advisory_xact_lock_shared(hashtext('laskuri closing'));
  loop
    select month into oldest from months where closed_at is null for key share;
    if oldest is not null then
      return oldest;
    end if;
  end loop;
end $$;
--> statement-breakpoint
create function guard_posting_month() returns trigger language plpgsql as $$
declare
  oldest date := oldest_open_month();
  wrong record;
begin
  if tg_table_name like 'events%' then
    select posting_month, usage_month into wrong from posted
      where posting_month is distinct from greatest(usage_month, oldest) limit 1;
  else
    select posting_month, (to_jsonb(posted) ->> 'from_month')::date as usage_month into wrong from posted
      where posting_month is distinct from greatest((to_jsonb(posted) ->> 'from_month')::date, oldest) limit 1;
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
do $$
declare
  name text;
begin
  foreach name in array array[
    'service_terms', 'revenue_reports', 'agreed_monthly_fees', 'vat_treatments', 'customer_prices', 'events'
  ] loop
    execute format(
      'create trigger posting_month after insert on %I referencing new table as posted for each statement execute function guard_posting_month()',
      name);
  end loop;
end $$;
--> statement-breakpoint

-- A month's partition, with the guards that a statement on the partition itself would otherwise escape. Made apart and
-- then attached, which locks out neither readers nor writers of the other months.
create function ensure_event_partition(wanted date) returns void language plpgsql security definer set search_path = public as $$
declare
  partition text := 'events_' || to_char(wanted, 'YYYY_MM');
begin
  if extract(day from wanted) <> 1 then
    raise exception '% is not the first day of a month', wanted using errcode = 'LK002', constraint = 'whole-months';
  end if;
  if to_regclass('public.' || partition) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('laskuri event partitions'));
  -- Looked up in the table: to_regclass answers from this session's cache, where the wait above changed nothing.
  if exists (select from pg_class where relname = partition and relnamespace = 'public'::regnamespace) then
    return;
  end if;
  execute format('create table %I (like events including defaults including constraints)', partition);
  execute format(
    'create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_change()',
    partition);
  execute format(
    'create trigger posting_month after insert on %I referencing new table as posted for each statement execute function guard_posting_month()',
    partition);
  execute format(
    'alter table events attach partition %I for values from (%L) to (%L)',
    partition, wanted, (wanted + interval '1 month')::date);
end $$;
--> statement-breakpoint

-- Months close once, in order, whole ---------------------------------------------------------------------------------

create function guard_months() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.closed_at is not null
      or exists (select from months where month <> new.month and (month >= new.month or closed_at is null))
      or (exists (select from months where month <> new.month)
          and not exists (select from months where month = (new.month - interval '1 month')::date)) then
      raise exception 'months follow each other: % can only be opened when the month before it has closed',
        to_char(new.month, 'YYYY-MM') using errcode = 'LK003', constraint = 'months-in-order';
    end if;
    return new;
  end if;
  if old.closed_at is not null then
    raise exception '% is closed, and a closed month never changes', to_char(old.month, 'YYYY-MM')
      using errcode = 'LK003', constraint = 'closed-month-is-frozen';
  end if;
  if tg_op = 'DELETE' or new.month <> old.month or new.closed_at is null then
    raise exception 'a month can only be closed' using errcode = 'LK003', constraint = 'closed-month-is-frozen';
  end if;
  if new.closed_at < (new.month + interval '1 month') at time zone 'Europe/Helsinki' then
    raise exception '% has not ended in Helsinki', to_char(new.month, 'YYYY-MM')
      using errcode = 'LK003', constraint = 'only-ended-months-close';
  end if;
  if exists (select from months where month < new.month)
    and not exists (select from invoice_runs where month = (new.month - interval '1 month')::date and completed_at is not null) then
    raise exception '% can close when the run of the month before it is complete', to_char(new.month, 'YYYY-MM')
      using errcode = 'LK003', constraint = 'closing-waits-for-the-run';
  end if;
  if exists (select from pending_batches) then
    raise exception '% can close when every recorded batch is in the aggregates', to_char(new.month, 'YYYY-MM')
      using errcode = 'LK003', constraint = 'no-tail-at-closing';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_months before insert or update or delete on months for each row execute function guard_months();
--> statement-breakpoint
create trigger no_truncate before truncate on months for each statement execute function refuse_change();
--> statement-breakpoint

-- Access changes are not backdated -----------------------------------------------------------------------------------

create function guard_access_changes() returns trigger language plpgsql as $$
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
    or (new.at < new.recorded_at and exists (select from events where customer_id = new.customer_id)) then
    raise exception 'the API of % has been called: access changes take effect when they are recorded', new.customer_id
      using errcode = 'LK004', constraint = 'no-backdated-access';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_access_changes before insert on access_changes for each row execute function guard_access_changes();
--> statement-breakpoint

-- Runs go in month order; numbers are gapless ------------------------------------------------------------------------

create function guard_invoice_runs() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'an invoice run is never deleted' using errcode = 'LK005', constraint = 'runs-are-kept';
  end if;
  if tg_op = 'INSERT' then
    if new.completed_at is not null or new.issued_up_to is not null then
      raise exception 'the run of % starts at its beginning', to_char(new.month, 'YYYY-MM')
        using errcode = 'LK005', constraint = 'runs-are-kept';
    end if;
    if not exists (select from months where month = new.month and closed_at is not null) then
      raise exception 'the run of % can start when the month is closed', to_char(new.month, 'YYYY-MM')
        using errcode = 'LK005', constraint = 'runs-of-closed-months';
    end if;
    if exists (select from months m where m.month < new.month
               and not exists (select from invoice_runs r where r.month = m.month and r.completed_at is not null)) then
      raise exception 'the run of % can start when the runs of all earlier months are complete', to_char(new.month, 'YYYY-MM')
        using errcode = 'LK005', constraint = 'runs-in-month-order';
    end if;
    return new;
  end if;
  if old.completed_at is not null or new.month <> old.month or new.issue_date <> old.issue_date
    or (old.issued_up_to is not null and (new.issued_up_to is null or new.issued_up_to < old.issued_up_to)) then
    raise exception 'the run of % keeps its month and issue date, and a complete run never changes', to_char(old.month, 'YYYY-MM')
      using errcode = 'LK005', constraint = 'runs-are-kept';
  end if;
  if new.completed_at is not null and exists (
    select from document_numbers where year = extract(year from new.issue_date)
    group by kind having count(*) <> max(number) or min(number) <> 1) then
    raise exception 'the run of % cannot be complete while a number is missing', to_char(old.month, 'YYYY-MM')
      using errcode = 'LK006', constraint = 'numbers-are-gapless';
  end if;
  if new.completed_at is not null and exists (
    select from (select * from documents where billing_month = new.month) d
      full join (select * from document_numbers where billing_month = new.month) n using (customer_id)
    where (d.kind, d.year, d.number) is distinct from (n.kind, n.year, n.number)) then
    raise exception 'the run of % cannot be complete while documents and their numbers differ', to_char(old.month, 'YYYY-MM')
      using errcode = 'LK006', constraint = 'numbers-belong-to-documents';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guard_invoice_runs before insert or update or delete on invoice_runs for each row execute function guard_invoice_runs();
--> statement-breakpoint
create trigger no_truncate before truncate on invoice_runs for each statement execute function refuse_change();
--> statement-breakpoint
create function guard_document_numbers() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  if exists (select from (select distinct billing_month, year from issued) i where not exists (
    select from invoice_runs r where r.month = i.billing_month and r.completed_at is null
      and extract(year from r.issue_date) = i.year)) then
    raise exception 'numbers are given by the run of their month, while it is running, of the year of its issue date'
      using errcode = 'LK007', constraint = 'documents-belong-to-a-run';
  end if;
  select issued.kind, issued.year into wrong
    from (select kind, year, min(number) as first, max(number) as last, count(*) as count from issued group by kind, year) issued
    where issued.last - issued.first + 1 <> issued.count
       or issued.first <> 1 + coalesce(
            (select max(n.number) from document_numbers n
             where n.kind = issued.kind and n.year = issued.year and n.number < issued.first), 0)
       or exists (select from document_numbers n
             where n.kind = issued.kind and n.year = issued.year and n.number > issued.last);
  if found then
    raise exception 'numbers are gapless: the next numbers of % % must follow the last one', wrong.kind, wrong.year
      using errcode = 'LK006', constraint = 'numbers-are-gapless';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger gapless after insert on document_numbers referencing new table as issued
  for each statement execute function guard_document_numbers();
--> statement-breakpoint
create function guard_documents() returns trigger language plpgsql as $$
begin
  if exists (select from issued i where not exists (
    select from invoice_runs r where r.month = i.billing_month and r.completed_at is null and r.issue_date = i.issue_date)) then
    raise exception 'documents are issued by the run of their month, while it is running, on its issue date'
      using errcode = 'LK007', constraint = 'documents-belong-to-a-run';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger belongs_to_run after insert on documents referencing new table as issued
  for each statement execute function guard_documents();
--> statement-breakpoint
create function guard_document_lines() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct billing_month from issued) i where not exists (
    select from invoice_runs r where r.month = i.billing_month and r.completed_at is null)) then
    raise exception 'lines are issued with their document, while its run is running'
      using errcode = 'LK007', constraint = 'documents-belong-to-a-run';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger belongs_to_run after insert on document_lines referencing new table as issued
  for each statement execute function guard_document_lines();
--> statement-breakpoint
create trigger belongs_to_run after insert on holds referencing new table as issued
  for each statement execute function guard_document_lines();
--> statement-breakpoint

-- Entries balance ----------------------------------------------------------------------------------------------------

create function guard_journal_lines() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select l.customer_id, l.voucher into wrong
    from (select distinct customer_id, voucher from booked) b
    join journal_lines l on l.customer_id = b.customer_id and l.voucher = b.voucher
    group by l.customer_id, l.voucher having sum(l.debit) <> sum(l.credit) limit 1;
  if found then
    raise exception 'journal entry % does not balance', wrong.voucher
      using errcode = 'LK008', constraint = 'entries-balance';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger balance after insert on journal_lines referencing new table as booked
  for each statement execute function guard_journal_lines();
--> statement-breakpoint
create function guard_journal_entry() returns trigger language plpgsql as $$
begin
  if (select sum(debit) - sum(credit) from journal_lines
      where customer_id = new.customer_id and voucher = new.voucher) <> 0 then
    raise exception 'journal entry % does not balance', new.voucher
      using errcode = 'LK008', constraint = 'entries-balance';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger balance after insert on journal_entries
  deferrable initially deferred for each row execute function guard_journal_entry();
--> statement-breakpoint

-- Reading the aggregates with the tail that is not in them yet -------------------------------------------------------

-- The tail is read batch by batch (`offset 0` keeps it so): with nothing pending it costs nothing, whatever is asked.

create view usage_totals_now as
  select customer_id, posting_month, usage_month, resource, method, disposition, event_count, quantity, digest_high, digest_low
  from usage_totals
  union all
  select e.customer_id, e.posting_month, e.usage_month, e.resource, e.method, e.disposition,
    count(*), sum(e.quantity)::numeric(38, 0), bit_xor(e.body_hash_high), bit_xor(e.body_hash_low)
  from pending_batches p cross join lateral (select * from events where batch_id = p.batch_id offset 0) e
  group by 1, 2, 3, 4, 5, 6;
--> statement-breakpoint
create view usage_by_day_now as
  select customer_id, day, resource, method, channel, outcome, disposition, source, event_count, quantity
  from usage_by_day
  union all
  select e.customer_id, (e.at at time zone 'Europe/Helsinki')::date, e.resource, e.method, e.channel, e.outcome,
    e.disposition, e.source, count(*), sum(e.quantity)::numeric(38, 0)
  from pending_batches p cross join lateral (select * from events where batch_id = p.batch_id offset 0) e
  group by 1, 2, 3, 4, 5, 6, 7, 8;
--> statement-breakpoint
create view first_successes_now as
  select customer_id, opening_number, posting_month, at from first_successes
  union all
  select e.customer_id, e.opening_number, e.posting_month, min(e.at)
  from pending_batches p cross join lateral (select * from events where batch_id = p.batch_id offset 0) e
  where e.disposition = 'billable'
  group by 1, 2, 3;
--> statement-breakpoint

-- The runtime role may add to the ledger and may not change it -------------------------------------------------------

grant usage on schema public to laskuri_runtime;
--> statement-breakpoint
grant select on all tables in schema public to laskuri_runtime;
--> statement-breakpoint
grant insert on months, price_lists, customers, customer_particulars, service_terms, revenue_reports,
  agreed_monthly_fees, vat_treatments, customer_prices, access_changes, recording_batches, pending_batches, events,
  usage_totals, usage_by_day, first_successes, invoice_runs, documents, document_lines, document_numbers, holds,
  journal_entries, journal_lines to laskuri_runtime;
--> statement-breakpoint
grant update (closed_at, closed_by, closing_note) on months to laskuri_runtime;
--> statement-breakpoint
grant update (issued_up_to, completed_at) on invoice_runs to laskuri_runtime;
--> statement-breakpoint
grant update on usage_totals, usage_by_day, first_successes to laskuri_runtime;
--> statement-breakpoint
grant delete on pending_batches to laskuri_runtime;
--> statement-breakpoint
revoke all on function ensure_event_partition(date) from public;
--> statement-breakpoint
grant execute on function ensure_event_partition(date) to laskuri_runtime;
