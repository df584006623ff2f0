-- The catalogue of a Taskdex release: every record, by id and by relation.
--
-- NULL always means that the publisher gives no value; it never stands for zero. Percents are
-- 0 to 100. `source` says where each table's figures come from, `source_file` what was read.

CREATE TABLE source (
    source_key  TEXT PRIMARY KEY,   -- onet, eloundou, aei-2026-01-15 …
    position    INTEGER NOT NULL,   -- in the order in which they are shown
    name        TEXT NOT NULL,
    publisher   TEXT NOT NULL,
    release     TEXT NOT NULL,      -- the publisher's own name for it
    date        TEXT,               -- in the publisher's own words
    licence     TEXT NOT NULL,
    licence_url TEXT NOT NULL,
    url         TEXT NOT NULL,
    attribution TEXT NOT NULL       -- the credit line that the licence asks for
) STRICT, WITHOUT ROWID;

CREATE TABLE source_file (
    path       TEXT PRIMARY KEY,    -- relative to the sources folder; ! before a member of a zip
    source_key TEXT NOT NULL REFERENCES source,
    sha256     TEXT NOT NULL,
    byte_count INTEGER NOT NULL,
    row_count  INTEGER NOT NULL     -- without the header
) STRICT, WITHOUT ROWID;

CREATE TABLE major_group (
    group_code TEXT PRIMARY KEY,    -- the two digits of the 2018 SOC major group
    title      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job_zone (
    zone       INTEGER PRIMARY KEY, -- from O*NET 30.3 on, 2 stands for zones 1 and 2
    name       TEXT NOT NULL,
    education  TEXT NOT NULL,
    experience TEXT NOT NULL,
    training   TEXT NOT NULL
) STRICT;

CREATE TABLE occupation (
    occupation_code TEXT PRIMARY KEY,  -- O*NET-SOC 2019
    group_code      TEXT NOT NULL REFERENCES major_group,
    title           TEXT NOT NULL,
    description     TEXT NOT NULL,     -- empty where the publisher gives none
    job_zone        INTEGER            -- 1 to 5
) STRICT, WITHOUT ROWID;

CREATE TABLE lay_title (
    occupation_code TEXT NOT NULL REFERENCES occupation,
    title           TEXT NOT NULL,
    short_title     TEXT,
    PRIMARY KEY (occupation_code, title)
) STRICT, WITHOUT ROWID;

-- ESCO: what an occupation is called in other languages and in British English, through an occupation of ESCO.
CREATE TABLE foreign_title (
    occupation_code TEXT NOT NULL REFERENCES occupation,
    language        TEXT NOT NULL,     -- ISO 639-1; en: British English
    title           TEXT NOT NULL,
    is_preferred    INTEGER NOT NULL CHECK (is_preferred IN (0, 1)),  -- ESCO prefers it
    concept_uri     TEXT NOT NULL,     -- of ESCO's occupation
    match           TEXT NOT NULL,     -- the crosswalk's own word; same title: no crosswalk has it
    confidence      REAL NOT NULL,     -- how sure that match is, 0 to 1, set by Taskdex
    PRIMARY KEY (occupation_code, language, title)
) STRICT, WITHOUT ROWID;

CREATE TABLE related_occupation (
    occupation_code TEXT NOT NULL REFERENCES occupation,
    position        INTEGER NOT NULL,  -- 1 is the closest
    related_code    TEXT NOT NULL REFERENCES occupation,
    tier            TEXT NOT NULL,
    PRIMARY KEY (occupation_code, position)
) STRICT, WITHOUT ROWID;

-- O*NET's Software Skills: which occupations use which products.
CREATE TABLE software (
    slug             TEXT PRIMARY KEY,  -- its name in addresses
    name             TEXT NOT NULL,
    short_name       TEXT NOT NULL,     -- the words of the name, without "software" and the like
    category         TEXT NOT NULL,
    is_hot           INTEGER NOT NULL CHECK (is_hot IN (0, 1)),  -- asked for by many employers
    occupation_count INTEGER NOT NULL,
    in_demand_count  INTEGER NOT NULL   -- occupations in which employers often ask for it
) STRICT, WITHOUT ROWID;

CREATE TABLE software_word (
    word             TEXT NOT NULL,
    slug             TEXT NOT NULL REFERENCES software,
    is_telling       INTEGER NOT NULL CHECK (is_telling IN (0, 1)),  -- no statement or title has it
    occupation_count INTEGER NOT NULL,  -- of the product, so that a lookup needs no join
    PRIMARY KEY (word, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX word_of_software ON software_word (slug, word, is_telling);

CREATE TABLE occupation_software (
    occupation_code TEXT NOT NULL REFERENCES occupation,
    slug            TEXT NOT NULL REFERENCES software,
    in_demand       INTEGER NOT NULL CHECK (in_demand IN (0, 1)),
    same_category   INTEGER NOT NULL,  -- how many products of its category the occupation uses
    PRIMARY KEY (occupation_code, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX occupation_by_software ON occupation_software
    (slug, in_demand, occupation_code, same_category);

-- One row a task. The figures of O*NET's Task Ratings stand here, because a task has them once.
CREATE TABLE task (
    task_id             INTEGER PRIMARY KEY,  -- O*NET's Task ID
    occupation_code     TEXT NOT NULL REFERENCES occupation,
    text                TEXT NOT NULL,
    type                TEXT CHECK (type IN ('core', 'supplemental')),
    respondents         INTEGER,              -- to the survey on the occupation's tasks
    date                TEXT NOT NULL,        -- of the statement, MM/YYYY
    importance          REAL,                 -- scale IM, 1 to 5; NULL: not rated
    importance_lower    REAL,                 -- 95 % confidence interval
    importance_upper    REAL,
    relevance_percent   REAL,                 -- scale RT
    relevance_lower     REAL,
    relevance_upper     REAL,
    rank                INTEGER,              -- by importance in the occupation; 1 is the highest
    rated_tasks         INTEGER,              -- how many tasks of the occupation have one
    tied_with           INTEGER,              -- other tasks of the occupation of equal importance
    rating_respondents  INTEGER,
    low_precision       INTEGER CHECK (low_precision IN (0, 1)),
    rating_date         TEXT,                 -- of the survey, MM/YYYY
    rated_by            TEXT CHECK (rated_by IN ('incumbents', 'experts', 'analysts'))
                                              -- Domain Source; NULL: not rated, or not said
) STRICT;
CREATE INDEX task_by_occupation ON task (occupation_code, importance DESC, task_id);

CREATE TABLE activity (
    activity_id TEXT PRIMARY KEY,      -- O*NET's element id
    level       TEXT NOT NULL CHECK (level IN ('gwa', 'iwa', 'dwa')),
    title       TEXT NOT NULL,
    parent_id   TEXT REFERENCES activity,
    description TEXT,
    task_count  INTEGER NOT NULL,      -- of all levels below
    occupation_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_by_parent ON activity (parent_id, activity_id);

CREATE TABLE task_activity (
    task_id     INTEGER NOT NULL REFERENCES task,
    activity_id TEXT NOT NULL REFERENCES activity,  -- a DWA
    PRIMARY KEY (task_id, activity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_by_activity ON task_activity (activity_id, task_id);

-- Eloundou et al., full_labelset.tsv.
CREATE TABLE exposure (
    task_id          INTEGER PRIMARY KEY REFERENCES task,
    gpt4             TEXT NOT NULL,  -- gpt4_exposure: E0, E1, E2
    human            TEXT,           -- human_exposure_agg
    gpt4_alternative TEXT,           -- gpt4_exposure_alt_rubric
    alpha            REAL NOT NULL,  -- E1
    beta             REAL NOT NULL,  -- E1 + 0.5·E2
    gamma            REAL NOT NULL,  -- E1 + E2
    automation       TEXT NOT NULL,  -- gpt4_automation: T0 to T4
    automation_second TEXT,          -- the same, asked again: automation_gpt4_human_labels.tsv
    automation_human TEXT,           -- human_automation, of 100 tasks
    labelled_text    TEXT            -- the statement labelled, where it differs from today's
) STRICT;

-- Eloundou et al., occ_level.csv: means over the tasks of the occupation; a core task counts 1 and
-- every other one ½.
CREATE TABLE occupation_exposure (
    occupation_code TEXT NOT NULL REFERENCES occupation,
    rater           TEXT NOT NULL CHECK (rater IN ('gpt4', 'human')),
    alpha           REAL NOT NULL,
    beta            REAL NOT NULL,
    gamma           REAL NOT NULL,
    PRIMARY KEY (occupation_code, rater)
) STRICT, WITHOUT ROWID;

-- BLS, Occupational Employment and Wage Statistics: one row for each SOC code that an occupation
-- has figures under. US dollars; NULL percentiles are at or above the top code where that is given,
-- else not available.
CREATE TABLE soc_pay (
    soc_code        TEXT PRIMARY KEY,  -- 29-1141; 31-1120 and others stand for several
    title           TEXT NOT NULL,
    people          INTEGER,           -- TOT_EMP: wage and salary workers
    annual_p10      INTEGER,
    annual_p25      INTEGER,
    annual_median   INTEGER,
    annual_p75      INTEGER,
    annual_p90      INTEGER,
    annual_top_code INTEGER,
    hourly_p10      REAL,
    hourly_p25      REAL,
    hourly_median   REAL,
    hourly_p75      REAL,
    hourly_p90      REAL,
    hourly_top_code REAL,
    only            TEXT CHECK (only IN ('annual', 'hourly'))  -- the one basis that is published
) STRICT, WITHOUT ROWID;

-- BLS, Employment Projections: all jobs, those of the self-employed included.
CREATE TABLE soc_outlook (
    soc_code       TEXT PRIMARY KEY,
    title          TEXT NOT NULL,
    first_year     INTEGER NOT NULL,
    last_year      INTEGER NOT NULL,
    people_first   INTEGER NOT NULL,  -- jobs, rounded to 100
    people_last    INTEGER NOT NULL,
    change         INTEGER NOT NULL,
    growth_percent REAL,
    openings       INTEGER,           -- a year on average
    education      TEXT,              -- typical for entry
    experience     TEXT,
    training       TEXT
) STRICT, WITHOUT ROWID;

-- Under which SOC code a dataset has an occupation; several occupations can share one.
CREATE TABLE occupation_soc (
    dataset         TEXT NOT NULL CHECK (dataset IN ('pay', 'outlook')),
    occupation_code TEXT NOT NULL REFERENCES occupation,
    soc_code        TEXT NOT NULL,
    PRIMARY KEY (dataset, occupation_code)
) STRICT, WITHOUT ROWID;
CREATE INDEX occupation_by_soc ON occupation_soc (dataset, soc_code);

-- What several studies say of how far AI reaches an occupation, each on a scale of its own, and
-- where that puts the occupation among all that have the measure.
CREATE TABLE occupation_measure (
    occupation_code  TEXT NOT NULL REFERENCES occupation,
    measure          TEXT NOT NULL,   -- beta_gpt4, beta_human, applicability, observed_exposure …
    value            REAL,            -- NULL: a zero that its publisher rounded; see at_most
    at_most          REAL,
    rank             INTEGER NOT NULL,
    occupations      INTEGER NOT NULL,
    percentile       REAL NOT NULL,
    soc_code         TEXT NOT NULL,   -- under which it is published
    occupation_count INTEGER NOT NULL,
    PRIMARY KEY (occupation_code, measure)
) STRICT, WITHOUT ROWID;

-- What AI applicability is made of: Microsoft, soc_metrics.csv, by SOC code.
CREATE TABLE soc_applicability (
    soc_code                 TEXT PRIMARY KEY,
    goal_score               REAL NOT NULL,  -- ai_applicability_score_user: of what people wanted
    goal_coverage_percent    REAL NOT NULL,  -- coverage_user: weight of activities above 0.05 %
    goal_completed_percent   REAL,           -- completion_user
    goal_scope_percent       REAL,           -- impact_scope_user: moderate or larger
    goal_liked_percent       REAL,           -- feedback_positive_fraction_user: thumbs up
    action_score             REAL NOT NULL,  -- the same of what the model did (..._ai)
    action_coverage_percent  REAL NOT NULL,
    action_completed_percent REAL,
    action_scope_percent     REAL,
    action_liked_percent     REAL
) STRICT, WITHOUT ROWID;

-- How far each two measures put all occupations in the same order.
CREATE TABLE measure_pair (
    first            TEXT NOT NULL,
    second           TEXT NOT NULL,
    occupations      INTEGER NOT NULL,  -- that have both
    rank_correlation REAL,              -- Spearman's; NULL: too few have both
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

-- Anthropic Economic Index: one row for each text and release. Figures belong to the text.
CREATE TABLE usage (
    usage_id                       INTEGER PRIMARY KEY,
    source_key                     TEXT NOT NULL REFERENCES source,
    release                        TEXT NOT NULL,
    text                           TEXT NOT NULL,
    share_percent                  REAL,  -- of all conversations of the sample
    conversation_count             INTEGER,
    directive_percent              REAL,  -- collaboration patterns, of this text's conversations
    feedback_loop_percent          REAL,
    task_iteration_percent         REAL,
    learning_percent               REAL,
    validation_percent             REAL,
    none_percent                   REAL,
    not_classified_percent         REAL,  -- and cells below the publication floor
    work_percent                   REAL,
    coursework_percent             REAL,
    personal_percent               REAL,
    human_only_ability_yes_percent REAL,  -- a human could do it without AI
    task_success_percent           REAL,
    multitasking_percent           REAL,
    autonomy_mean                  REAL,  -- 1 to 5
    human_only_hours_mean          REAL,
    human_with_ai_minutes_mean     REAL,
    human_education_years_mean     REAL,
    ai_education_years_mean        REAL,
    share_percent_at_most          REAL,  -- of a share that the publisher rounded to 0
    rounded_away                   TEXT   -- other percentages that it rounded to 0, by name
) STRICT;

CREATE TABLE task_usage (
    task_id    INTEGER NOT NULL REFERENCES task,
    usage_id   INTEGER NOT NULL REFERENCES usage,
    matched_by TEXT NOT NULL CHECK (matched_by IN ('text', 'onet-20.1-id', 'task-id')),
    PRIMARY KEY (task_id, usage_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_by_usage ON task_usage (usage_id, task_id);

-- Observed use of work activities: figures of the activity, and of no task. Each assistant has a
-- denominator of its own; figures of two of them must not be added or compared in size.

-- Microsoft, iwa_metrics.csv: Bing Copilot, United States, January to September 2024.
CREATE TABLE copilot_use (
    activity_id              TEXT PRIMARY KEY REFERENCES activity,  -- an IWA
    goal_share_percent       REAL NOT NULL,  -- share_user: of what people wanted
    goal_completed_percent   REAL,           -- completion_user
    goal_scope_percent       REAL,           -- impact_scope_user: moderate or larger
    goal_liked_percent       REAL,           -- feedback_positive_fraction_user: thumbs up
    action_share_percent     REAL NOT NULL,  -- the same of what the model did (..._ai)
    action_completed_percent REAL,
    action_scope_percent     REAL,
    action_liked_percent     REAL
) STRICT, WITHOUT ROWID;

-- OpenAI Signals: of work-related messages to ChatGPT, United States, consumer accounts.
CREATE TABLE chatgpt_use (
    activity_id   TEXT NOT NULL REFERENCES activity,  -- an IWA
    month         TEXT NOT NULL,                      -- YYYY-MM
    share_percent REAL NOT NULL,                      -- with noise added for privacy
    PRIMARY KEY (activity_id, month)
) STRICT, WITHOUT ROWID;

-- Anthropic Economic Index: one row for each activity and release; columns as in usage, and text is
-- the activity's title.
CREATE TABLE activity_usage (
    activity_id                    TEXT NOT NULL REFERENCES activity,
    source_key                     TEXT NOT NULL REFERENCES source,
    release                        TEXT NOT NULL,
    text                           TEXT NOT NULL,
    share_percent                  REAL,  -- of all conversations of the sample
    conversation_count             INTEGER,
    directive_percent              REAL,  -- collaboration patterns, of this text's conversations
    feedback_loop_percent          REAL,
    task_iteration_percent         REAL,
    learning_percent               REAL,
    validation_percent             REAL,
    none_percent                   REAL,
    not_classified_percent         REAL,  -- and cells below the publication floor
    work_percent                   REAL,
    coursework_percent             REAL,
    personal_percent               REAL,
    human_only_ability_yes_percent REAL,  -- a human could do it without AI
    task_success_percent           REAL,
    multitasking_percent           REAL,
    autonomy_mean                  REAL,  -- 1 to 5
    human_only_hours_mean          REAL,
    human_with_ai_minutes_mean     REAL,
    human_education_years_mean     REAL,
    ai_education_years_mean        REAL,
    share_percent_at_most          REAL,  -- of a share that the publisher rounded to 0
    rounded_away                   TEXT,  -- other percentages that it rounded to 0, by name
    PRIMARY KEY (activity_id, release)
) STRICT, WITHOUT ROWID;

-- The same of programs that call the model: another population, never added to usage.
CREATE TABLE api_usage (
    api_usage_id                   INTEGER PRIMARY KEY,
    source_key                     TEXT NOT NULL REFERENCES source,
    release                        TEXT NOT NULL,
    text                           TEXT NOT NULL,
    share_percent                  REAL,  -- of all conversations of the sample
    conversation_count             INTEGER,
    directive_percent              REAL,  -- collaboration patterns, of this text's conversations
    feedback_loop_percent          REAL,
    task_iteration_percent         REAL,
    learning_percent               REAL,
    validation_percent             REAL,
    none_percent                   REAL,
    not_classified_percent         REAL,  -- and cells below the publication floor
    work_percent                   REAL,
    coursework_percent             REAL,
    personal_percent               REAL,
    human_only_ability_yes_percent REAL,  -- a human could do it without AI
    task_success_percent           REAL,
    multitasking_percent           REAL,
    autonomy_mean                  REAL,  -- 1 to 5
    human_only_hours_mean          REAL,
    human_with_ai_minutes_mean     REAL,
    human_education_years_mean     REAL,
    ai_education_years_mean        REAL,
    share_percent_at_most          REAL,  -- of a share that the publisher rounded to 0
    rounded_away                   TEXT   -- other percentages that it rounded to 0, by name
) STRICT;

CREATE TABLE task_api_usage (
    task_id      INTEGER NOT NULL REFERENCES task,
    api_usage_id INTEGER NOT NULL REFERENCES api_usage,
    matched_by   TEXT NOT NULL CHECK (matched_by IN ('text', 'onet-20.1-id', 'task-id')),
    PRIMARY KEY (task_id, api_usage_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_by_api_usage ON task_api_usage (api_usage_id, task_id);

-- Ids that an older release had and this one does not.
CREATE TABLE retired_task (
    task_id         INTEGER PRIMARY KEY,
    occupation_code TEXT NOT NULL,       -- of that release
    text            TEXT NOT NULL,
    last_release    TEXT NOT NULL,       -- the newest O*NET release known to have it
    successor_id    INTEGER REFERENCES task,
    source_key      TEXT NOT NULL REFERENCES source
) STRICT;

-- Releases of O*NET that follow one another in the sources folder, compared.
CREATE TABLE release_step (
    position             INTEGER PRIMARY KEY,  -- 0 is the newest
    older                TEXT NOT NULL,
    newer                TEXT NOT NULL UNIQUE,
    older_date           TEXT,                 -- in the publisher's own words
    newer_date           TEXT,
    older_task_count     INTEGER NOT NULL,
    newer_task_count     INTEGER NOT NULL,
    occupations_compared INTEGER NOT NULL CHECK (occupations_compared IN (0, 1))
) STRICT;

-- One row for each thing that changed in a step: a task can be reworded and retyped at once.
CREATE TABLE change (
    change_id        INTEGER PRIMARY KEY,  -- newest step first; in it by kind, occupation, task
    older            TEXT NOT NULL,
    newer            TEXT NOT NULL REFERENCES release_step (newer),
    kind             TEXT NOT NULL,        -- added, reworded, retyped, moved, retired, occupation-…
    task_id          INTEGER,              -- NULL: the occupation itself changed
    occupation_code  TEXT NOT NULL,        -- newer; of what is gone, older
    occupation_title TEXT NOT NULL,        -- empty: no release that was read has it
    text             TEXT NOT NULL,        -- newer statement; of a retired task, the last
    before           TEXT,                 -- statement, type (NULL: not classified), code or title
    after            TEXT
) STRICT;
CREATE INDEX change_by_kind ON change (newer, kind, change_id);
CREATE INDEX change_by_task ON change (task_id, kind);

-- O*NET's Emerging Tasks: statements proposed for an occupation, which are not tasks yet.
CREATE TABLE emerging_task (
    emerging_id      INTEGER PRIMARY KEY,
    occupation_code  TEXT NOT NULL REFERENCES occupation,
    text             TEXT NOT NULL,
    category         TEXT NOT NULL CHECK (category IN ('New', 'Revision')),
    original_task_id INTEGER,              -- the task that a revision is to replace
    date             TEXT NOT NULL,        -- MM/YYYY
    origin           TEXT NOT NULL         -- Domain Source, in O*NET's words; empty: not given
) STRICT;
CREATE INDEX emerging_by_occupation ON emerging_task (occupation_code, emerging_id);
CREATE INDEX emerging_by_original ON emerging_task (original_task_id);

-- What a list of tasks shows.
CREATE VIEW task_summary AS
SELECT task.task_id, task.text, task.type, task.occupation_code,
       occupation.title AS occupation_title,
       task.importance, task.rank, task.rated_tasks, task.relevance_percent, task.rated_by,
       exposure.gpt4 AS exposure, exposure.human AS human_exposure,
       EXISTS (SELECT 1 FROM task_usage WHERE task_usage.task_id = task.task_id) AS observed,
       -- To sort by: a share that was rounded to 0 is below all others.
       (SELECT coalesce(share_percent, 0.0) FROM task_usage JOIN usage USING (usage_id)
         WHERE task_usage.task_id = task.task_id
           AND coalesce(share_percent, share_percent_at_most) IS NOT NULL
         ORDER BY usage.release DESC LIMIT 1) AS latest_share_percent
  FROM task JOIN occupation USING (occupation_code) LEFT JOIN exposure USING (task_id);

-- What an occupation is listed, sorted, ranked and compared by.
CREATE VIEW occupation_figures AS
SELECT occupation.occupation_code AS code, occupation.title, occupation.group_code,
       occupation.job_zone,
       (SELECT count(*) FROM task
         WHERE task.occupation_code = occupation.occupation_code) AS task_count,
       pay.people AS employment,
       pay.annual_median AS median_annual_pay, pay.annual_top_code,
       pay.hourly_median AS median_hourly_pay, pay.hourly_top_code,
       pay.soc_code AS pay_soc,
       (SELECT count(*) FROM occupation_soc AS other
         WHERE other.dataset = 'pay' AND other.soc_code = pay.soc_code) AS pay_occupations,
       outlook.growth_percent, outlook.openings, outlook.education AS entry_education,
       outlook.soc_code AS outlook_soc,
       (SELECT count(*) FROM occupation_soc AS other
         WHERE other.dataset = 'outlook'
           AND other.soc_code = outlook.soc_code) AS outlook_occupations,
       (SELECT value FROM occupation_measure AS m
         WHERE m.occupation_code = occupation.occupation_code
           AND measure = 'beta_gpt4') AS beta_gpt4,
       (SELECT value FROM occupation_measure AS m
         WHERE m.occupation_code = occupation.occupation_code
           AND measure = 'beta_human') AS beta_human,
       (SELECT value FROM occupation_measure AS m
         WHERE m.occupation_code = occupation.occupation_code
           AND measure = 'applicability') AS applicability,
       (SELECT value FROM occupation_measure AS m
         WHERE m.occupation_code = occupation.occupation_code
           AND measure = 'observed_exposure') AS observed_exposure,
       EXISTS (SELECT 1 FROM source WHERE source_key = 'bls-oews') AS has_pay,
       EXISTS (SELECT 1 FROM source WHERE source_key = 'bls-projections') AS has_outlook,
       EXISTS (SELECT 1 FROM source WHERE source_key = 'eloundou') AS has_study,
       EXISTS (SELECT 1 FROM occupation_measure
                WHERE measure = 'applicability') AS has_applicability,
       EXISTS (SELECT 1 FROM source WHERE source_key = 'observed-exposure') AS has_observed
  FROM occupation
       LEFT JOIN occupation_soc AS paid
              ON paid.occupation_code = occupation.occupation_code AND paid.dataset = 'pay'
       LEFT JOIN soc_pay AS pay ON pay.soc_code = paid.soc_code
       LEFT JOIN occupation_soc AS projected
              ON projected.occupation_code = occupation.occupation_code
             AND projected.dataset = 'outlook'
       LEFT JOIN soc_outlook AS outlook ON outlook.soc_code = projected.soc_code;

-- What a task is ranked by. Shares are of one release of the Index, the newest, so that they can be
-- compared.
CREATE VIEW task_figures AS
SELECT task.task_id, task.text, task.occupation_code, occupation.title AS occupation_title,
       task.importance, exposure.gpt4 AS exposure, exposure.human AS human_exposure, exposure.beta,
       abs(exposure.beta - CASE exposure.human WHEN 'E1' THEN 1.0 WHEN 'E2' THEN 0.5
                                               WHEN 'E0' THEN 0.0 END) AS rater_gap,
       seen.share_percent, seen.share_percent_at_most, seen.release,
       CASE WHEN seen.usage_id IS NOT NULL THEN
            (SELECT count(*) - 1 FROM task_usage AS other WHERE other.usage_id = seen.usage_id)
            END AS shared_count
  FROM task JOIN occupation USING (occupation_code) LEFT JOIN exposure USING (task_id)
       LEFT JOIN (SELECT task_usage.task_id, usage.* FROM task_usage JOIN usage USING (usage_id)
                   WHERE usage.release = (SELECT max(release) FROM usage)) AS seen
              ON seen.task_id = task.task_id;
