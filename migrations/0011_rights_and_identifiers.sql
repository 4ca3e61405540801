CREATE TABLE "resource_rights" (
	"customer_id" text collate "C" NOT NULL,
	"change_number" integer NOT NULL,
	"integration" text,
	"resource" text,
	"allowed" boolean NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "resource_rights_customer_id_change_number_pk" PRIMARY KEY("customer_id","change_number")
);
--> statement-breakpoint
CREATE TABLE "api_identifiers" (
	"identifier_id" text PRIMARY KEY NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"key_hash" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "identifier_keys" (
	"identifier_id" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"sealed_under" text NOT NULL,
	"sealing" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"customer_id" text collate "C" NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"change_number" integer NOT NULL,
	"role" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text,
	CONSTRAINT "user_roles_customer_id_user_id_change_number_pk" PRIMARY KEY("customer_id","user_id","change_number")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"user_id" text collate "C" PRIMARY KEY NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE INDEX "api_identifiers_user" ON "api_identifiers" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_roles_user" ON "user_roles" USING btree ("user_id");--> statement-breakpoint
-- Everything below is written by hand.

-- Whatever happened stays --------------------------------------------------------------------------------------------

do $$
declare
  name text;
begin
  foreach name in array array['resource_rights', 'users', 'user_roles', 'api_identifiers'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_change()',
      name);
    execute format('grant select, insert on %I to laskuri_runtime', name);
  end loop;
end $$;
--> statement-breakpoint

-- Rights and roles follow each other -----------------------------------------------------

alter table resource_rights add constraint resource_rights_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table resource_rights add constraint resource_rights_normal
  check (integration <> '' and resource <> '' and resource = lower(resource) and position('?' in resource) = 0);
--> statement-breakpoint
create function guard_resource_rights() returns trigger language plpgsql as $$
begin
  if new.change_number <> 1 + coalesce((select max(change_number) from resource_rights where customer_id = new.customer_id), 0) then
    raise exception 'the rights of % follow each other in number', new.customer_id
      using errcode = 'LK004', constraint = 'rights-in-order';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger in_order before insert on resource_rights for each row execute function guard_resource_rights();
--> statement-breakpoint
alter table user_roles add constraint user_roles_customer foreign key (customer_id) references customers;
--> statement-breakpoint
alter table user_roles add constraint user_roles_known check (role in ('administrator', 'user'));
--> statement-breakpoint
create function guard_user_roles() returns trigger language plpgsql as $$
declare
  last record;
begin
  select change_number, role into last from user_roles
    where customer_id = new.customer_id and user_id = new.user_id order by change_number desc limit 1;
  if new.change_number <> coalesce(last.change_number, 0) + 1 or new.role is not distinct from last.role then
    raise exception 'the roles of % for % follow each other in number, and each differs from the one before', new.user_id, new.customer_id
      using errcode = 'LK004', constraint = 'roles-in-order';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger in_order before insert on user_roles for each row execute function guard_user_roles();
--> statement-breakpoint

-- Users are in their register, which is in no customer's shard: no foreign key reaches it --------------------------------

create function guard_user_known() returns trigger language plpgsql as $$
begin
  if not exists (select from users where user_id = new.user_id) then
    raise exception 'user % is not in the register of users', new.user_id
      using errcode = 'LK004', constraint = 'users-are-registered';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger is_registered before insert on user_roles for each row execute function guard_user_known();
--> statement-breakpoint
create trigger is_registered before insert on api_identifiers for each row execute function guard_user_known();
--> statement-breakpoint

-- An identifier has one key for good; a new sealing key may seal it again ------------------------------------------------

create function guard_identifier_key() returns trigger language plpgsql as $$
begin
  if not exists (select from identifier_keys where identifier_id = new.identifier_id) then
    raise exception 'identifier % has no key: both are created at once', new.identifier_id
      using errcode = 'LK013', constraint = 'identifiers-have-keys';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger has_key after insert on api_identifiers
  deferrable initially deferred for each row execute function guard_identifier_key();
--> statement-breakpoint
create function guard_identifier_keys() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.sealing = 1
    and exists (select from api_identifiers where identifier_id = new.identifier_id) then
    return new;
  end if;
  if tg_op = 'UPDATE' and new.identifier_id = old.identifier_id and new.sealing = old.sealing + 1
    and new.sealed_under <> old.sealed_under and new.sealed <> old.sealed then
    return new;
  end if;
  raise exception 'the key of an identifier comes with it and stays; it is only sealed again under another sealing key: % is refused', lower(tg_op)
    using errcode = 'LK013', constraint = 'keys-are-only-resealed';
end $$;
--> statement-breakpoint
create trigger only_resealed before insert or update or delete on identifier_keys
  for each row execute function guard_identifier_keys();
--> statement-breakpoint
create trigger only_resealed_all before truncate on identifier_keys
  for each statement execute function guard_identifier_keys();
--> statement-breakpoint
grant select, insert, update (sealed, sealed_under, sealing, recorded_at, recorded_by, note) on identifier_keys to laskuri_runtime;
