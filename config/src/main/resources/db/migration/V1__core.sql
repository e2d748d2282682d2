-- Everything that must survive a crash is a row here, written before its effect.
-- Every table but the system's own carries tenant_id and forces row-level security.

-- Two roles without a login: the pool's user steps into one of them in each transaction.
-- parley_app sees one tenant's rows; parley_worker is for work across tenants.
do $$
begin
  if not exists (select from pg_roles where rolname = 'parley_app') then
    create role parley_app nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'parley_worker') then
    create role parley_worker nologin noinherit;
  end if;
  execute format('grant parley_app, parley_worker to %I', current_user);
exception
  when duplicate_object or unique_violation then
    execute format('grant parley_app, parley_worker to %I', current_user);
  when insufficient_privilege then
    raise exception 'The database user % may not create roles. Create parley_app and parley_worker (nologin) and grant both to it, then start again.', current_user;
end $$;

-- ---------------------------------------------------------------- tenants

create table tenants (
  tenant_id  uuid primary key default uuidv7(),
  name       text not null unique,
  created_at timestamptz not null default now()
);

insert into tenants (tenant_id, name) values ('00000000-0000-0000-0000-000000000001', 'default');

create table api_keys (
  id         text primary key,
  tenant_id  uuid not null references tenants,
  role       text not null check (role in ('admin', 'builder', 'viewer')),
  label      text not null,
  hash       bytea not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on api_keys (tenant_id, created_at, id);

create table idempotency_keys (
  tenant_id    uuid not null references tenants,
  key          text not null,
  request_hash bytea not null,
  status_code  int not null,
  -- sealed: the answer that is repeated may show a secret once
  answer       bytea not null,
  created_at   timestamptz not null default now(),
  primary key (tenant_id, key)
);
create index on idempotency_keys (created_at);

-- ---------------------------------------------------------------- agents

create table agents (
  tenant_id  uuid not null references tenants,
  agent      text not null,
  -- json, not jsonb: the order of a choice's options is the order they are shown in
  draft      json not null,
  revision   bigint not null default 1,
  published  int,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- deleted agents keep their row: their channels and versions belong to old conversations
  deleted_at timestamptz,
  primary key (tenant_id, agent)
);

create table agent_versions (
  tenant_id    uuid not null,
  agent        text not null,
  version      int not null,
  definition   json not null,
  published_at timestamptz not null default now(),
  primary key (tenant_id, agent, version)
);

-- ---------------------------------------------------------------- bindings

create table channels (
  id         uuid primary key default uuidv7(),
  tenant_id  uuid not null references tenants,
  type       text not null check (type in ('web', 'sms', 'whatsapp', 'voice')),
  agent      text not null,
  address    text,
  widget_key text unique,
  settings   jsonb not null default '{}',
  credentials bytea,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  foreign key (tenant_id, agent) references agents (tenant_id, agent)
);
create unique index channels_address on channels (type, address)
  where address is not null and deleted_at is null;
-- The vendor's own id of the address: its webhooks name it, before the tenant is known.
create unique index channels_vendor_id on channels (type, (settings ->> 'phone_number_id'))
  where settings ->> 'phone_number_id' is not null and deleted_at is null;
create index on channels (tenant_id, created_at, id);

create table connectors (
  id              uuid primary key default uuidv7(),
  tenant_id       uuid not null references tenants,
  type            text not null,
  settings        jsonb not null default '{}',
  credentials     bytea,
  mapping         jsonb not null default '{}',
  status          text not null default 'active' check (status in ('active', 'paused', 'disabled')),
  status_reason   text,
  -- the current OAuth token, sealed; its row is locked while one worker refreshes it
  token           bytea,
  created_at      timestamptz not null default now(),
  deleted_at      timestamptz
);
create index on connectors (tenant_id, created_at, id);

-- ---------------------------------------------------------------- contacts

create table contacts (
  id         uuid primary key default uuidv7(),
  tenant_id  uuid not null references tenants,
  -- what the ledger below says of the contact's addresses, where each turn's commit reads it
  suppressed boolean not null default false,
  created_at timestamptz not null default now()
);

create table contact_addresses (
  tenant_id  uuid not null references tenants,
  channel    text not null,
  address    text not null,
  contact_id uuid not null references contacts on delete cascade,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel, address)
);
-- The tenant is in it for its policy: without statistics a plan would read all of the tenant's rows.
create index on contact_addresses (contact_id, tenant_id);

-- Consent is a ledger: what the contact said last, by `at`, says whether it may be written to. Rows
-- are never changed; a signal that comes twice is one row.
create table consents (
  id         bigint generated always as identity primary key,
  tenant_id  uuid not null references tenants,
  channel    text not null,
  address    text not null,
  kind       text not null check (kind in ('opt_out', 'opt_in', 'help')),
  scope      text not null default 'everything' check (scope in ('everything', 'unasked')),
  source     text not null,
  at         timestamptz not null,
  created_at timestamptz not null default now(),
  unique (tenant_id, address, at, channel, kind, scope, source)
);
create index on consents (tenant_id, address, id);

-- ---------------------------------------------------------------- conversations

create table conversations (
  id              uuid primary key default uuidv7(),
  tenant_id       uuid not null references tenants,
  agent           text not null,
  agent_version   int not null,
  channel         text not null,
  channel_id      uuid not null references channels,
  contact_id      uuid not null references contacts,
  contact_address text not null,
  session_hash    bytea,
  status          text not null default 'open' check (status in ('open', 'with_human', 'closed')),
  disposition     text,
  reason          text,
  language        text not null,
  state           jsonb not null,
  last_seq        int not null default 0,
  metadata        jsonb not null default '{}',
  started_at      timestamptz not null,
  ended_at        timestamptz,
  -- when the silence timer is due; null: no timer
  silence_at      timestamptz,
  -- one owner at a time; the token fences off whoever lost the lease
  lease_owner     uuid,
  lease_token     bigint not null default 0,
  lease_until     timestamptz
) with (fillfactor = 70);
create unique index conversations_session on conversations (session_hash)
  where session_hash is not null;
create index on conversations (tenant_id, started_at, id);
create index on conversations (channel_id, contact_address);
-- brin: it does not keep an update in place from staying on its page, and every turn moves this time
create index conversations_silence on conversations using brin (silence_at)
  with (pages_per_range = 16, autosummarize = on);

-- What arrived, before anything is done about it. Unanswered while turn_seq is null.
create table inbox (
  id                  bigint generated always as identity primary key,
  tenant_id           uuid not null,
  conversation_id     uuid not null references conversations on delete cascade,
  channel             text not null,
  provider_message_id text not null,
  -- words; a file or mark without any; or words the vendor has answered by itself
  kind                text not null default 'words' check (kind in ('words', 'unusable', 'answered')),
  text                text not null,
  -- the message as it came, where it was more than words
  content             json,
  sent_at             timestamptz,
  received_at         timestamptz not null default now(),
  turn_seq            int,
  -- the message first: an index that begins with the tenant is read whole where a plan, for the
  -- tenant's policy, takes it for a filter
  unique (provider_message_id, channel, tenant_id)
) with (fillfactor = 80);
create index inbox_unanswered on inbox (conversation_id, id) where turn_seq is null;

-- Files that came with a message. Each is fetched by a task that is scheduled in the commit of the
-- message; its bytes lie beside it in chunks, so that neither side ever holds it whole.
create table media (
  id              uuid primary key default uuidv7(),
  tenant_id       uuid not null,
  conversation_id uuid not null references conversations on delete cascade,
  inbox_id        bigint not null references inbox on delete cascade,
  -- where it came: its conversation may go on elsewhere
  channel_id      uuid not null references channels,
  position        int not null,
  kind            text not null,
  -- as the vendor declared it; once kept, as it was served
  media_type      text not null,
  reference       text not null,
  sha256          text,
  size_bytes      bigint,
  status          text not null default 'waiting'
                  check (status in ('waiting', 'kept', 'refused', 'failed')),
  reason          text,
  -- raised with each try, before the fetch: it fences off a try that was given up
  attempt         int not null default 0,
  created_at      timestamptz not null,
  unique (inbox_id, position)
);
create index on media (conversation_id, id);

create table media_chunks (
  media_id  uuid not null references media on delete cascade,
  attempt   int not null,
  number    int not null,
  tenant_id uuid not null,
  bytes     bytea not null,
  primary key (media_id, attempt, number)
);
-- what phones send is compressed already
alter table media_chunks alter column bytes set storage external;

create table turns (
  conversation_id uuid not null references conversations on delete cascade,
  seq             int not null,
  tenant_id       uuid not null,
  speaker         text not null check (speaker in ('contact', 'agent', 'human')),
  text            text not null,
  language        text not null,
  source          text,
  message_ids     text[] not null default '{}',
  at              timestamptz not null,
  -- how sure a recogniser of speech was; null: not heard, or not told
  confidence      real,
  primary key (conversation_id, seq)
);

-- The telephone call a conversation is, where it is one.
create table calls (
  conversation_id uuid primary key references conversations on delete cascade,
  tenant_id       uuid not null,
  -- the carrier's; null until the carrier has taken an outbound call
  call_id         text unique,
  direction       text not null check (direction in ('inbound', 'outbound')),
  business        text not null,
  -- null where the caller withholds it
  contact         text,
  context         jsonb not null default '{}',
  started_at      timestamptz not null,
  ended_at        timestamptz,
  seconds         int,
  -- how the line ended, or why there was none
  outcome         text,
  recording       text not null default 'none' check (recording in ('none', 'refused', 'allowed')),
  recording_id    text,
  recording_url   text,
  -- what the carrier charges for the line
  cost            numeric,
  currency        text,
  -- when the carrier is asked for it next; null: it told, or was asked often enough
  cost_at         timestamptz,
  cost_tries      int not null default 0
);
create index calls_cost_awaited on calls (cost_at)
  where cost_at is not null and call_id is not null;

-- A question that was sent as a text message while its call goes on. The first message that the
-- contact writes there before its time is over is the answer, and goes to the call.
create table call_texts (
  id                  uuid primary key,
  tenant_id           uuid not null,
  conversation_id     uuid not null references conversations on delete cascade,
  channel_id          uuid not null references channels,
  contact_id          uuid not null references contacts on delete cascade,
  until               timestamptz not null,
  answer              text,
  -- the message of the answer, which its vendor may bring again
  provider_message_id text
);
create index call_texts_awaited on call_texts (contact_id, channel_id) where answer is null;
create index call_texts_conversation on call_texts (conversation_id);
create index call_texts_message on call_texts (provider_message_id)
  where provider_message_id is not null;

-- What goes out by vendors that take a message away for good. A row is written in the commit of
-- the turn it belongs to; its id goes with the message and comes back in receipts.
create table outbox (
  id                  uuid primary key,
  tenant_id           uuid not null,
  conversation_id     uuid not null references conversations on delete cascade,
  seq                 int not null,
  -- a turn may take several messages
  part                int not null,
  channel             text not null,
  purpose             text not null check (purpose in ('reply', 'unasked', 'consent')),
  body                json not null,
  status              text not null
                      check (status in ('pending', 'sending', 'unknown', 'sent', 'refused')),
  reason              text,
  attempts            int not null default 0,
  -- the vendor does not have it from before this
  first_tried_at      timestamptz,
  -- pending: send not sooner; sending: its sender died if this passes; unknown: ask again then
  next_at             timestamptz not null default now(),
  provider_message_id text,
  receipt             text check (receipt in ('sent', 'delivered', 'read', 'failed')),
  created_at          timestamptz not null default now(),
  unique (conversation_id, seq, part)
) with (fillfactor = 80);
create index outbox_unsent on outbox (next_at) where status in ('pending', 'sending', 'unknown');
-- what holds back the rest of its conversation: every turn asks, and mostly there is none
create index outbox_waiting on outbox (conversation_id)
  where status in ('pending', 'unknown') or part > 1000;
create index outbox_provider on outbox (provider_message_id) where provider_message_id is not null;

-- What each call of a language model took and cost.
create table model_calls (
  id                bigint generated always as identity primary key,
  tenant_id         uuid not null,
  conversation_id   uuid not null references conversations on delete cascade,
  seq               int,
  purpose           text not null check (purpose in ('turn', 'extraction')),
  provider          text not null,
  model             text not null,
  outcome           text not null,
  input_tokens      int not null,
  output_tokens     int not null,
  cached_tokens     int not null,
  first_text_millis bigint,
  total_millis      bigint not null,
  cost_micros       bigint,
  at                timestamptz not null default now()
);
create index on model_calls (conversation_id);

-- ---------------------------------------------------------------- leads

create table leads (
  id              uuid primary key default uuidv7(),
  tenant_id       uuid not null references tenants,
  conversation_id uuid not null unique references conversations on delete cascade,
  agent           text not null,
  agent_version   int not null,
  disposition     text not null,
  score           int not null,
  -- json, not jsonb: the fields keep the agent's order
  lead            json not null,
  -- what lists are filtered by follows the JSON
  band            text generated always as (lead ->> 'band') stored,
  review          text generated always as (lead ->> 'review') stored,
  -- 1, 2, 3 …: raised with every change of the lead, in the commit that changes it
  revision        int not null default 1,
  -- ids of fields a person decided: no extraction and no merge changes them
  edited_fields   text[] not null default '{}',
  created_at      timestamptz not null
);
create index on leads (tenant_id, created_at, id);

-- What a lead was at each revision, what made it so, and who.
create table lead_revisions (
  lead_id   uuid not null references leads on delete cascade,
  revision  int not null,
  tenant_id uuid not null,
  -- 'created', 'extraction', …
  cause     text not null,
  -- id of the API key; null where the program did it by itself
  actor     text,
  -- what the key was called then
  actor_label text,
  run_id    uuid,
  -- what changed, in the words of the cause
  detail    json,
  lead      json not null,
  at        timestamptz not null,
  primary key (lead_id, revision)
);

-- Leads scored again by their agent's new rules: a job, done in batches.
create table rescores (
  id            uuid primary key default uuidv7(),
  tenant_id     uuid not null references tenants,
  agent         text not null,
  agent_version int not null,
  score_rules   text not null,
  from_at       timestamptz,
  until_at      timestamptz,
  dry_run       boolean not null,
  status        text not null default 'running' check (status in ('running', 'done', 'failed')),
  reason        text,
  -- where the job goes on: after this lead
  last_at       timestamptz,
  last_lead     uuid,
  seen          int not null default 0,
  changed       int not null default 0,
  band_changed  int not null default 0,
  decided       int not null default 0,
  asked_by      text not null,
  created_at    timestamptz not null,
  ended_at      timestamptz
);
create unique index rescores_running on rescores (tenant_id, agent) where status = 'running';

create table rescore_changes (
  rescore_id   uuid not null references rescores on delete cascade,
  lead_id      uuid not null references leads on delete cascade,
  tenant_id    uuid not null,
  score_before int not null,
  score_after  int not null,
  band_before  text,
  band_after   text not null,
  -- the lead's that it made; null in a dry run
  revision     int,
  primary key (rescore_id, lead_id)
);
create index on rescore_changes (lead_id);

-- By what a lead's contact may be known elsewhere.
create table contact_keys (
  tenant_id uuid not null,
  lead_id   uuid not null references leads on delete cascade,
  kind      text not null check (kind in ('email', 'phone')),
  key       text not null,
  confirmed boolean not null,
  primary key (lead_id, kind, key)
);
create index on contact_keys (tenant_id, kind, key);

-- Contacts that are, or may be, the same person. The one goes into the other; what it takes to
-- undo that is kept.
create table merges (
  id            uuid primary key default uuidv7(),
  tenant_id     uuid not null references tenants,
  contact_id    uuid not null references contacts on delete cascade,
  -- without anything left a contact may be gone
  other_id      uuid not null,
  kind          text not null,
  key           text not null,
  status        text not null default 'open'
                check (status in ('open', 'merged', 'rejected', 'undone')),
  reason        text,
  moved         json,
  decided_by    text,
  decided_label text,
  created_at    timestamptz not null,
  decided_at    timestamptz
);
create unique index merges_pair on merges
  (tenant_id, (least(contact_id, other_id)), (greatest(contact_id, other_id)));
create index on merges (tenant_id, status, id);
create index on merges (contact_id);
create index on merges (other_id);

create table merge_leads (
  merge_id      uuid not null references merges on delete cascade,
  lead_id       uuid not null references leads on delete cascade,
  tenant_id     uuid not null,
  before        json not null,
  edited_before text[] not null,
  after         json not null,
  edited_after  text[] not null,
  primary key (merge_id, lead_id)
);
create index on merge_leads (lead_id);

-- Every extraction is a row, so that it can be repeated and compared.
create table extraction_runs (
  id              uuid primary key default uuidv7(),
  tenant_id       uuid not null,
  conversation_id uuid not null references conversations on delete cascade,
  agent_version   int not null,
  extractor       text not null,
  -- 'answered', or why the model that was asked gave nothing
  outcome         text not null,
  -- id of the API key that asked for it; null for the one that follows a close
  asked_by        text,
  -- the lead's revision it was compared with
  base_revision   int not null,
  -- when it became the lead's, and by whose key
  accepted_at     timestamptz,
  accepted_by     text,
  model           text,
  prompt_hash     text,
  schema_hash     text,
  input_tokens    int not null default 0,
  output_tokens   int not null default 0,
  total_millis    int not null,
  result          json not null,
  at              timestamptz not null default now()
);
create index on extraction_runs (conversation_id);

-- ---------------------------------------------------------------- risk

create table risk_policies (
  tenant_id  uuid primary key references tenants,
  policy     jsonb not null,
  updated_at timestamptz not null
);

-- How often the same was seen: keys are hashes, and are forgotten after the longest window.
create table risk_sightings (
  tenant_id uuid not null references tenants,
  kind      text not null check (kind in ('ip', 'email', 'phone', 'same')),
  key       bytea not null,
  at        timestamptz not null
);
create index on risk_sightings (tenant_id, kind, key, at);
create index risk_sightings_at on risk_sightings using brin (at);

-- What was judged, without the data it was judged by.
create table risk_assessments (
  id        uuid primary key default uuidv7(),
  tenant_id uuid not null references tenants,
  lead      text,
  form      text,
  score     int not null,
  decision  text not null check (decision in ('allowed', 'review', 'blocked')),
  report    json not null,
  at        timestamptz not null
);
create index on risk_assessments (tenant_id, at, id);

-- ---------------------------------------------------------------- forms

create table forms (
  id         uuid primary key default uuidv7(),
  tenant_id  uuid not null references tenants,
  form_key   text not null unique,
  -- on which the agent makes first contact
  channel_id uuid not null references channels,
  label      text not null,
  origins    jsonb not null default '[]',
  honeypot   text not null,
  redirect   text,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index on forms (tenant_id, created_at, id);

create table form_submissions (
  id              uuid primary key default uuidv7(),
  tenant_id       uuid not null,
  form_id         uuid not null references forms,
  -- json, not jsonb: the fields as they were filled in, in their order
  fields          json not null,
  phone           text not null,
  language        text,
  risk_trace      uuid not null,
  score           int not null,
  -- held: a person decides; accepted: on its way into the inbox or to a call; contacting: it is
  -- there; refused: they said stop, or the carrier will not call them
  status          text not null
                  check (status in ('held', 'blocked', 'accepted', 'contacting', 'refused')),
  -- of a call: the end of the quiet hours or of the caps
  not_before      timestamptz,
  at              timestamptz not null
);
create index on form_submissions (form_id, at, id);
create index on form_submissions (at) where status = 'accepted';

-- ---------------------------------------------------------------- deliveries

create table deliveries (
  id            uuid primary key default uuidv7(),
  tenant_id     uuid not null references tenants,
  connector_id  uuid not null references connectors,
  -- goes with its lead, but for the erasure, which outlives it and then alone says which it was
  lead_id       uuid references leads on delete cascade,
  erased_lead   uuid,
  -- the lead's when the event happened: an amendment is a delivery of its own, after the first
  revision      int not null,
  event         text not null,
  -- json, not jsonb: it is signed and sent as it was written, the fields in their order
  payload       json not null,
  status        text not null default 'pending'
                check (status in ('pending', 'delivered', 'rejected', 'dead')),
  -- raised with each lease, before the push: it fences off whoever lost the lease
  attempt_count int not null default 0,
  -- attempts that do not count against the schedule: of an earlier run, or not the record's fault
  attempts_waived int not null default 0,
  next_at       timestamptz,
  -- set while an attempt is under way; passed without an outcome: its process died
  lease_until   timestamptz,
  give_up_at    timestamptz not null,
  remote_ref    text,
  code          text,
  reason        text,
  created_at    timestamptz not null default now(),
  unique (lead_id, connector_id, revision, event),
  check ((lead_id is null) = (event = 'lead.erased') and (lead_id is null) <> (erased_lead is null))
) with (fillfactor = 80);
create unique index deliveries_erased on deliveries (erased_lead, connector_id)
  where erased_lead is not null;
create index on deliveries (tenant_id, created_at, id);
create index deliveries_due on deliveries (connector_id, next_at, id) where status = 'pending';

create table delivery_attempts (
  delivery_id uuid not null references deliveries on delete cascade,
  number      int not null,
  tenant_id   uuid not null,
  at          timestamptz not null,
  outcome     text not null,
  code        text,
  status_code int,
  error       text,
  next_at     timestamptz,
  -- what was sent and answered, redacted and cut; of the newest attempts
  calls       json,
  primary key (delivery_id, number)
);

-- Whose record is which in systems that keep nothing unique. Held while one worker makes it.
create table remote_keys (
  connector_id uuid not null references connectors,
  tenant_id    uuid not null references tenants,
  key          text not null,
  holder       uuid not null,
  held_until   timestamptz not null,
  remote_id    text,
  primary key (connector_id, key)
);

-- ---------------------------------------------------------------- db-scheduler's own table

create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index on scheduled_tasks (execution_time);
create index on scheduled_tasks (last_heartbeat);
create index on scheduled_tasks (priority desc, execution_time asc);

-- ---------------------------------------------------------------- rows belong to tenants

-- On the tables of every message the policy is a filter and never an index condition. A plan that
-- was made while a table was small takes any index that begins with the tenant for as good as the
-- primary key, is kept until the table is analysed again, and meanwhile reads all of the tenant's
-- rows for each message. A list names its tenant itself.
create function parley_secure(secured regclass) returns void language plpgsql as $$
declare
  own_rows text := '(tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid))';
begin
  if secured in
    ('conversations'::regclass, 'inbox'::regclass, 'turns'::regclass, 'outbox'::regclass) then
    own_rows := '(' || own_rows || ' is true)';
  end if;
  execute format('alter table %s enable row level security', secured);
  execute format('alter table %s force row level security', secured);
  execute format(
    'create policy tenant_rows on %s to parley_app using %s with check %s', secured, own_rows, own_rows);
  execute format(
    'create policy all_rows on %s to parley_worker using (true) with check (true)', secured);
  execute format('grant select, insert, update, delete on %s to parley_app, parley_worker', secured);
end $$;

select parley_secure(c.oid::regclass)
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
 where n.nspname = current_schema() and c.relkind = 'r';

grant select, insert, update, delete on scheduled_tasks to parley_app, parley_worker;
