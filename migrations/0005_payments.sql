CREATE TABLE "payment_register" (
	"bank_id" text PRIMARY KEY NOT NULL,
	"customer_id" text collate "C" NOT NULL,
	"payment_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"customer_id" text collate "C" NOT NULL,
	"payment_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payments_payment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bank_id" text NOT NULL,
	"reference" text NOT NULL,
	"billing_month" date NOT NULL,
	"amount" numeric(38, 2) NOT NULL,
	"paid_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "payments_customer_id_payment_id_pk" PRIMARY KEY("customer_id","payment_id"),
	CONSTRAINT "payments_bank_id" UNIQUE("customer_id","bank_id")
);
--> statement-breakpoint
CREATE INDEX "journal_lines_balances" ON "journal_lines" USING btree ("customer_id","account") WHERE "journal_lines"."usage_month" is null and "journal_lines"."vat_rate" is null;--> statement-breakpoint
-- Everything below is written by hand.

alter table payments add constraint payments_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table payments add constraint payments_document foreign key (customer_id, billing_month) references documents;
--> statement-breakpoint
alter table payments add constraint payments_above_zero check (amount > 0);
--> statement-breakpoint
alter table payments add constraint payments_have_a_bank_id check (bank_id <> '' and reference <> '');
--> statement-breakpoint
alter table payments add constraint payments_not_of_the_future
  check (paid_on <= (recorded_at at time zone 'Europe/Helsinki')::date);
--> statement-breakpoint

create function guard_payments() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select p.bank_id into wrong from received p
    where not exists (select from documents d
      where d.customer_id = p.customer_id and d.billing_month = p.billing_month and (d.kind = 'invoice' or d.gross > 0))
    limit 1;
  if found then
    raise exception 'a payment names an invoice: payment % names a credit note, to which nothing is paid', wrong.bank_id
      using errcode = 'LK010', constraint = 'payments-name-what-is-owed';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger names_what_is_owed after insert on payments referencing new table as received
  for each statement execute function guard_payments();
--> statement-breakpoint

-- Checked at the end of the database transaction, as its entry names the payment's own number.
create function guard_payment() returns trigger language plpgsql as $$
begin
  if not exists (select from payment_register r
    where r.bank_id = new.bank_id and r.customer_id = new.customer_id and r.payment_id = new.payment_id) then
    raise exception 'payment % is not in the register of payments', new.bank_id
      using errcode = 'LK010', constraint = 'payments-are-registered';
  end if;
  if not exists (select from journal_lines l
    where l.customer_id = new.customer_id and l.voucher = 'payment:' || new.payment_id
      and l.account = 'bank' and l.debit = new.amount) then
    raise exception 'payment % is not in the journal', new.bank_id
      using errcode = 'LK010', constraint = 'payments-are-booked';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger registered_and_booked after insert on payments
  deferrable initially deferred for each row execute function guard_payment();
--> statement-breakpoint

-- An overpayment is used once, by whatever comes first: who uses one waits for the others, our code or not.
create function guard_overpayments() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  if not exists (select from booked where account = 'overpayments' and debit > 0) then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtext('laskuri receivables'));
  select l.customer_id into wrong from journal_lines l
    where l.customer_id in (select b.customer_id from booked b where b.account = 'overpayments' and b.debit > 0)
      and l.account = 'overpayments' and l.usage_month is null and l.vat_rate is null
    group by l.customer_id having sum(l.debit) > sum(l.credit) limit 1;
  if found then
    raise exception 'an overpayment is used once: customer % has less left', wrong.customer_id
      using errcode = 'LK010', constraint = 'overpayments-are-used-once';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger overpayments after insert on journal_lines referencing new table as booked
  for each statement execute function guard_overpayments();
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array['payments', 'payment_register'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_change()',
      name);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert on payments, payment_register to laskuri_runtime;
