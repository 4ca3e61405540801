-- What only our code refused so far, refused by the database too.

-- All lines of an entry are booked by one statement, with their entry: nothing is added to it afterwards.
create or replace function guard_journal_lines() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select b.customer_id, b.voucher into wrong
    from (select customer_id, voucher, count(*) as lines from booked group by 1, 2) b
    where b.lines <> (select count(*) from journal_lines l where l.customer_id = b.customer_id and l.voucher = b.voucher)
      or not exists (select from journal_entries e where e.customer_id = b.customer_id and e.voucher = b.voucher)
    limit 1;
  if found then
    raise exception 'journal entry % is booked with all of its lines at once; nothing is added to it afterwards', wrong.voucher
      using errcode = 'LK008', constraint = 'entries-are-whole';
  end if;
  select l.voucher into wrong
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

-- A price list takes effect from an open month on; the first one opens its month, in the same transaction.
create function guard_price_lists() returns trigger language plpgsql as $$
begin
  if exists (select from listed where effective_from < oldest_open_month()) then
    raise exception 'a price list takes effect from an open month on; the oldest open one is %',
      to_char(oldest_open_month(), 'YYYY-MM')
      using errcode = 'LK002', constraint = 'prices-of-closed-months-stand';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger open_month after insert on price_lists referencing new table as listed
  for each statement execute function guard_price_lists();
--> statement-breakpoint

-- Terms have decided the dispositions of recorded events: those of closed months stand.
create function guard_service_terms() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select a.customer_id, a.from_month into wrong from agreed a
    where a.from_month < oldest_open_month() and exists (select from events e where e.customer_id = a.customer_id) limit 1;
  if found then
    raise exception 'the API of % has been called: its terms from % reach into a closed month',
      wrong.customer_id, to_char(wrong.from_month, 'YYYY-MM')
      using errcode = 'LK002', constraint = 'terms-of-closed-months-stand';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger open_month after insert on service_terms referencing new table as agreed
  for each statement execute function guard_service_terms();
--> statement-breakpoint

-- The aggregates of a closed month are what its run has billed from: they stand too.
create function guard_aggregates() returns trigger language plpgsql as $$
begin
  if exists (select from changed where posting_month < oldest_open_month()) then
    raise exception 'the sums of a closed month never change'
      using errcode = 'LK002', constraint = 'sums-of-closed-months-stand';
  end if;
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['usage_totals', 'first_successes'] loop
    execute format(
      'create trigger open_month_added after insert on %I referencing new table as changed for each statement execute function guard_aggregates()',
      name);
    execute format(
      'create trigger open_month_changed after update on %I referencing new table as changed for each statement execute function guard_aggregates()',
      name);
    execute format(
      'create trigger open_month_deleted after delete on %I referencing old table as changed for each statement execute function guard_aggregates()',
      name);
    execute format(
      'create trigger no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  end loop;
end $$;
--> statement-breakpoint

-- Nobody's temporary objects stand before ours.
alter function ensure_event_partition(date) set search_path = public, pg_temp;
