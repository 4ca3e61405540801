-- What was taken back, an event at a time by its key: whatever the planner believes about retractions, a report that leaves
-- them out reads no other event. Filters on what the retraction says itself, such as its customer, come first.
create or replace view retracted_events as
  select r.posting_month as retracted_in, r.event_posting_month, r.usage_month, e.at, r.customer_id, r.source, r.event_id,
    e.resource, e.method, e.channel, e.outcome, e.disposition, e.quantity, e.body_hash_high, e.body_hash_low, e.opening_number
  from event_retractions r cross join lateral (
    select * from events
    where customer_id = r.customer_id and source = r.source and event_id = r.event_id and posting_month = r.event_posting_month
    offset 0) e;
