-- A company as migration 0053 left it: the tables as the fifty-three made them, one after the other, and a few rows.
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "parley_area" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(60) NOT NULL UNIQUE, "name" varchar(120) NOT NULL UNIQUE, "dissolved_on" date NULL, "decider_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_entry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "actor" bigint NULL, "kind" varchar(60) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "chain" varchar(64) NOT NULL, "reason_id" bigint NULL REFERENCES "parley_reason" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_reason" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL);
CREATE TABLE "parley_region" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(60) NOT NULL UNIQUE, "name" varchar(80) NOT NULL UNIQUE);
CREATE TABLE "parley_stagelabel" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stage" varchar(30) NOT NULL UNIQUE, "label" varchar(60) NOT NULL);
CREATE TABLE "parley_thread" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "opened_at" datetime NOT NULL);
CREATE TABLE "parley_alias" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "folded" varchar(200) NOT NULL UNIQUE, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_indexed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "key" bigint NOT NULL, "page" bigint NOT NULL, "title" text NOT NULL, "body" text NOT NULL, CONSTRAINT "indexed_once" UNIQUE ("kind", "key"));
CREATE TABLE "parley_initiativewhy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "because" text NOT NULL, "who_benefits" text NOT NULL, "budget" text NOT NULL, "budget_amount" decimal NULL, "budget_currency" varchar(3) NOT NULL, "expected_return" text NOT NULL, "return_basis" text NOT NULL, "instead" text NOT NULL, "written_at" datetime NOT NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_actionpoint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "due_on" date NOT NULL, "done_at" datetime NULL, "dropped_because" text NOT NULL, "owner_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_member" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "since" date NOT NULL, "until" date NULL, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "entered_at" datetime NULL);
CREATE TABLE "parley_override" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "waives" varchar(30) NOT NULL, "audience" varchar(30) NULL, "reason" text NOT NULL, "given_at" datetime NOT NULL, "until" date NULL, "ended_at" datetime NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_pending" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "task" varchar(60) NOT NULL, "payload" text NOT NULL CHECK ((JSON_VALID("payload") OR "payload" IS NULL)), "unique_key" varchar(120) NULL UNIQUE, "run_after" datetime NOT NULL, "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0), "lease" integer unsigned NOT NULL CHECK ("lease" >= 0), "parked" bool NOT NULL, "trouble" text NOT NULL);
CREATE TABLE "parley_signinlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token_hash" varchar(64) NOT NULL UNIQUE, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "said_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "author_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, "input_at" datetime NULL);
CREATE TABLE "parley_topic" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "title" varchar(200) NOT NULL, "why" text NOT NULL, "side" varchar(30) NOT NULL, "brought_at" datetime NOT NULL, "answer_by" date NOT NULL, "state" varchar(30) NOT NULL, "answer" text NOT NULL, "settled_at" datetime NULL, "parked_until" date NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "brought_by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "merged_into_id" bigint NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "settled_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL UNIQUE REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_accountmanager" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "account_manager_once" UNIQUE ("client_id", "person_id"));
CREATE TABLE "parley_contribution" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "given" bigint NOT NULL, "credited_by_kind" varchar(30) NOT NULL, "credited_by" bigint NOT NULL, "credited_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "credited_once" UNIQUE ("kind", "given", "person_id", "credited_by_kind", "credited_by"));
CREATE TABLE "parley_dissent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "said_at" datetime NOT NULL, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "dissent_once" UNIQUE ("decision_id", "person_id"));
CREATE TABLE "parley_about" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "key" bigint NOT NULL, "entry_id" bigint NOT NULL REFERENCES "parley_entry" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_facilitator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facilitator_once" UNIQUE ("area_id", "person_id"));
CREATE TABLE "parley_calledin" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item_id" bigint NOT NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "function_id" bigint NULL REFERENCES "parley_function" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "called_in_once" UNIQUE ("item_id", "person_id"));
CREATE TABLE "parley_decisioninitiative" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "decision_initiative_once" UNIQUE ("decision_id", "initiative_id"));
CREATE TABLE "parley_attendance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "presence" varchar(30) NOT NULL, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "attendance_once" UNIQUE ("meeting_id", "person_id"));
CREATE TABLE "parley_notice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "because" varchar(30) NOT NULL, "told_at" datetime NOT NULL, "read_at" datetime NULL, "entry_id" bigint NOT NULL REFERENCES "parley_entry" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "told_once" UNIQUE ("person_id", "entry_id"));
CREATE TABLE "parley_effect" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "field" varchar(30) NOT NULL, "expected" varchar(60) NOT NULL, "new" varchar(60) NOT NULL, "applied_at" datetime NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "option_id" bigint NOT NULL REFERENCES "parley_option" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_effect_a_field" UNIQUE ("option_id", "initiative_id", "field"));
CREATE TABLE "parley_productperson" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "entered_at" datetime NULL, CONSTRAINT "product_person_once" UNIQUE ("area_id", "person_id"));
CREATE TABLE "parley_initiativeregion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" bigint NOT NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "initiative_region_once" UNIQUE ("initiative_id", "region_id"));
CREATE TABLE "parley_client" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "source" varchar(40) NOT NULL, "key" varchar(120) NOT NULL, "name" varchar(200) NOT NULL, "folded" varchar(400) NOT NULL, "segment" varchar(80) NOT NULL, "revenue" decimal NULL, "currency" varchar(3) NOT NULL, "left_on" date NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "region_id" bigint NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "top_id" bigint NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "client_identity" UNIQUE ("source", "key"));
CREATE TABLE "parley_regionoverride" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "horizon" varchar(30) NULL, "window_first" date NULL, "window_last" date NULL, "confidence" varchar(30) NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" bigint NOT NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "region_override_once" UNIQUE ("initiative_id", "region_id"));
CREATE TABLE "parley_team" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "capacity" decimal NOT NULL, "closed_on" date NULL, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "team_once_an_area" UNIQUE ("area_id", "name"));
CREATE TABLE "parley_initiative" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "source" varchar(40) NOT NULL, "key" varchar(120) NOT NULL, "title" varchar(200) NOT NULL, "stage" varchar(30) NOT NULL, "horizon" varchar(30) NOT NULL, "window_first" date NULL, "window_last" date NULL, "confidence" varchar(30) NULL, "audience" varchar(30) NOT NULL, "all_regions" bool NOT NULL, "shown_to" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "version" integer unsigned NOT NULL CHECK ("version" >= 0), "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "why_id" bigint NULL UNIQUE REFERENCES "parley_initiativewhy" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL UNIQUE REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, "live_at" datetime NULL, CONSTRAINT "initiative_identity" UNIQUE ("source", "key"), CONSTRAINT "window_ends_after_it_begins" CHECK ((("window_first" IS NULL AND "window_last" IS NULL) OR "window_first" <= ("window_last"))));
CREATE TABLE "parley_guest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "since" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "guest_once" UNIQUE ("thread_id", "person_id"));
CREATE TABLE "parley_follower" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "follower_once" UNIQUE ("thread_id", "person_id"));
CREATE TABLE "parley_supporter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "why" text NOT NULL, "since" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "came_from_id" bigint NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "supporter_once" UNIQUE ("topic_id", "person_id"));
CREATE TABLE "parley_decisiontopic" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "decision_topic_once" UNIQUE ("decision_id", "topic_id"));
CREATE TABLE "parley_agendaitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(240) NOT NULL, "purpose" varchar(30) NOT NULL, "why" text NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "state" varchar(30) NOT NULL, "notes" text NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "lead_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "decision_id" bigint NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "carried_from_id" bigint NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_item_is_about_one_thing" CHECK ((("initiative_id" IS NULL AND "topic_id" IS NULL) OR ("decision_id" IS NULL AND "topic_id" IS NULL) OR ("decision_id" IS NULL AND "initiative_id" IS NULL))));
CREATE TABLE "parley_topicfunction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "function_id" bigint NOT NULL REFERENCES "parley_function" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "topic_function_once" UNIQUE ("topic_id", "function_id"));
CREATE TABLE "parley_topicinitiative" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "topic_initiative_once" UNIQUE ("topic_id", "initiative_id"));
CREATE TABLE "parley_topicregion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "region_id" bigint NOT NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "topic_region_once" UNIQUE ("topic_id", "region_id"));
CREATE VIRTUAL TABLE parley_indexed_words USING fts5 (title, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'", prefix = '1 2 3');
CREATE TABLE "parley_clientcount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "counted_at" bigint NOT NULL, "day" date NOT NULL, "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)));
CREATE TABLE "parley_evidence" ("initiative_id" bigint NOT NULL PRIMARY KEY REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "counted_at" bigint NOT NULL, "clients" integer unsigned NOT NULL CHECK ("clients" >= 0), "verdict" varchar(30) NOT NULL, "largest" bigint NULL, "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)));
CREATE TABLE "parley_acceptance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "given_at" datetime NOT NULL, "ended_at" datetime NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_function" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(60) NOT NULL UNIQUE, "name" varchar(80) NOT NULL UNIQUE, "side" varchar(30) NOT NULL, "duty" varchar(30) NOT NULL);
CREATE TABLE "parley_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "key" varchar(120) NOT NULL UNIQUE, "email" varchar(254) NULL UNIQUE, "name" varchar(200) NOT NULL, "company" varchar(200) NOT NULL, "time_zone" varchar(60) NOT NULL, "language" varchar(12) NOT NULL, "operations" bool NOT NULL, "left_on" date NULL, "seen_until" datetime NULL, "sessions" integer unsigned NOT NULL CHECK ("sessions" >= 0), "function_id" bigint NULL REFERENCES "parley_function" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" bigint NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "away_from" date NULL, "away_until" date NULL, "remind_every" smallint unsigned NOT NULL CHECK ("remind_every" >= 0), "deputy_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "entered_at" datetime NULL, "entered_by" bigint NULL);
CREATE TABLE "parley_talktrack" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "whom" varchar(30) NOT NULL, "expires_on" date NOT NULL, "drafted_at" datetime NOT NULL, "approved_at" datetime NULL, "legal_at" datetime NULL, "in_force_at" datetime NULL, "ended_at" datetime NULL, "ending" varchar(30) NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "approved_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "drafted_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "ended_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "legal_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_tellingoverride" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "whom" varchar(30) NOT NULL, "finest" varchar(30) NULL, "reason" text NOT NULL, "given_at" datetime NOT NULL, "until" date NULL, "ended_at" datetime NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_correction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "faults" text NOT NULL CHECK ((JSON_VALID("faults") OR "faults" IS NULL)), "why" varchar(30) NOT NULL, "days" integer unsigned NOT NULL CHECK ("days" >= 0), "text" text NOT NULL, "opened_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "reminded_at" datetime NULL, "closed_at" datetime NULL, "took_days" integer unsigned NULL CHECK ("took_days" >= 0), "closing" varchar(30) NULL, "because" text NOT NULL, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "closed_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NOT NULL REFERENCES "parley_statement" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_statement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "text" text NOT NULL, "window_first" date NULL, "window_last" date NULL, "confidence" varchar(30) NULL, "told_on" date NOT NULL, "to_whom" varchar(200) NOT NULL, "means" varchar(30) NOT NULL, "logged_at" datetime NOT NULL, "latest" bool NOT NULL, "lost" bool NOT NULL, "source" varchar(40) NOT NULL, "key" varchar(120) NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "track_id" bigint NULL REFERENCES "parley_talktrack" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "statement_identity" UNIQUE ("source", "key"));
CREATE TABLE "parley_trackclient" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "track_id" bigint NOT NULL REFERENCES "parley_talktrack" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "track_client_once" UNIQUE ("track_id", "client_id"));
CREATE TABLE "parley_trackwords" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "window_first" date NULL, "window_last" date NULL, "confidence" varchar(30) NULL, "region_id" bigint NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "track_id" bigint NOT NULL REFERENCES "parley_talktrack" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "track_words_once" UNIQUE ("track_id", "region_id"));
CREATE TABLE "parley_meaning" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "insight" bigint NOT NULL UNIQUE, "vector" BLOB NOT NULL);
CREATE TABLE "parley_insight" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "said_on" date NOT NULL, "noted_at" datetime NOT NULL, "source" varchar(40) NOT NULL, "key" varchar(120) NOT NULL, "author_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "on_behalf_of_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "merged_at" datetime NULL, "merged_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "waits" bool DEFAULT 1 NOT NULL, "merged_into_id" bigint NULL REFERENCES "parley_insight" ("id") DEFERRABLE INITIALLY DEFERRED, "kept_id" bigint NULL REFERENCES "parley_insight" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "insight_identity" UNIQUE ("source", "key"));
CREATE TABLE "parley_insightlink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stance" varchar(30) NOT NULL, "linked_at" datetime NOT NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "insight_id" bigint NOT NULL REFERENCES "parley_insight" ("id") DEFERRABLE INITIALLY DEFERRED, "linked_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "own" bool DEFAULT 1 NOT NULL, CONSTRAINT "insight_linked_once" UNIQUE ("initiative_id", "insight_id"));
CREATE TABLE "parley_notplanned" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "given_at" datetime NOT NULL, "ended_at" datetime NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "insight_id" bigint NOT NULL REFERENCES "parley_insight" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_toldpromise" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "window_first" date NOT NULL, "window_last" date NOT NULL, "confidence" varchar(30) NOT NULL, "told_on" date NOT NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "told_promise_once" UNIQUE ("initiative_id", "window_last", "window_first", "confidence"));
CREATE TABLE "parley_sharelink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token_hash" varchar(64) NOT NULL UNIQUE, "made_at" datetime NOT NULL, "expires_on" date NOT NULL, "ended_at" datetime NULL, "views" integer unsigned NOT NULL CHECK ("views" >= 0), "viewed_at" datetime NULL, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "ended_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_sharedstatement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "statement_id" bigint NOT NULL REFERENCES "parley_statement" ("id") DEFERRABLE INITIALLY DEFERRED, "link_id" bigint NOT NULL REFERENCES "parley_sharelink" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "shared_once" UNIQUE ("link_id", "statement_id"));
CREATE TABLE "parley_sharevisit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "visit_hash" varchar(64) NOT NULL, "at" datetime NOT NULL, "link_id" bigint NOT NULL REFERENCES "parley_sharelink" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "visit_once" UNIQUE ("link_id", "visit_hash"));
CREATE TABLE "parley_batch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "started_at" datetime NOT NULL, "source" varchar(40) NOT NULL, "report" text NOT NULL CHECK ((JSON_VALID("report") OR "report" IS NULL)), "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "brought" text NOT NULL CHECK ((JSON_VALID("brought") OR "brought" IS NULL)), "undo_asked_at" datetime NULL, "undone_at" datetime NULL, "undone_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_upload" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "name" varchar(200) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "step" varchar(30) NOT NULL, "mapping" text NOT NULL CHECK ((JSON_VALID("mapping") OR "mapping" IS NULL)), "rows" integer unsigned NOT NULL CHECK ("rows" >= 0), "found" text NOT NULL CHECK ((JSON_VALID("found") OR "found" IS NULL)), "batch_id" bigint NULL UNIQUE REFERENCES "parley_batch" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_uploadpart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "content" BLOB NOT NULL, "upload_id" bigint NOT NULL REFERENCES "parley_upload" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "upload_part_once" UNIQUE ("upload_id", "number"));
CREATE TABLE "parley_rate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "currency" varchar(3) NOT NULL, "base" varchar(3) NOT NULL, "since" date NOT NULL, "worth" decimal NOT NULL, "set_at" datetime NOT NULL, "set_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_feed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "seed" varchar(64) NOT NULL, "token_hash" varchar(64) NOT NULL UNIQUE, "made_at" datetime NOT NULL, "area_id" bigint NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_feed_a_group" UNIQUE ("person_id", "area_id"));
CREATE TABLE "parley_invitation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item" bigint NOT NULL, "sequence" integer unsigned NOT NULL CHECK ("sequence" >= 0), "starts_at" datetime NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "taken_back" bool NOT NULL, "seed" varchar(64) NOT NULL, "link_hash" varchar(64) NOT NULL UNIQUE, "address_hash" varchar(64) NOT NULL UNIQUE, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "invited_once" UNIQUE ("meeting_id", "person_id", "item"));
CREATE TABLE "parley_reply" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item" bigint NOT NULL, "coming" varchar(30) NOT NULL, "starts_at" datetime NOT NULL, "said_at" datetime NOT NULL, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "replied_once" UNIQUE ("meeting_id", "person_id", "item"));
CREATE TABLE "parley_factsbefore" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NOT NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "batch_id" bigint NOT NULL REFERENCES "parley_batch" ("id") DEFERRABLE INITIALLY DEFERRED, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facts_before_once" UNIQUE ("batch_id", "client_id"));
CREATE TABLE "parley_acronym" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "acronym" varchar(20) NOT NULL UNIQUE, "meaning" varchar(160) NOT NULL);
CREATE TABLE "parley_preparation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "questions" text NOT NULL CHECK ((JSON_VALID("questions") OR "questions" IS NULL)), "asked_of_you" text NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "item_id" bigint NOT NULL UNIQUE REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_presenter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "guide_read_at" datetime NULL, "practised" smallint unsigned NOT NULL CHECK ("practised" >= 0), "person_id" bigint NOT NULL UNIQUE REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_tapcount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "could_say_yes" integer unsigned NOT NULL CHECK ("could_say_yes" >= 0), "could_say_partly" integer unsigned NOT NULL CHECK ("could_say_partly" >= 0), "could_say_no" integer unsigned NOT NULL CHECK ("could_say_no" >= 0), "worth_yes" integer unsigned NOT NULL CHECK ("worth_yes" >= 0), "worth_partly" integer unsigned NOT NULL CHECK ("worth_partly" >= 0), "worth_no" integer unsigned NOT NULL CHECK ("worth_no" >= 0), "meeting_id" bigint NOT NULL UNIQUE REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_taprelease" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "could_say_yes" integer unsigned NOT NULL CHECK ("could_say_yes" >= 0), "could_say_partly" integer unsigned NOT NULL CHECK ("could_say_partly" >= 0), "could_say_no" integer unsigned NOT NULL CHECK ("could_say_no" >= 0), "worth_yes" integer unsigned NOT NULL CHECK ("worth_yes" >= 0), "worth_partly" integer unsigned NOT NULL CHECK ("worth_partly" >= 0), "worth_no" integer unsigned NOT NULL CHECK ("worth_no" >= 0), "meeting_id" bigint NOT NULL UNIQUE REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_tapgiven" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "tapped_once" UNIQUE ("meeting_id", "person_id"));
CREATE TABLE "parley_talk" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "counted_at" datetime NOT NULL, "report" text NOT NULL CHECK ((JSON_VALID("report") OR "report" IS NULL)), "meeting_id" bigint NOT NULL UNIQUE REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_talkshare" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "turns" integer unsigned NOT NULL CHECK ("turns" >= 0), "seconds" real NULL, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "talk_share_once" UNIQUE ("meeting_id", "person_id"));
CREATE TABLE "parley_hourcosts" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "halves" text NOT NULL CHECK ((JSON_VALID("halves") OR "halves" IS NULL)), "weekend" smallint unsigned NOT NULL CHECK ("weekend" >= 0));
CREATE TABLE "parley_series" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(200) NOT NULL, "title" varchar(200) NOT NULL, "rule" varchar(200) NOT NULL, "starts_on" date NULL, "local_time" time NOT NULL, "time_zone" varchar(60) NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "said" varchar(300) NOT NULL, "ended_on" date NULL, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "hours" text NOT NULL CHECK ((JSON_VALID("hours") OR "hours" IS NULL)), CONSTRAINT "series_once_a_group" UNIQUE ("area_id", "key"));
CREATE TABLE "parley_holiday" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "name" varchar(120) NOT NULL, "region_id" bigint NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_holiday_a_day_and_region" UNIQUE ("day", "region_id"));
CREATE TABLE "parley_sittingregion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "region_id" bigint NOT NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "series_id" bigint NOT NULL REFERENCES "parley_series" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_sitting_a_region" UNIQUE ("series_id", "region_id"));
CREATE TABLE "parley_group" ("area_id" bigint NOT NULL PRIMARY KEY REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "charter" text NOT NULL, "answer_days" smallint unsigned NOT NULL CHECK ("answer_days" >= 0), "legal_approves" bool NOT NULL, "transcript_days" smallint unsigned NOT NULL CHECK ("transcript_days" >= 0));
CREATE TABLE "parley_transcript" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "kept_at" datetime NOT NULL, "meeting_id" bigint NOT NULL UNIQUE REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_meeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "occurrence" date NULL, "title" varchar(200) NOT NULL, "starts_at" datetime NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "time_zone" varchar(60) NOT NULL, "state" varchar(30) NOT NULL, "cancelled_because" text NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "note_taker_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "series_id" bigint NULL REFERENCES "parley_series" ("id") DEFERRABLE INITIALLY DEFERRED, "held_anyway" bool NOT NULL, "sitting" smallint unsigned NOT NULL CHECK ("sitting" >= 0), "run_as" varchar(30) NOT NULL, "run_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "minutes_published_at" datetime NULL, "minutes_published_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "minutes_sent_at" datetime NULL);
CREATE TABLE "parley_rotaask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "asked_at" datetime NOT NULL, "state" varchar(30) NOT NULL, "by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "in_return_id" bigint NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_meetingregion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" bigint NOT NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_seat_a_region" UNIQUE ("meeting_id", "region_id"));
CREATE TABLE "parley_minutesline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "words" text NOT NULL, "why" text NOT NULL, "day" date NULL, "written_at" datetime NOT NULL, "decision_id" bigint NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "insight_id" bigint NULL REFERENCES "parley_insight" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_capture" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "words" text NOT NULL, "insight_id" bigint NULL REFERENCES "parley_insight" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "point_id" bigint NULL REFERENCES "parley_actionpoint" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NULL REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_liveroom" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item_since" datetime NULL, "extra" smallint unsigned NOT NULL CHECK ("extra" >= 0), "floor_since" datetime NULL, "invited" integer unsigned NOT NULL CHECK ("invited" >= 0), "started_at" datetime NOT NULL, "ended_at" datetime NULL, "voices" integer unsigned NULL CHECK ("voices" >= 0), "floor_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL UNIQUE REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_sealednote" ("key" char(32) NOT NULL PRIMARY KEY, "words" text NOT NULL, "browser" varchar(64) NULL UNIQUE, "round_id" bigint NOT NULL REFERENCES "parley_round" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_hadfloor" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item_id" bigint NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "room_id" bigint NOT NULL REFERENCES "parley_liveroom" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "had_floor_once_an_item" UNIQUE ("room_id", "item_id", "person_id"));
CREATE TABLE "parley_floortime" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "side" varchar(30) NOT NULL, "turns" integer unsigned NOT NULL CHECK ("turns" >= 0), "seconds" integer unsigned NOT NULL CHECK ("seconds" >= 0), "room_id" bigint NOT NULL REFERENCES "parley_liveroom" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_sum_a_side" UNIQUE ("room_id", "side"));
CREATE TABLE "parley_round" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "question" varchar(300) NOT NULL, "opened_at" datetime NOT NULL, "closed_at" datetime NULL, "item_id" bigint NULL REFERENCES "parley_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "room_id" bigint NOT NULL REFERENCES "parley_liveroom" ("id") DEFERRABLE INITIALLY DEFERRED, "writers" integer unsigned NOT NULL CHECK ("writers" >= 0));
CREATE TABLE "parley_shareletgo" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "mark" varchar(64) NOT NULL, "meeting_id" bigint NOT NULL REFERENCES "parley_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "share_let_go_once" UNIQUE ("meeting_id", "mark"));
CREATE TABLE "parley_arrival" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "seen_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "room_id" bigint NOT NULL REFERENCES "parley_liveroom" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_arrival_each" UNIQUE ("room_id", "person_id"));
CREATE TABLE "parley_hand" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "hand_since" datetime NULL, "asks" bool NOT NULL, "next" bool NOT NULL, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "room_id" bigint NOT NULL REFERENCES "parley_liveroom" ("id") DEFERRABLE INITIALLY DEFERRED, "had_turn" bool NOT NULL, CONSTRAINT "one_hand_each" UNIQUE ("room_id", "person_id"));
CREATE TABLE "parley_estimate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "team_weeks" decimal NOT NULL, "given_at" datetime NOT NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL UNIQUE REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_tie" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "first_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "second_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "tie_once" UNIQUE ("first_id", "second_id", "kind"), CONSTRAINT "tied_to_another" CHECK (NOT ("first_id" = ("second_id"))));
CREATE TABLE "parley_agreement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "recorded_at" datetime NOT NULL, "decision_id" bigint NOT NULL UNIQUE REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "option_id" bigint NOT NULL REFERENCES "parley_option" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_settlement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "reason" text NOT NULL, "review_on" date NULL, "settled_at" datetime NOT NULL, "ended_at" datetime NULL, "sent_back_because" text NOT NULL, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "instead_of_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "option_id" bigint NULL REFERENCES "parley_option" ("id") DEFERRABLE INITIALLY DEFERRED, "sent_back_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "settled_by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_option" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "why" text NOT NULL, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "put_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "asks_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NULL UNIQUE REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_leaning" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "would_change" text NOT NULL, "said_at" datetime NOT NULL, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "option_id" bigint NOT NULL REFERENCES "parley_option" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_leaning_each" UNIQUE ("decision_id", "person_id"));
CREATE TABLE "parley_shift" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "share" smallint unsigned NULL CHECK ("share" >= 0), "weekly" decimal NULL, "first" date NOT NULL, "back_on" date NOT NULL, "reason" text NOT NULL, "extended_because" text NOT NULL, "lent_at" datetime NOT NULL, "ended_at" datetime NULL, "borrower_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "lender_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "lent_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "team_id" bigint NOT NULL REFERENCES "parley_team" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "lent_to_another" CHECK (NOT ("lender_id" = ("borrower_id"))), CONSTRAINT "back_after_it_went" CHECK ("back_on" >= ("first")), CONSTRAINT "share_or_team_weeks" CHECK ((("share" IS NULL AND "weekly" > '0') OR ("share" >= 1 AND "share" <= 100 AND "weekly" IS NULL))));
CREATE TABLE "parley_shiftpart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "part" varchar(30) NOT NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "shift_id" bigint NOT NULL REFERENCES "parley_shift" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "once_in_a_shift" UNIQUE ("shift_id", "initiative_id"));
CREATE TABLE "parley_decidingpolicy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sign_in" bool NOT NULL, "chosen_at" datetime NOT NULL);
CREATE TABLE "parley_decidingdeputy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "first" date NOT NULL, "last" date NOT NULL, "in_force" bool NOT NULL, "ended_at" datetime NULL, "decider_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "deputy_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_dissentopening" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "could_write" integer unsigned NOT NULL CHECK ("could_write" >= 0), "opened_at" datetime NOT NULL, "decision_id" bigint NOT NULL UNIQUE REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_unsigneddissent" ("key" char(32) NOT NULL PRIMARY KEY, "words" text NOT NULL, "browser" varchar(64) NULL UNIQUE, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_review" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "outcome" varchar(30) NOT NULL, "words" text NOT NULL, "reviewed_at" datetime NOT NULL, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_decision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question" varchar(240) NOT NULL, "context" text NOT NULL, "decide_by" date NOT NULL, "opened_at" datetime NOT NULL, "state" varchar(30) NOT NULL, "reason" text NOT NULL, "published_at" datetime NULL, "review_on" date NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "decider_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "opened_by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "chosen_id" bigint NULL REFERENCES "parley_option" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL UNIQUE REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, "what_changed" text NOT NULL, "supersedes_id" bigint NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "first_id" bigint NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_decisionround" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question" varchar(300) NOT NULL, "writers" integer unsigned NOT NULL CHECK ("writers" >= 0), "opened_at" datetime NOT NULL, "closes_at" datetime NOT NULL, "closed_at" datetime NULL, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "option_id" bigint NULL REFERENCES "parley_option" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_decisionnote" ("key" char(32) NOT NULL PRIMARY KEY, "words" text NOT NULL, "browser" varchar(64) NULL UNIQUE, "round_id" bigint NOT NULL REFERENCES "parley_decisionround" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_decidinglink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token_hash" varchar(64) NOT NULL UNIQUE, "brief" varchar(64) NOT NULL, "made_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "revoked_at" datetime NULL, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "sent_at" datetime NULL, "address" varchar(254) NOT NULL);
CREATE TABLE "parley_privatenote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "written_at" datetime NOT NULL, "author_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "decision_id" bigint NOT NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "told_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_private_note_each" UNIQUE ("decision_id", "author_id"));
CREATE TABLE "parley_sheet" ("group" varchar(60) NOT NULL, "side" varchar(30) NOT NULL, "region" varchar(60) NOT NULL, "function" varchar(60) NOT NULL, "key" char(32) NOT NULL PRIMARY KEY, "answers" text NOT NULL CHECK ((JSON_VALID("answers") OR "answers" IS NULL)), "receipt" varchar(64) NULL UNIQUE, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_followed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question" varchar(40) NOT NULL, "cell" text NOT NULL CHECK ((JSON_VALID("cell") OR "cell" IS NULL)), "owner_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL UNIQUE REFERENCES "parley_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_wave" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "everybody" bool NOT NULL, "sides" text NOT NULL CHECK ((JSON_VALID("sides") OR "sides" IS NULL)), "floor" smallint unsigned NOT NULL CHECK ("floor" >= 0), "opens_at" datetime NOT NULL, "closes_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "opened_at" datetime NULL, "invited" integer unsigned NOT NULL CHECK ("invited" >= 0), "sealed_at" datetime NULL, "answered" integer unsigned NULL CHECK ("answered" >= 0), "released_at" datetime NULL, "withdrawn_at" datetime NULL, "imported" bool NOT NULL, "planned_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "wave_closes_after_it_opens" CHECK ("closes_at" > ("opens_at")), CONSTRAINT "wave_floor_of_five" CHECK ("floor" >= 5));
CREATE TABLE "parley_release" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "part" varchar(30) NOT NULL, "content" text NOT NULL, "digest" varchar(64) NOT NULL, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "released_once" UNIQUE ("wave_id", "part"));
CREATE TABLE "parley_question" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "place" smallint unsigned NOT NULL CHECK ("place" >= 0), "key" varchar(40) NOT NULL, "kind" varchar(30) NOT NULL, "text" varchar(300) NOT NULL, "items" text NOT NULL CHECK ((JSON_VALID("items") OR "items" IS NULL)), "core" bool NOT NULL, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "question_once_a_wave" UNIQUE ("wave_id", "key"));
CREATE TABLE "parley_openanswer" ("key" char(32) NOT NULL PRIMARY KEY, "side" varchar(30) NOT NULL, "words" text NOT NULL, "shown" text NOT NULL, "first_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "second_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "words_read_by_two" CHECK (("second_id" IS NULL OR NOT ("first_id" = ("second_id") AND "first_id" IS NOT NULL AND "second_id" IS NOT NULL))));
CREATE TABLE "parley_invited" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group" varchar(60) NOT NULL, "side" varchar(30) NOT NULL, "region" varchar(60) NOT NULL, "function" varchar(60) NOT NULL, "answered" bool NULL, "ballot" varchar(64) NULL UNIQUE, "mailed" smallint unsigned NOT NULL CHECK ("mailed" >= 0), "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "asked_once_a_wave" UNIQUE ("wave_id", "person_id"));
CREATE TABLE "parley_wavearea" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "wave_area_once" UNIQUE ("wave_id", "area_id"));
CREATE TABLE "parley_waveregion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "region_id" bigint NOT NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "wave_region_once" UNIQUE ("wave_id", "region_id"));
CREATE TABLE "parley_countedquarter" ("first" date NOT NULL PRIMARY KEY, "counted_at" datetime NOT NULL);
CREATE TABLE "parley_influencecount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "quarter_id" date NOT NULL REFERENCES "parley_countedquarter" ("first") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "kind" varchar(30) NOT NULL, "given" integer unsigned NOT NULL CHECK ("given" >= 0), "answered" integer unsigned NOT NULL CHECK ("answered" >= 0), "in_time" integer unsigned NOT NULL CHECK ("in_time" >= 0), "credited" integer unsigned NOT NULL CHECK ("credited" >= 0), "changed" integer unsigned NOT NULL CHECK ("changed" >= 0), CONSTRAINT "influence_counted_once" UNIQUE ("quarter_id", "person_id", "kind"));
CREATE TABLE "parley_creditcheck" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "contribution_id" bigint NOT NULL UNIQUE REFERENCES "parley_contribution" ("id") DEFERRABLE INITIALLY DEFERRED, "quarter" date NOT NULL, "asked_at" datetime NOT NULL, "closes_on" date NOT NULL, "answer" varchar(30) NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "parley_importedtotal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question" varchar(40) NOT NULL, "cell" text NOT NULL CHECK ((JSON_VALID("cell") OR "cell" IS NULL)), "agree" integer unsigned NOT NULL CHECK ("agree" >= 0), "answered" integer unsigned NOT NULL CHECK ("answered" >= 0), "wave_id" bigint NOT NULL REFERENCES "parley_wave" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_stay" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stage" varchar(30) NOT NULL, "entered_at" datetime NOT NULL, "begun" bool DEFAULT 1 NOT NULL, "left_at" datetime NULL, "seen_at" datetime NULL, "batch" bigint NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "left_after_entered" CHECK (("left_at" IS NULL OR "left_at" >= ("entered_at"))));
CREATE TABLE "parley_targetmove" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stage" varchar(30) NOT NULL, "moved_at" datetime NOT NULL, "before" varchar(60) NOT NULL, "after" varchar(60) NOT NULL, "releases" integer NOT NULL, "days" integer NULL, "batch" bigint NOT NULL, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_stageduty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stage" varchar(30) NOT NULL, "kind" varchar(30) NOT NULL, "label" varchar(120) NOT NULL, "days" smallint unsigned NOT NULL CHECK ("days" >= 0), "number" smallint unsigned NULL CHECK ("number" >= 0), "everywhere" bool NOT NULL, "listed_at" datetime NOT NULL, "ended_at" datetime NULL, "function_id" bigint NULL REFERENCES "parley_function" ("id") DEFERRABLE INITIALLY DEFERRED, "listed_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_owedduty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "stage" varchar(30) NOT NULL, "number" smallint unsigned NULL CHECK ("number" >= 0), "due_on" date NULL, "done_at" datetime NULL, "waived" bool NOT NULL, "note" text NOT NULL, "done_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NULL REFERENCES "parley_stageduty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "owed_or_done" CHECK (("done_at" IS NOT NULL OR "duty_id" IS NOT NULL)));
CREATE TABLE "parley_dutyarea" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "area_id" bigint NOT NULL REFERENCES "parley_area" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NOT NULL REFERENCES "parley_stageduty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "duty_once_an_area" UNIQUE ("duty_id", "area_id"));
CREATE TABLE "parley_attachmentcontent" ("attachment_id" bigint NOT NULL PRIMARY KEY REFERENCES "parley_attachment" ("id") DEFERRABLE INITIALLY DEFERRED, "whole" BLOB NOT NULL, "preview" BLOB NOT NULL);
CREATE TABLE "parley_solution" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(200) NOT NULL, "text" text NOT NULL, "speaks_for" text NOT NULL, "speaks_against" text NOT NULL, "helps" text NOT NULL, "written_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL UNIQUE REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_solutionchoice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "chosen_at" datetime NOT NULL, "ended_at" datetime NULL, "chosen_by_id" bigint NOT NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "solution_id" bigint NOT NULL REFERENCES "parley_solution" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_launchplan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "for_whom" text NOT NULL, "enablement" text NOT NULL, "support_notes" text NOT NULL, "measure" text NOT NULL, "expected" text NOT NULL, "back_on" date NULL, "looked_at" datetime NULL, "written_at" datetime NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "initiative_id" bigint NOT NULL UNIQUE REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_lookback" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "came" varchar(30) NOT NULL, "text" text NOT NULL, "figure" varchar(80) NOT NULL, "measure" text NOT NULL, "expected" text NOT NULL, "due_on" date NOT NULL, "at" datetime NOT NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "parley_launchplan" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_lookbackmoved" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "before" date NOT NULL, "after" date NOT NULL, "reason" text NOT NULL, "at" datetime NOT NULL, "by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "parley_launchplan" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_announcement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "opened_at" datetime NOT NULL, "reminded_at" datetime NULL, "closed_at" datetime NULL, "took_days" integer unsigned NULL CHECK ("took_days" >= 0), "closing" varchar(30) NULL, "because" text NOT NULL, "asked" bool NOT NULL, "told" bool NOT NULL, "tested" bool NOT NULL, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "closed_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "announcement_once" UNIQUE ("initiative_id", "client_id"));
CREATE TABLE "parley_launchregion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NULL, "enabled_at" datetime NULL, "supported_at" datetime NULL, "ready" bool NULL, "because" text NOT NULL, "said_at" datetime NULL, "enabled_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "parley_launchplan" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" bigint NOT NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "said_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "supported_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "launch_region_once" UNIQUE ("plan_id", "region_id"));
CREATE TABLE "parley_trialoutcome" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "follows" varchar(30) NOT NULL, "option_id" bigint NOT NULL UNIQUE REFERENCES "parley_option" ("id") DEFERRABLE INITIALLY DEFERRED, "trial_id" bigint NOT NULL REFERENCES "parley_trial" ("id") DEFERRABLE INITIALLY DEFERRED, "until" date NULL);
CREATE TABLE "parley_triallink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "serves" varchar(30) NOT NULL, "token_hash" varchar(64) NOT NULL UNIQUE, "to_whom" varchar(200) NOT NULL, "made_at" datetime NOT NULL, "expires_on" date NOT NULL, "ended_at" datetime NULL, "ended_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "made_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NULL REFERENCES "parley_statement" ("id") DEFERRABLE INITIALLY DEFERRED, "place_id" bigint NOT NULL REFERENCES "parley_trialplace" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_trialanswer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "tap" varchar(30) NULL, "text" text NOT NULL, "said_on" date NOT NULL, "noted_at" datetime NOT NULL, "latest" bool NOT NULL, "insight_id" bigint NULL REFERENCES "parley_insight" ("id") DEFERRABLE INITIALLY DEFERRED, "noted_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "link_id" bigint NULL REFERENCES "parley_triallink" ("id") DEFERRABLE INITIALLY DEFERRED, "place_id" bigint NOT NULL REFERENCES "parley_trialplace" ("id") DEFERRABLE INITIALLY DEFERRED, "question_id" bigint NOT NULL REFERENCES "parley_trialquestion" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_sensitivetime" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(30) NOT NULL, "until" date NOT NULL, "because" text NOT NULL, "set_at" datetime NOT NULL, "ended_at" datetime NULL, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "set_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_trial" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "code_name" varchar(60) NOT NULL UNIQUE, "aim" text NOT NULL, "first_day" date NOT NULL, "last_day" date NOT NULL, "places" integer unsigned NOT NULL CHECK ("places" >= 0), "least_regions" integer unsigned NOT NULL CHECK ("least_regions" >= 0), "least_segments" integer unsigned NOT NULL CHECK ("least_segments" >= 0), "requirements" text NOT NULL, "agreement" text NOT NULL, "rest_months" integer unsigned NOT NULL CHECK ("rest_months" >= 0), "state" varchar(30) NOT NULL, "planned_at" datetime NOT NULL, "opened_at" datetime NULL, "closed_at" datetime NULL, "ended_on" date NULL, "because" text NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "decision_id" bigint NULL REFERENCES "parley_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "initiative_id" bigint NOT NULL REFERENCES "parley_initiative" ("id") DEFERRABLE INITIALLY DEFERRED, "planned_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL UNIQUE REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "trial_ends_after_it_begins" CHECK ("first_day" <= ("last_day")));
CREATE TABLE "parley_trialquestion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "asks" varchar(300) NOT NULL, "changes_mind" text NOT NULL, "kind" varchar(30) NOT NULL, "segment" varchar(80) NOT NULL, "verdict" varchar(30) NULL, "evidence" text NOT NULL, "answered_at" datetime NULL, "answered_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" bigint NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "trial_id" bigint NOT NULL REFERENCES "parley_trial" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "trial_question_placed" UNIQUE ("trial_id", "position"));
CREATE TABLE "parley_trialquota" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "over" varchar(30) NOT NULL, "value" varchar(80) NOT NULL, "least" integer unsigned NOT NULL CHECK ("least" >= 0), "region_id" bigint NULL REFERENCES "parley_region" ("id") DEFERRABLE INITIALLY DEFERRED, "trial_id" bigint NOT NULL REFERENCES "parley_trial" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "quota_once" UNIQUE ("trial_id", "over", "region_id", "value"));
CREATE TABLE "parley_trialplace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(30) NOT NULL, "because" text NOT NULL, "put_forward_at" datetime NOT NULL, "agreed_at" datetime NULL, "replied_at" datetime NULL, "reminded_at" datetime NULL, "changed_at" datetime NOT NULL, "agreed_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "client_id" bigint NOT NULL REFERENCES "parley_client" ("id") DEFERRABLE INITIALLY DEFERRED, "put_forward_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "trial_id" bigint NOT NULL REFERENCES "parley_trial" ("id") DEFERRABLE INITIALLY DEFERRED, "reminders" smallint unsigned NOT NULL CHECK ("reminders" >= 0), "thanked_at" datetime NULL, "thanked_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED, "thanked_with_id" bigint NULL REFERENCES "parley_statement" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NULL UNIQUE REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "trial_place_once" UNIQUE ("trial_id", "client_id"));
CREATE TABLE "parley_attachment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "kind" varchar(30) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "pages" integer unsigned NOT NULL CHECK ("pages" >= 0), "added_at" datetime NOT NULL, "removed_at" datetime NULL, "comment_id" bigint NULL REFERENCES "parley_comment" ("id") DEFERRABLE INITIALLY DEFERRED, "thread_id" bigint NOT NULL REFERENCES "parley_thread" ("id") DEFERRABLE INITIALLY DEFERRED, "added_by_id" bigint NULL REFERENCES "parley_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "parley_trialscreenshot" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "said_on" date NOT NULL, "attachment_id" bigint NOT NULL UNIQUE REFERENCES "parley_attachment" ("id") DEFERRABLE INITIALLY DEFERRED, "place_id" bigint NOT NULL REFERENCES "parley_trialplace" ("id") DEFERRABLE INITIALLY DEFERRED, "question_id" bigint NOT NULL REFERENCES "parley_trialquestion" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "parley_area_decider_id_cf2955f0" ON "parley_area" ("decider_id");
CREATE INDEX "parley_alias_client_id_f2292110" ON "parley_alias" ("client_id");
CREATE INDEX "parley_inde_kind_d5fe2e_idx" ON "parley_indexed" ("kind", "page");
CREATE INDEX "parley_initiativewhy_initiative_id_c399fd29" ON "parley_initiativewhy" ("initiative_id");
CREATE INDEX "parley_initiativewhy_written_by_id_17a45178" ON "parley_initiativewhy" ("written_by_id");
CREATE INDEX "parley_actionpoint_owner_id_ecc97ff5" ON "parley_actionpoint" ("owner_id");
CREATE INDEX "parley_actionpoint_item_id_b11aeae6" ON "parley_actionpoint" ("item_id");
CREATE INDEX "parley_actionpoint_area_id_f4942e36" ON "parley_actionpoint" ("area_id");
CREATE INDEX "parley_actionpoint_meeting_id_f382b06a" ON "parley_actionpoint" ("meeting_id");
CREATE INDEX "parley_member_area_id_05561831" ON "parley_member" ("area_id");
CREATE INDEX "parley_member_person_id_3a14b198" ON "parley_member" ("person_id");
CREATE INDEX "parley_override_by_id_1d53f802" ON "parley_override" ("by_id");
CREATE INDEX "parley_override_initiative_id_e13826f3" ON "parley_override" ("initiative_id");
CREATE INDEX "parley_pend_parked_689024_idx" ON "parley_pending" ("parked", "run_after", "id");
CREATE INDEX "parley_entry_reason_id_f53aef35" ON "parley_entry" ("reason_id");
CREATE INDEX "parley_signinlink_person_id_0dfc4abd" ON "parley_signinlink" ("person_id");
CREATE INDEX "parley_comment_author_id_3fd2518d" ON "parley_comment" ("author_id");
CREATE INDEX "parley_comment_thread_id_4080287e" ON "parley_comment" ("thread_id");
CREATE INDEX "parley_topic_area_id_8eb7b71a" ON "parley_topic" ("area_id");
CREATE INDEX "parley_topic_brought_by_id_4f21efcc" ON "parley_topic" ("brought_by_id");
CREATE INDEX "parley_topic_merged_into_id_8c9c5ecd" ON "parley_topic" ("merged_into_id");
CREATE INDEX "parley_topic_settled_by_id_4efef443" ON "parley_topic" ("settled_by_id");
CREATE INDEX "parley_accountmanager_person_id_70462ee7" ON "parley_accountmanager" ("person_id");
CREATE INDEX "parley_accountmanager_client_id_1cea75b2" ON "parley_accountmanager" ("client_id");
CREATE INDEX "parley_contribution_person_id_a717196d" ON "parley_contribution" ("person_id");
CREATE INDEX "parley_cont_person__683578_idx" ON "parley_contribution" ("person_id", "credited_at" DESC);
CREATE INDEX "parley_cont_credite_34fb7b_idx" ON "parley_contribution" ("credited_by_kind", "credited_by");
CREATE INDEX "parley_dissent_decision_id_bf00c720" ON "parley_dissent" ("decision_id");
CREATE INDEX "parley_dissent_person_id_d5eab47c" ON "parley_dissent" ("person_id");
CREATE INDEX "parley_about_entry_id_cd6126cb" ON "parley_about" ("entry_id");
CREATE INDEX "parley_abou_kind_8e013d_idx" ON "parley_about" ("kind", "key", "entry_id");
CREATE INDEX "parley_facilitator_area_id_6499056e" ON "parley_facilitator" ("area_id");
CREATE INDEX "parley_facilitator_person_id_9a6edd7e" ON "parley_facilitator" ("person_id");
CREATE INDEX "parley_calledin_item_id_c77131a1" ON "parley_calledin" ("item_id");
CREATE INDEX "parley_calledin_person_id_215ec6d9" ON "parley_calledin" ("person_id");
CREATE INDEX "parley_calledin_function_id_f81a50ab" ON "parley_calledin" ("function_id");
CREATE INDEX "parley_decisioninitiative_decision_id_2fdcb2d0" ON "parley_decisioninitiative" ("decision_id");
CREATE INDEX "parley_decisioninitiative_initiative_id_c1015fae" ON "parley_decisioninitiative" ("initiative_id");
CREATE INDEX "parley_attendance_person_id_34da8844" ON "parley_attendance" ("person_id");
CREATE INDEX "parley_attendance_meeting_id_af5faeae" ON "parley_attendance" ("meeting_id");
CREATE INDEX "parley_acti_owner_i_503d93_idx" ON "parley_actionpoint" ("owner_id", "done_at", "due_on");
CREATE INDEX "parley_acti_area_id_be5406_idx" ON "parley_actionpoint" ("area_id", "done_at");
CREATE UNIQUE INDEX "member_once_a_group" ON "parley_member" ("area_id", "person_id") WHERE "until" IS NULL;
CREATE INDEX "parley_notice_entry_id_e6cd0e2f" ON "parley_notice" ("entry_id");
CREATE INDEX "parley_notice_person_id_bf175ad9" ON "parley_notice" ("person_id");
CREATE INDEX "parley_noti_person__a5055b_idx" ON "parley_notice" ("person_id", "read_at", "told_at" DESC);
CREATE INDEX "parley_effect_initiative_id_eb5ade02" ON "parley_effect" ("initiative_id");
CREATE INDEX "parley_effect_option_id_7bfc712f" ON "parley_effect" ("option_id");
CREATE UNIQUE INDEX "one_override_each" ON "parley_override" ("initiative_id", "waives") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_productperson_area_id_02d5b58d" ON "parley_productperson" ("area_id");
CREATE INDEX "parley_productperson_person_id_0a038537" ON "parley_productperson" ("person_id");
CREATE INDEX "parley_entr_kind_3ce58a_idx" ON "parley_entry" ("kind", "id");
CREATE INDEX "parley_entr_actor_b77442_idx" ON "parley_entry" ("actor", "id");
CREATE INDEX "parley_initiativeregion_initiative_id_5326c665" ON "parley_initiativeregion" ("initiative_id");
CREATE INDEX "parley_initiativeregion_region_id_0be2c971" ON "parley_initiativeregion" ("region_id");
CREATE INDEX "parley_client_region_id_76c68755" ON "parley_client" ("region_id");
CREATE INDEX "parley_client_parent_id_7a1b2053" ON "parley_client" ("parent_id");
CREATE INDEX "parley_clie_name_ad9d4b_idx" ON "parley_client" ("name");
CREATE INDEX "parley_clie_folded_89abb7_idx" ON "parley_client" ("folded");
CREATE INDEX "parley_clie_region__6e0ce8_idx" ON "parley_client" ("region_id", "name");
CREATE INDEX "parley_regionoverride_initiative_id_21c20c1f" ON "parley_regionoverride" ("initiative_id");
CREATE INDEX "parley_regionoverride_region_id_0cec7801" ON "parley_regionoverride" ("region_id");
CREATE INDEX "parley_team_area_id_e8f6e799" ON "parley_team" ("area_id");
CREATE INDEX "parley_initiative_area_id_3f373e87" ON "parley_initiative" ("area_id");
CREATE INDEX "parley_initiative_owner_id_bdb38259" ON "parley_initiative" ("owner_id");
CREATE INDEX "parley_init_area_id_248eb9_idx" ON "parley_initiative" ("area_id", "horizon", "position");
CREATE INDEX "parley_init_shown_t_550c53_idx" ON "parley_initiative" ("shown_to", "area_id");
CREATE INDEX "parley_guest_person_id_1a4b3d51" ON "parley_guest" ("person_id");
CREATE INDEX "parley_guest_thread_id_b039f105" ON "parley_guest" ("thread_id");
CREATE INDEX "parley_follower_person_id_c38ae12e" ON "parley_follower" ("person_id");
CREATE INDEX "parley_follower_thread_id_ab81de94" ON "parley_follower" ("thread_id");
CREATE INDEX "parley_comm_thread__55aec8_idx" ON "parley_comment" ("thread_id", "id");
CREATE INDEX "parley_topi_area_id_312f7e_idx" ON "parley_topic" ("area_id", "state", "answer_by");
CREATE INDEX "parley_topi_brought_89fd31_idx" ON "parley_topic" ("brought_by_id", "brought_at" DESC);
CREATE INDEX "parley_supporter_person_id_d7f52067" ON "parley_supporter" ("person_id");
CREATE INDEX "parley_supporter_came_from_id_442defa8" ON "parley_supporter" ("came_from_id");
CREATE INDEX "parley_supporter_topic_id_5b10a842" ON "parley_supporter" ("topic_id");
CREATE INDEX "parley_decisiontopic_decision_id_e4803974" ON "parley_decisiontopic" ("decision_id");
CREATE INDEX "parley_decisiontopic_topic_id_9997a499" ON "parley_decisiontopic" ("topic_id");
CREATE INDEX "parley_agendaitem_lead_id_4fcfbd2e" ON "parley_agendaitem" ("lead_id");
CREATE INDEX "parley_agendaitem_decision_id_ffae6a38" ON "parley_agendaitem" ("decision_id");
CREATE INDEX "parley_agendaitem_initiative_id_f86222f4" ON "parley_agendaitem" ("initiative_id");
CREATE INDEX "parley_agendaitem_meeting_id_443f08f5" ON "parley_agendaitem" ("meeting_id");
CREATE INDEX "parley_agendaitem_topic_id_03646658" ON "parley_agendaitem" ("topic_id");
CREATE INDEX "parley_agendaitem_carried_from_id_c3d426b1" ON "parley_agendaitem" ("carried_from_id");
CREATE INDEX "parley_topicfunction_function_id_41731694" ON "parley_topicfunction" ("function_id");
CREATE INDEX "parley_topicfunction_topic_id_0b1e27f1" ON "parley_topicfunction" ("topic_id");
CREATE INDEX "parley_topicinitiative_initiative_id_4079e38e" ON "parley_topicinitiative" ("initiative_id");
CREATE INDEX "parley_topicinitiative_topic_id_33d86f19" ON "parley_topicinitiative" ("topic_id");
CREATE INDEX "parley_topicregion_region_id_e62bedc7" ON "parley_topicregion" ("region_id");
CREATE INDEX "parley_topicregion_topic_id_c0954926" ON "parley_topicregion" ("topic_id");
CREATE INDEX "parley_client_top_id_d1536dd8" ON "parley_client" ("top_id");
CREATE UNIQUE INDEX "one_acceptance_each" ON "parley_acceptance" ("initiative_id") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_acceptance_by_id_b15fa6e3" ON "parley_acceptance" ("by_id");
CREATE INDEX "parley_acceptance_initiative_id_fae759df" ON "parley_acceptance" ("initiative_id");
CREATE INDEX "parley_person_function_id_c7384129" ON "parley_person" ("function_id");
CREATE INDEX "parley_person_region_id_b87782cc" ON "parley_person" ("region_id");
CREATE INDEX "parley_person_deputy_id_2228287c" ON "parley_person" ("deputy_id");
CREATE INDEX "parley_pers_name_62cc8a_idx" ON "parley_person" ("name");
CREATE INDEX "leavers" ON "parley_person" ("left_on") WHERE "left_on" IS NOT NULL;
CREATE INDEX "talk_track_ends" ON "parley_talktrack" ("expires_on") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "one_draft_each" ON "parley_talktrack" ("initiative_id") WHERE ("ended_at" IS NULL AND "in_force_at" IS NULL);
CREATE UNIQUE INDEX "one_in_force_each" ON "parley_talktrack" ("initiative_id") WHERE ("ended_at" IS NULL AND "in_force_at" IS NOT NULL);
CREATE INDEX "parley_talktrack_approved_by_id_4bc049db" ON "parley_talktrack" ("approved_by_id");
CREATE INDEX "parley_talktrack_drafted_by_id_bcf94dcf" ON "parley_talktrack" ("drafted_by_id");
CREATE INDEX "parley_talktrack_ended_by_id_564ecd82" ON "parley_talktrack" ("ended_by_id");
CREATE INDEX "parley_talktrack_initiative_id_877af2a7" ON "parley_talktrack" ("initiative_id");
CREATE INDEX "parley_talktrack_legal_by_id_638bc5e8" ON "parley_talktrack" ("legal_by_id");
CREATE INDEX "parley_tellingoverride_by_id_f1af9d37" ON "parley_tellingoverride" ("by_id");
CREATE INDEX "parley_tellingoverride_initiative_id_8f0edbb2" ON "parley_tellingoverride" ("initiative_id");
CREATE UNIQUE INDEX "one_open_correction" ON "parley_correction" ("initiative_id", "client_id") WHERE "closed_at" IS NULL;
CREATE INDEX "parley_correction_client_id_0655f00b" ON "parley_correction" ("client_id");
CREATE INDEX "parley_correction_closed_by_id_78d3c7dc" ON "parley_correction" ("closed_by_id");
CREATE INDEX "parley_correction_statement_id_b453e997" ON "parley_correction" ("statement_id");
CREATE INDEX "corrections_of" ON "parley_correction" ("initiative_id", "closed_at");
CREATE INDEX "open_corrections" ON "parley_correction" ("client_id") WHERE "closed_at" IS NULL;
CREATE UNIQUE INDEX "latest_statement" ON "parley_statement" ("initiative_id", "client_id") WHERE "latest";
CREATE INDEX "parley_statement_by_id_30f840ad" ON "parley_statement" ("by_id");
CREATE INDEX "parley_statement_track_id_d6761673" ON "parley_statement" ("track_id");
CREATE INDEX "told_to_client" ON "parley_statement" ("client_id", "told_on" DESC);
CREATE INDEX "told_of_initiative" ON "parley_statement" ("initiative_id", "told_on" DESC);
CREATE UNIQUE INDEX "one_telling_override_each" ON "parley_tellingoverride" ("initiative_id") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_trackclient_client_id_dde992c4" ON "parley_trackclient" ("client_id");
CREATE INDEX "parley_trackclient_track_id_b80779ae" ON "parley_trackclient" ("track_id");
CREATE INDEX "parley_trackwords_region_id_cbfd9c35" ON "parley_trackwords" ("region_id");
CREATE INDEX "parley_trackwords_track_id_27664644" ON "parley_trackwords" ("track_id");
CREATE INDEX "parley_insight_author_id_906eb364" ON "parley_insight" ("author_id");
CREATE INDEX "parley_insight_client_id_c33d2aea" ON "parley_insight" ("client_id");
CREATE INDEX "parley_insight_on_behalf_of_id_756473b6" ON "parley_insight" ("on_behalf_of_id");
CREATE INDEX "parley_insight_merged_by_id_8d453fa1" ON "parley_insight" ("merged_by_id");
CREATE INDEX "parley_insight_merged_into_id_47d2cc0d" ON "parley_insight" ("merged_into_id");
CREATE INDEX "parley_insight_kept_id_0d31ca9c" ON "parley_insight" ("kept_id");
CREATE INDEX "parley_insi_client__9e8010_idx" ON "parley_insight" ("client_id", "said_on" DESC);
CREATE INDEX "parley_insightlink_insight_id_a53d2535" ON "parley_insightlink" ("insight_id");
CREATE INDEX "parley_insightlink_linked_by_id_894cf30d" ON "parley_insightlink" ("linked_by_id");
CREATE INDEX "parley_insightlink_client_id_c6f0fcea" ON "parley_insightlink" ("client_id");
CREATE INDEX "who_asks" ON "parley_insightlink" ("initiative_id", "stance", "client_id");
CREATE INDEX "insight_by_author" ON "parley_insight" ("author_id", "noted_at" DESC);
CREATE INDEX "insight_waits" ON "parley_insight" ("id" DESC) WHERE "waits";
CREATE INDEX "parley_notplanned_by_id_f5522e00" ON "parley_notplanned" ("by_id");
CREATE INDEX "parley_notplanned_insight_id_5ef9564d" ON "parley_notplanned" ("insight_id");
CREATE UNIQUE INDEX "one_answer_each" ON "parley_notplanned" ("insight_id") WHERE "ended_at" IS NULL;
CREATE INDEX "share_links_of" ON "parley_sharelink" ("client_id", "made_at" DESC);
CREATE INDEX "parley_sharelink_ended_by_id_592112dc" ON "parley_sharelink" ("ended_by_id");
CREATE INDEX "parley_sharelink_made_by_id_4f61fe38" ON "parley_sharelink" ("made_by_id");
CREATE INDEX "parley_sharedstatement_statement_id_add49fad" ON "parley_sharedstatement" ("statement_id");
CREATE INDEX "parley_sharedstatement_link_id_b5043f33" ON "parley_sharedstatement" ("link_id");
CREATE INDEX "parley_sharevisit_link_id_71fb4608" ON "parley_sharevisit" ("link_id");
CREATE INDEX "parley_batch_by_id_59b0a641" ON "parley_batch" ("by_id");
CREATE INDEX "parley_uplo_at_ca31fb_idx" ON "parley_upload" ("at" DESC);
CREATE INDEX "parley_batch_undone_by_id_3ced9cf6" ON "parley_batch" ("undone_by_id");
CREATE INDEX "parley_upload_by_id_9d2eb968" ON "parley_upload" ("by_id");
CREATE INDEX "parley_rate_set_by_id_0b2644b9" ON "parley_rate" ("set_by_id");
CREATE INDEX "parley_rate_currenc_d54246_idx" ON "parley_rate" ("currency", "since" DESC, "id" DESC);
CREATE UNIQUE INDEX "one_feed_of_all" ON "parley_feed" ("person_id") WHERE "area_id" IS NULL;
CREATE INDEX "parley_feed_area_id_f3bf3512" ON "parley_feed" ("area_id");
CREATE INDEX "parley_feed_person_id_b03a93a2" ON "parley_feed" ("person_id");
CREATE INDEX "parley_invitation_meeting_id_20c826f0" ON "parley_invitation" ("meeting_id");
CREATE INDEX "parley_invitation_person_id_4d46ee0c" ON "parley_invitation" ("person_id");
CREATE INDEX "parley_reply_meeting_id_da21d837" ON "parley_reply" ("meeting_id");
CREATE INDEX "parley_reply_person_id_22ea812f" ON "parley_reply" ("person_id");
CREATE INDEX "parley_factsbefore_client_id_5140ab99" ON "parley_factsbefore" ("client_id");
CREATE INDEX "parley_tapgiven_meeting_id_938fc27b" ON "parley_tapgiven" ("meeting_id");
CREATE INDEX "parley_tapgiven_person_id_7d16392d" ON "parley_tapgiven" ("person_id");
CREATE INDEX "parley_talkshare_meeting_id_ba8dd28d" ON "parley_talkshare" ("meeting_id");
CREATE INDEX "parley_talkshare_person_id_e34f3127" ON "parley_talkshare" ("person_id");
CREATE INDEX "parley_series_area_id_583a1b1d" ON "parley_series" ("area_id");
CREATE INDEX "parley_holiday_region_id_927857f0" ON "parley_holiday" ("region_id");
CREATE UNIQUE INDEX "one_holiday_a_day_for_everybody" ON "parley_holiday" ("day") WHERE "region_id" IS NULL;
CREATE INDEX "parley_sittingregion_region_id_150da476" ON "parley_sittingregion" ("region_id");
CREATE INDEX "parley_sittingregion_series_id_1f51fd03" ON "parley_sittingregion" ("series_id");
CREATE UNIQUE INDEX "one_meeting_a_sitting" ON "parley_meeting" ("series_id", "occurrence", "sitting") WHERE "series_id" IS NOT NULL;
CREATE INDEX "parley_meeting_area_id_f221353e" ON "parley_meeting" ("area_id");
CREATE INDEX "parley_meeting_note_taker_id_6e032918" ON "parley_meeting" ("note_taker_id");
CREATE INDEX "parley_meeting_series_id_48d7e06d" ON "parley_meeting" ("series_id");
CREATE INDEX "parley_meet_area_id_f96a97_idx" ON "parley_meeting" ("area_id", "starts_at");
CREATE INDEX "parley_meet_state_905ed8_idx" ON "parley_meeting" ("state", "starts_at");
CREATE INDEX "parley_meeting_run_by_id_7694d669" ON "parley_meeting" ("run_by_id");
CREATE UNIQUE INDEX "one_is_asked_to_run_a_meeting" ON "parley_rotaask" ("meeting_id") WHERE "state" = 'open';
CREATE INDEX "parley_rotaask_by_id_c95f0d88" ON "parley_rotaask" ("by_id");
CREATE INDEX "parley_rotaask_in_return_id_66ec572c" ON "parley_rotaask" ("in_return_id");
CREATE INDEX "parley_rotaask_meeting_id_b8c63477" ON "parley_rotaask" ("meeting_id");
CREATE INDEX "parley_rotaask_person_id_06112aa6" ON "parley_rotaask" ("person_id");
CREATE INDEX "parley_meetingregion_meeting_id_e23ce986" ON "parley_meetingregion" ("meeting_id");
CREATE INDEX "parley_meetingregion_region_id_d8477b66" ON "parley_meetingregion" ("region_id");
CREATE INDEX "minutes_to_send" ON "parley_meeting" ("minutes_published_at") WHERE ("minutes_published_at" IS NOT NULL AND "minutes_sent_at" IS NULL);
CREATE INDEX "parley_meeting_minutes_published_by_id_5937db51" ON "parley_meeting" ("minutes_published_by_id");
CREATE INDEX "parley_minutesline_decision_id_8c590336" ON "parley_minutesline" ("decision_id");
CREATE INDEX "parley_minutesline_item_id_7a0d9b01" ON "parley_minutesline" ("item_id");
CREATE INDEX "parley_minutesline_meeting_id_77808286" ON "parley_minutesline" ("meeting_id");
CREATE INDEX "parley_minutesline_person_id_de6a8810" ON "parley_minutesline" ("person_id");
CREATE INDEX "parley_minutesline_topic_id_517d96bb" ON "parley_minutesline" ("topic_id");
CREATE INDEX "insight_as_noted" ON "parley_insight" ("noted_at" DESC, "id" DESC);
CREATE INDEX "parley_capture_insight_id_b9384667" ON "parley_capture" ("insight_id");
CREATE INDEX "parley_capture_item_id_3e572748" ON "parley_capture" ("item_id");
CREATE INDEX "parley_capture_meeting_id_57e4daae" ON "parley_capture" ("meeting_id");
CREATE INDEX "parley_capture_point_id_e0868272" ON "parley_capture" ("point_id");
CREATE INDEX "parley_capture_topic_id_fa118ab0" ON "parley_capture" ("topic_id");
CREATE INDEX "parley_liveroom_floor_id_e8845006" ON "parley_liveroom" ("floor_id");
CREATE INDEX "parley_liveroom_item_id_2325eeb8" ON "parley_liveroom" ("item_id");
CREATE INDEX "parley_sealednote_round_id_8d9afb18" ON "parley_sealednote" ("round_id");
CREATE UNIQUE INDEX "had_floor_once_beside_items" ON "parley_hadfloor" ("room_id", "person_id") WHERE "item_id" IS NULL;
CREATE INDEX "parley_hadfloor_item_id_7179ba96" ON "parley_hadfloor" ("item_id");
CREATE INDEX "parley_hadfloor_person_id_19501696" ON "parley_hadfloor" ("person_id");
CREATE INDEX "parley_hadfloor_room_id_9351286b" ON "parley_hadfloor" ("room_id");
CREATE INDEX "parley_floortime_room_id_e6bbc60c" ON "parley_floortime" ("room_id");
CREATE UNIQUE INDEX "one_open_round_a_room" ON "parley_round" ("room_id") WHERE "closed_at" IS NULL;
CREATE INDEX "parley_round_item_id_54278e2f" ON "parley_round" ("item_id");
CREATE INDEX "parley_round_room_id_8e6404af" ON "parley_round" ("room_id");
CREATE INDEX "parley_shareletgo_meeting_id_892b282c" ON "parley_shareletgo" ("meeting_id");
CREATE INDEX "parley_minutesline_insight_id_2af1b429" ON "parley_minutesline" ("insight_id");
CREATE INDEX "parley_arrival_person_id_56cf9d51" ON "parley_arrival" ("person_id");
CREATE INDEX "parley_arrival_room_id_d2f6c518" ON "parley_arrival" ("room_id");
CREATE INDEX "parley_hand_person_id_062c4e90" ON "parley_hand" ("person_id");
CREATE INDEX "parley_hand_room_id_cf9677ec" ON "parley_hand" ("room_id");
CREATE INDEX "rooms_that_are_on" ON "parley_liveroom" ("meeting_id") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_estimate_by_id_7ee9e057" ON "parley_estimate" ("by_id");
CREATE INDEX "parley_tie_first_id_92c7b5c5" ON "parley_tie" ("first_id");
CREATE INDEX "parley_tie_second_id_38549736" ON "parley_tie" ("second_id");
CREATE INDEX "parley_agreement_option_id_cd7981db" ON "parley_agreement" ("option_id");
CREATE INDEX "parley_agreement_recorded_by_id_fc3f3396" ON "parley_agreement" ("recorded_by_id");
CREATE UNIQUE INDEX "one_settlement_in_force" ON "parley_settlement" ("decision_id") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_settlement_decision_id_d713eeec" ON "parley_settlement" ("decision_id");
CREATE INDEX "parley_settlement_instead_of_id_71c75c68" ON "parley_settlement" ("instead_of_id");
CREATE INDEX "parley_settlement_option_id_dfe12b15" ON "parley_settlement" ("option_id");
CREATE INDEX "parley_settlement_sent_back_by_id_bbb5f2de" ON "parley_settlement" ("sent_back_by_id");
CREATE INDEX "parley_settlement_settled_by_id_6ea97f02" ON "parley_settlement" ("settled_by_id");
CREATE INDEX "parley_option_decision_id_a7d84582" ON "parley_option" ("decision_id");
CREATE INDEX "parley_option_put_by_id_48df8c97" ON "parley_option" ("put_by_id");
CREATE INDEX "parley_option_asks_id_630ec494" ON "parley_option" ("asks_id");
CREATE INDEX "parley_option_initiative_id_69fbc4ed" ON "parley_option" ("initiative_id");
CREATE INDEX "parley_leaning_decision_id_6b454c22" ON "parley_leaning" ("decision_id");
CREATE INDEX "parley_leaning_option_id_5a56900a" ON "parley_leaning" ("option_id");
CREATE INDEX "parley_leaning_person_id_f9e2c879" ON "parley_leaning" ("person_id");
CREATE INDEX "parley_shift_borrower_id_d07eb82b" ON "parley_shift" ("borrower_id");
CREATE INDEX "parley_shift_lender_id_136c42d4" ON "parley_shift" ("lender_id");
CREATE INDEX "parley_shift_lent_by_id_fc807358" ON "parley_shift" ("lent_by_id");
CREATE INDEX "parley_shift_team_id_380dc15f" ON "parley_shift" ("team_id");
CREATE INDEX "shift_back_on" ON "parley_shift" ("back_on");
CREATE INDEX "parley_shiftpart_initiative_id_e83237ce" ON "parley_shiftpart" ("initiative_id");
CREATE INDEX "parley_shiftpart_shift_id_43c48adb" ON "parley_shiftpart" ("shift_id");
CREATE UNIQUE INDEX "one_deciding_deputy" ON "parley_decidingdeputy" ("decider_id") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_decidingdeputy_decider_id_9a608036" ON "parley_decidingdeputy" ("decider_id");
CREATE INDEX "parley_decidingdeputy_deputy_id_cd3deb0b" ON "parley_decidingdeputy" ("deputy_id");
CREATE INDEX "deputies_in_force" ON "parley_decidingdeputy" ("deputy_id", "in_force");
CREATE INDEX "parley_unsigneddissent_decision_id_76df9bce" ON "parley_unsigneddissent" ("decision_id");
CREATE INDEX "parley_review_decision_id_79a1c908" ON "parley_review" ("decision_id");
CREATE INDEX "parley_review_reviewed_by_id_3fffb067" ON "parley_review" ("reviewed_by_id");
CREATE INDEX "parley_decision_area_id_4c973476" ON "parley_decision" ("area_id");
CREATE INDEX "parley_decision_decider_id_e3074b5d" ON "parley_decision" ("decider_id");
CREATE INDEX "parley_decision_opened_by_id_873f1b0d" ON "parley_decision" ("opened_by_id");
CREATE INDEX "parley_decision_chosen_id_8dc391d7" ON "parley_decision" ("chosen_id");
CREATE INDEX "parley_decision_supersedes_id_52558394" ON "parley_decision" ("supersedes_id");
CREATE INDEX "parley_decision_first_id_76a3c1ed" ON "parley_decision" ("first_id");
CREATE INDEX "parley_deci_area_id_f813cc_idx" ON "parley_decision" ("area_id", "state", "decide_by");
CREATE INDEX "parley_deci_decider_b2cf70_idx" ON "parley_decision" ("decider_id", "state", "decide_by");
CREATE INDEX "decision_rounds_to_close" ON "parley_decisionround" ("closes_at") WHERE "closed_at" IS NULL;
CREATE UNIQUE INDEX "one_open_round_a_decision" ON "parley_decisionround" ("decision_id") WHERE "closed_at" IS NULL;
CREATE INDEX "parley_decisionround_decision_id_7ea966d3" ON "parley_decisionround" ("decision_id");
CREATE INDEX "parley_decisionround_option_id_f25f748f" ON "parley_decisionround" ("option_id");
CREATE INDEX "parley_decisionnote_round_id_6564045b" ON "parley_decisionnote" ("round_id");
CREATE INDEX "parley_deci_state_861f9a_idx" ON "parley_decision" ("state", "decide_by");
CREATE INDEX "parley_deci_state_28603c_idx" ON "parley_decision" ("state", "review_on");
CREATE INDEX "parley_decidinglink_decision_id_c4ddd0d6" ON "parley_decidinglink" ("decision_id");
CREATE INDEX "parley_decidinglink_person_id_017b692c" ON "parley_decidinglink" ("person_id");
CREATE INDEX "parley_privatenote_author_id_a7bee3bf" ON "parley_privatenote" ("author_id");
CREATE INDEX "parley_privatenote_decision_id_5136edce" ON "parley_privatenote" ("decision_id");
CREATE INDEX "parley_privatenote_told_id_cea2354c" ON "parley_privatenote" ("told_id");
CREATE INDEX "parley_sheet_wave_id_54a06cc9" ON "parley_sheet" ("wave_id");
CREATE INDEX "parley_followed_owner_id_9600856d" ON "parley_followed" ("owner_id");
CREATE INDEX "parley_followed_wave_id_68430e0e" ON "parley_followed" ("wave_id");
CREATE INDEX "parley_wave_planned_by_id_c43e17b5" ON "parley_wave" ("planned_by_id");
CREATE INDEX "wave_newest" ON "parley_wave" ("opens_at" DESC);
CREATE INDEX "parley_release_wave_id_aed1a95e" ON "parley_release" ("wave_id");
CREATE INDEX "parley_question_key_b1a026f8" ON "parley_question" ("key");
CREATE INDEX "parley_question_wave_id_6bcdfb68" ON "parley_question" ("wave_id");
CREATE INDEX "parley_openanswer_first_id_46e2edf0" ON "parley_openanswer" ("first_id");
CREATE INDEX "parley_openanswer_second_id_0efcd47a" ON "parley_openanswer" ("second_id");
CREATE INDEX "parley_openanswer_wave_id_df2ad565" ON "parley_openanswer" ("wave_id");
CREATE INDEX "parley_invited_person_id_58395787" ON "parley_invited" ("person_id");
CREATE INDEX "parley_invited_wave_id_bf17bd99" ON "parley_invited" ("wave_id");
CREATE INDEX "invited_to_mail" ON "parley_invited" ("wave_id", "answered", "mailed");
CREATE INDEX "parley_wavearea_area_id_cf61566a" ON "parley_wavearea" ("area_id");
CREATE INDEX "parley_wavearea_wave_id_c3691f22" ON "parley_wavearea" ("wave_id");
CREATE INDEX "parley_waveregion_region_id_39b2c8d4" ON "parley_waveregion" ("region_id");
CREATE INDEX "parley_waveregion_wave_id_91556e0a" ON "parley_waveregion" ("wave_id");
CREATE INDEX "comments_as_input" ON "parley_comment" ("input_at") WHERE "input_at" IS NOT NULL;
CREATE INDEX "credits_of_a_time" ON "parley_contribution" ("credited_by_kind", "credited_at");
CREATE INDEX "topics_as_brought" ON "parley_topic" ("brought_at");
CREATE INDEX "parley_influencecount_person_id_cb62cc83" ON "parley_influencecount" ("person_id");
CREATE INDEX "credit_checks_of_quarter" ON "parley_creditcheck" ("quarter");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE INDEX "parley_importedtotal_wave_id_bbcc8506" ON "parley_importedtotal" ("wave_id");
CREATE UNIQUE INDEX "one_open_stay" ON "parley_stay" ("initiative_id") WHERE "left_at" IS NULL;
CREATE INDEX "stays_of_initiative" ON "parley_stay" ("initiative_id", "entered_at");
CREATE INDEX "stays_of_batch" ON "parley_stay" ("batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "parley_targetmove_batch_ec1c98a9" ON "parley_targetmove" ("batch");
CREATE INDEX "parley_targetmove_initiative_id_b9ade7b1" ON "parley_targetmove" ("initiative_id");
CREATE UNIQUE INDEX "duty_once_a_stage" ON "parley_stageduty" ("stage", "kind") WHERE ("ended_at" IS NULL AND NOT ("kind" = 'other'));
CREATE INDEX "parley_stageduty_function_id_0b51cc6b" ON "parley_stageduty" ("function_id");
CREATE INDEX "parley_stageduty_listed_by_id_0c3a5eef" ON "parley_stageduty" ("listed_by_id");
CREATE UNIQUE INDEX "owed_once" ON "parley_owedduty" ("initiative_id", "duty_id") WHERE "done_at" IS NULL;
CREATE UNIQUE INDEX "done_ahead_once" ON "parley_owedduty" ("initiative_id", "kind", "stage") WHERE "duty_id" IS NULL;
CREATE INDEX "parley_owedduty_done_by_id_ec5cb468" ON "parley_owedduty" ("done_by_id");
CREATE INDEX "parley_owedduty_initiative_id_7393d67d" ON "parley_owedduty" ("initiative_id");
CREATE INDEX "still_owed" ON "parley_owedduty" ("duty_id", "initiative_id") WHERE "done_at" IS NULL;
CREATE INDEX "parley_dutyarea_area_id_4bf8cc98" ON "parley_dutyarea" ("area_id");
CREATE INDEX "parley_dutyarea_duty_id_7ee14003" ON "parley_dutyarea" ("duty_id");
CREATE INDEX "parley_solution_initiative_id_17db3ab0" ON "parley_solution" ("initiative_id");
CREATE INDEX "parley_solution_written_by_id_04b01e89" ON "parley_solution" ("written_by_id");
CREATE UNIQUE INDEX "one_choice_each" ON "parley_solutionchoice" ("initiative_id") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_solutionchoice_chosen_by_id_3ea4ffc3" ON "parley_solutionchoice" ("chosen_by_id");
CREATE INDEX "parley_solutionchoice_initiative_id_3ddbc333" ON "parley_solutionchoice" ("initiative_id");
CREATE INDEX "parley_solutionchoice_solution_id_011839bb" ON "parley_solutionchoice" ("solution_id");
CREATE INDEX "launch_looked_back_on" ON "parley_launchplan" ("back_on") WHERE "looked_at" IS NULL;
CREATE INDEX "parley_launchplan_written_by_id_f56e22d8" ON "parley_launchplan" ("written_by_id");
CREATE INDEX "parley_lookback_by_id_88b3d1ac" ON "parley_lookback" ("by_id");
CREATE INDEX "parley_lookback_plan_id_2526e4a5" ON "parley_lookback" ("plan_id");
CREATE INDEX "parley_lookbackmoved_by_id_d2812dd9" ON "parley_lookbackmoved" ("by_id");
CREATE INDEX "parley_lookbackmoved_plan_id_7b56846f" ON "parley_lookbackmoved" ("plan_id");
CREATE INDEX "parley_announcement_closed_by_id_ba6e979c" ON "parley_announcement" ("closed_by_id");
CREATE INDEX "open_announcements" ON "parley_announcement" ("client_id") WHERE "closed_at" IS NULL;
CREATE INDEX "parley_launchregion_enabled_by_id_ca95e11e" ON "parley_launchregion" ("enabled_by_id");
CREATE INDEX "parley_launchregion_plan_id_20ce8a7c" ON "parley_launchregion" ("plan_id");
CREATE INDEX "parley_launchregion_region_id_a7c0dde7" ON "parley_launchregion" ("region_id");
CREATE INDEX "parley_launchregion_said_by_id_51b6659c" ON "parley_launchregion" ("said_by_id");
CREATE INDEX "parley_launchregion_supported_by_id_0acc21c5" ON "parley_launchregion" ("supported_by_id");
CREATE INDEX "launch_day" ON "parley_launchregion" ("day");
CREATE INDEX "parley_trialoutcome_trial_id_b8672b5a" ON "parley_trialoutcome" ("trial_id");
CREATE INDEX "parley_triallink_ended_by_id_d1dbfe70" ON "parley_triallink" ("ended_by_id");
CREATE INDEX "parley_triallink_made_by_id_021c2f88" ON "parley_triallink" ("made_by_id");
CREATE INDEX "parley_triallink_statement_id_4c832dd3" ON "parley_triallink" ("statement_id");
CREATE INDEX "parley_triallink_place_id_2dceada3" ON "parley_triallink" ("place_id");
CREATE INDEX "parley_trialanswer_insight_id_8c650fed" ON "parley_trialanswer" ("insight_id");
CREATE INDEX "parley_trialanswer_noted_by_id_456f8099" ON "parley_trialanswer" ("noted_by_id");
CREATE INDEX "parley_trialanswer_link_id_896f588b" ON "parley_trialanswer" ("link_id");
CREATE INDEX "parley_trialanswer_place_id_abfe470e" ON "parley_trialanswer" ("place_id");
CREATE UNIQUE INDEX "one_sensitive_time" ON "parley_sensitivetime" ("client_id") WHERE "ended_at" IS NULL;
CREATE INDEX "parley_sensitivetime_set_by_id_eacf87dc" ON "parley_sensitivetime" ("set_by_id");
CREATE INDEX "parley_trial_decision_id_556d2982" ON "parley_trial" ("decision_id");
CREATE INDEX "parley_trial_initiative_id_5c928820" ON "parley_trial" ("initiative_id");
CREATE INDEX "parley_trial_planned_by_id_ac48016c" ON "parley_trial" ("planned_by_id");
CREATE INDEX "trials_as_planned" ON "parley_trial" ("state", "planned_at" DESC);
CREATE INDEX "parley_trialquestion_answered_by_id_b468e089" ON "parley_trialquestion" ("answered_by_id");
CREATE INDEX "parley_trialquestion_region_id_516d8f43" ON "parley_trialquestion" ("region_id");
CREATE INDEX "parley_trialquestion_trial_id_e3714728" ON "parley_trialquestion" ("trial_id");
CREATE INDEX "trial_answers_to" ON "parley_trialanswer" ("question_id", "noted_at");
CREATE UNIQUE INDEX "latest_trial_answer" ON "parley_trialanswer" ("question_id", "place_id") WHERE "latest";
CREATE INDEX "parley_trialquota_region_id_64c63dd8" ON "parley_trialquota" ("region_id");
CREATE INDEX "parley_trialquota_trial_id_337ee952" ON "parley_trialquota" ("trial_id");
CREATE INDEX "parley_trialplace_agreed_by_id_1cb2ab35" ON "parley_trialplace" ("agreed_by_id");
CREATE INDEX "parley_trialplace_client_id_be825181" ON "parley_trialplace" ("client_id");
CREATE INDEX "parley_trialplace_put_forward_by_id_6b139d65" ON "parley_trialplace" ("put_forward_by_id");
CREATE INDEX "parley_trialplace_thanked_by_id_07c031c5" ON "parley_trialplace" ("thanked_by_id");
CREATE INDEX "parley_trialplace_thanked_with_id_3726391a" ON "parley_trialplace" ("thanked_with_id");
CREATE INDEX "places_of_trial" ON "parley_trialplace" ("trial_id", "state", "changed_at");
CREATE INDEX "places_proposed" ON "parley_trialplace" ("client_id") WHERE "state" = 'proposed';
CREATE INDEX "places_to_thank" ON "parley_trialplace" ("client_id") WHERE ("state" = 'accepted' AND "thanked_at" IS NULL);
CREATE INDEX "parley_attachment_comment_id_d96a9b64" ON "parley_attachment" ("comment_id");
CREATE INDEX "parley_attachment_thread_id_9fc9b4f6" ON "parley_attachment" ("thread_id");
CREATE INDEX "parley_attachment_added_by_id_c8b1983d" ON "parley_attachment" ("added_by_id");
CREATE INDEX "parley_trialscreenshot_place_id_3d3dc3dd" ON "parley_trialscreenshot" ("place_id");
CREATE INDEX "parley_trialscreenshot_question_id_398b845a" ON "parley_trialscreenshot" ("question_id");
CREATE TRIGGER parley_entry_no_update BEFORE UPDATE ON parley_entry BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: record another event instead.'); END;
CREATE TRIGGER parley_entry_no_delete BEFORE DELETE ON parley_entry BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: record another event instead.'); END;
CREATE TRIGGER parley_about_no_update BEFORE UPDATE ON parley_about BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: record another event instead.'); END;
CREATE TRIGGER parley_about_no_delete BEFORE DELETE ON parley_about BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: record another event instead.'); END;
INSERT INTO "django_migrations" ("app", "name", "applied") VALUES
('parley', '0001_initial', '2026-09-01 08:00:00'),
('parley', '0002_append_only', '2026-09-01 08:00:00'),
('parley', '0003_search_words', '2026-09-01 08:00:00'),
('parley', '0004_leavers', '2026-09-01 08:00:00'),
('parley', '0005_client_of_link', '2026-09-01 08:00:00'),
('parley', '0006_who_asks', '2026-09-01 08:00:00'),
('parley', '0007_evidence', '2026-09-01 08:00:00'),
('parley', '0008_disclosure', '2026-09-01 08:00:00'),
('parley', '0009_merging', '2026-09-01 08:00:00'),
('parley', '0010_live_and_promises', '2026-09-01 08:00:00'),
('parley', '0011_share_links', '2026-09-01 08:00:00'),
('parley', '0012_files_taken_in', '2026-09-01 08:00:00'),
('parley', '0013_rates', '2026-09-01 08:00:00'),
('parley', '0014_invitations', '2026-09-01 08:00:00'),
('parley', '0015_facts_before', '2026-09-01 08:00:00'),
('parley', '0016_questions_and_taps', '2026-09-01 08:00:00'),
('parley', '0017_talk', '2026-09-01 08:00:00'),
('parley', '0018_sittings_and_holidays', '2026-09-01 08:00:00'),
('parley', '0019_transcripts_kept', '2026-09-01 08:00:00'),
('parley', '0020_rota', '2026-09-01 08:00:00'),
('parley', '0021_seats_of_meetings', '2026-09-01 08:00:00'),
('parley', '0022_minutes', '2026-09-01 08:00:00'),
('parley', '0023_insights_as_noted', '2026-09-01 08:00:00'),
('parley', '0024_live_room', '2026-09-01 08:00:00'),
('parley', '0025_writers_of_rounds', '2026-09-01 08:00:00'),
('parley', '0026_own_share_let_go', '2026-09-01 08:00:00'),
('parley', '0027_captured_lines', '2026-09-01 08:00:00'),
('parley', '0028_who_is_here', '2026-09-01 08:00:00'),
('parley', '0029_what_initiatives_take', '2026-09-01 08:00:00'),
('parley', '0030_settled_then_published', '2026-09-01 08:00:00'),
('parley', '0031_weighing_together', '2026-09-01 08:00:00'),
('parley', '0032_shifts', '2026-09-01 08:00:00'),
('parley', '0033_deciding_by_mail', '2026-09-01 08:00:00'),
('parley', '0034_dissent_without_names', '2026-09-01 08:00:00'),
('parley', '0035_reviews', '2026-09-01 08:00:00'),
('parley', '0036_lines_of_decisions', '2026-09-01 08:00:00'),
('parley', '0037_first_of_lines', '2026-09-01 08:00:00'),
('parley', '0038_decisions_marked', '2026-09-01 08:00:00'),
('parley', '0039_written_rounds_on_decisions', '2026-09-01 08:00:00'),
('parley', '0040_links_that_were_sent', '2026-09-01 08:00:00'),
('parley', '0041_decisions_by_how_far_they_are', '2026-09-01 08:00:00'),
('parley', '0042_notes_and_links_for_somebody', '2026-09-01 08:00:00'),
('parley', '0043_notes_are_for_somebody', '2026-09-01 08:00:00'),
('parley', '0044_surveys', '2026-09-01 08:00:00'),
('parley', '0045_measured_influence', '2026-09-01 08:00:00'),
('contenttypes', '0001_initial', '2026-09-01 08:00:00'),
('contenttypes', '0002_remove_content_type_name', '2026-09-01 08:00:00'),
('auth', '0001_initial', '2026-09-01 08:00:00'),
('auth', '0002_alter_permission_name_max_length', '2026-09-01 08:00:00'),
('auth', '0003_alter_user_email_max_length', '2026-09-01 08:00:00'),
('auth', '0004_alter_user_username_opts', '2026-09-01 08:00:00'),
('auth', '0005_alter_user_last_login_null', '2026-09-01 08:00:00'),
('auth', '0006_require_contenttypes_0002', '2026-09-01 08:00:00'),
('auth', '0007_alter_validators_add_error_messages', '2026-09-01 08:00:00'),
('auth', '0008_alter_user_username_max_length', '2026-09-01 08:00:00'),
('auth', '0009_alter_user_last_name_max_length', '2026-09-01 08:00:00'),
('auth', '0010_alter_group_name_max_length', '2026-09-01 08:00:00'),
('auth', '0011_update_proxy_permissions', '2026-09-01 08:00:00'),
('auth', '0012_alter_user_first_name_max_length', '2026-09-01 08:00:00'),
('sessions', '0001_initial', '2026-09-01 08:00:00'),
('parley', '0046_totals_of_past_waves', '2026-09-01 08:00:00'),
('parley', '0047_stays', '2026-09-01 08:00:00'),
('parley', '0048_duties', '2026-09-01 08:00:00'),
('parley', '0049_attachments_and_options', '2026-09-01 08:00:00'),
('parley', '0050_launches', '2026-09-01 08:00:00'),
('parley', '0051_trials', '2026-09-01 08:00:00'),
('parley', '0052_feedback', '2026-09-01 08:00:00'),
('parley', '0053_screenshots', '2026-09-01 08:00:00');
INSERT INTO "parley_about" VALUES(1,'initiative',1,1);
INSERT INTO "parley_about" VALUES(2,'initiative',1,2);
INSERT INTO "parley_area" VALUES(1,'identity','Identity',NULL,NULL);
INSERT INTO "parley_comment" VALUES(1,'Ask before October.','2026-09-01 10:00:00',NULL,1,2,NULL);
INSERT INTO "parley_entry" VALUES(1,'2026-09-01 09:00:00',1,'initiative.added','{"initiative": 1}','0f415cb2e5ce9482bec06d3bf1942eeb2da4605728942586717caacf58748e95',NULL);
INSERT INTO "parley_entry" VALUES(2,'2026-09-01 10:00:00',1,'initiative.stage_moved','{"initiative": 1, "before": "gather", "after": "alpha"}','701680a0b1254987f1e5941eada06e4e39f101642ff1e909090a6bb6055fb651',NULL);
INSERT INTO "parley_function" VALUES(1,'client-services','Client services','business','none');
INSERT INTO "parley_initiative" VALUES(1,'parley','CON-1','Consent signals','alpha','now',NULL,NULL,NULL,'group',1,'group',0,1,'2026-09-01 09:00:00','2026-09-01 10:00:00',1,NULL,NULL,1,NULL);
INSERT INTO "parley_owedduty" VALUES(1,'words','alpha',NULL,NULL,'2026-09-01 11:00:00',0,'',1,1,NULL);
INSERT INTO "parley_pending" VALUES(1,'react','{"entry": 2}',NULL,'2026-09-01 10:00:00',0,0,0,'');
INSERT INTO "parley_pending" VALUES(2,'mail_unplaced','{"person": 1, "letter": 7, "name": "", "why": "no_client", "sentence": "", "clients": [], "about": "insight:0"}','mail_unplaced:7','2026-09-01 10:00:00',7,0,1,'This version of Parley knows no work called mail_unplaced.');
INSERT INTO "parley_person" VALUES(1,'!','aiko','aiko@parley.example','Aiko Tanaka','Parley','Asia/Tokyo','ja',0,NULL,NULL,0,1,1,NULL,NULL,3,NULL,NULL,NULL);
INSERT INTO "parley_region" VALUES(1,'emea','EMEA');
INSERT INTO "parley_stay" VALUES(1,'gather','2026-09-01 09:00:00',1,'2026-09-01 10:00:00',NULL,NULL,1);
INSERT INTO "parley_stay" VALUES(2,'alpha','2026-09-01 10:00:00',1,NULL,NULL,NULL,1);
INSERT INTO "parley_talktrack" VALUES(1,'Any client','any_client','2027-09-01','2026-09-01 09:00:00',NULL,NULL,'2026-09-01 11:00:00',NULL,NULL,1,1,NULL,NULL,1,NULL);
INSERT INTO "parley_thread" VALUES(1,'2026-09-01 09:00:00');
INSERT INTO "parley_thread" VALUES(2,'2026-09-01 09:00:00');
INSERT INTO "parley_topic" VALUES(1,'question','Does consent cover Japan?','Two clients ask before they renew.','business','2026-09-01 09:00:00','2026-10-01','open','',NULL,NULL,1,1,1,NULL,NULL,2);
