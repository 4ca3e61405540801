-- Written by hand: keys from before keep the limit that was every key's.
alter table "api_keys" add column "requests_per_second" integer not null default 2000;--> statement-breakpoint
alter table "api_keys" alter column "requests_per_second" drop default;--> statement-breakpoint
alter table api_keys add constraint api_keys_requests_per_second check (requests_per_second between 1 and 1000000);
