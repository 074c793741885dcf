-- The ten programmes of packs/bench as one query, as of 2026-06-01. Each condition is computed once a row: 1, 0 or NULL.
-- Days are counted from 1970-01-01: 20605 is 2026-06-01, 20513, 20423, 20240 and 19875 are 3, 6, 12 and 24 months before;
-- 14761, 14031, 11474, 11109, 5995, -3136 and -3867 are the last birthdays of those aged 16, 18, 25, 26, 40, 65 and 67.
WITH
  east  (code) AS (SELECT code FROM category WHERE subject = 'candidate' AND field = 'borough'
                   AND value IN ('Hackney', 'Newham', 'Tower Hamlets', 'Waltham Forest')),
  south (code) AS (SELECT code FROM category WHERE subject = 'candidate' AND field = 'borough'
                   AND value IN ('Bexley', 'Bromley', 'Greenwich', 'Lambeth', 'Lewisham', 'Southwark')),
  inner_london (code) AS (SELECT code FROM category WHERE subject = 'candidate' AND field = 'borough'
                   AND value IN ('Camden', 'Greenwich', 'Hackney', 'Hammersmith and Fulham', 'Islington',
                   'Kensington and Chelsea', 'Lambeth', 'Lewisham', 'Southwark', 'Tower Hamlets', 'Wandsworth', 'Westminster')),
  city  (code) AS (SELECT code FROM category WHERE subject = 'candidate' AND field = 'borough' AND value = 'City of London'),
  yes   (code) AS (SELECT code FROM category WHERE subject = 'candidate' AND field = 'right_to_work' AND value = 'yes'),
  work  (value, code) AS (SELECT value, code FROM category WHERE subject = 'candidate' AND field = 'employment'),
  level (value, code) AS (SELECT value, code FROM category WHERE subject = 'candidate' AND field = 'english')
SELECT reference AS "candidate",
  CASE date_of_birth > -3136 AND date_of_birth <= 14031 AND borough IN east
       AND employment = (SELECT code FROM work WHERE value = 'unemployed')
       AND english IN (SELECT code FROM level WHERE value IN ('L1', 'L2')) AND right_to_work = (SELECT code FROM yes) AND hours_wanted >= 16
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/admin-academy",
  CASE care_experienced = 1 AND date_of_birth > 11109 AND date_of_birth <= 14761 AND right_to_work = (SELECT code FROM yes)
       AND (employment = (SELECT code FROM work WHERE value = 'unemployed') OR hours_wanted <= 20)
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/care-leavers-first",
  CASE referred_on > 20332 AND employment IN (SELECT code FROM work WHERE value IN ('unemployed', 'employed'))
       AND instr(';' || benefits || ';', ';UC;') > 0
       AND english IN (SELECT code FROM level WHERE value IN ('E1', 'E2', 'E3', 'L1'))
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/digital-first-steps",
  CASE date_of_birth > 11474 AND date_of_birth <= 14761 AND right_to_work = (SELECT code FROM yes) AND unemployed_since <= 20423
       AND english IN (SELECT code FROM level WHERE value IN ('E3', 'L1', 'L2'))
       AND NOT instr(';' || benefits || ';', ';PIP;') > 0
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/estates-starter",
  CASE ((care_experienced = 1 AND (instr(';' || benefits || ';', ';UC;') > 0 OR unemployed_since <= 20513))
        OR (instr(';' || benefits || ';', ';UC;') > 0 AND unemployed_since <= 20513))
       AND date_of_birth > -3867 AND date_of_birth <= 14031
       AND english IN (SELECT code FROM level WHERE value IN ('L1', 'L2')) AND right_to_work = (SELECT code FROM yes)
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/healthcare-support",
  CASE date_of_birth <= 14761 AND borough IN south
       AND english IN (SELECT code FROM level WHERE value IN ('E2', 'E3', 'L1', 'L2')) AND hours_wanted BETWEEN 16 AND 30
       AND employment <> (SELECT code FROM work WHERE value = 'self-employed')
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/kitchen-skills",
  CASE employment = (SELECT code FROM work WHERE value = 'unemployed') AND unemployed_since <= 20240
       AND (instr(';' || benefits || ';', ';UC;') > 0 OR instr(';' || benefits || ';', ';JSA;') > 0
            OR instr(';' || benefits || ';', ';ESA;') > 0)
       AND borough IN inner_london AND date_of_birth <= 11474
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/long-term-support",
  CASE referred_on BETWEEN 20423 AND 20605 AND right_to_work = (SELECT code FROM yes) AND hours_wanted >= 30
       AND date_of_birth <= 14031 AND english IN (SELECT code FROM level WHERE value IN ('E3', 'L1', 'L2'))
       AND employment = (SELECT code FROM work WHERE value = 'unemployed') AND borough NOT IN south
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/porter-pathway",
  CASE date_of_birth <= 5995 AND unemployed_since BETWEEN 19875 AND 20605
       AND employment <> (SELECT code FROM work WHERE value = 'in education or training') AND (benefits = '' OR hours_wanted <= 25)
       AND right_to_work = (SELECT code FROM yes) AND borough NOT IN city
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/returners",
  CASE hours_wanted <= 16 AND date_of_birth <= 14031 AND english IN (SELECT code FROM level WHERE value = 'L2')
       AND right_to_work = (SELECT code FROM yes) AND borough IN inner_london AND referred_on < 20454
       AND (care_experienced = 1 OR instr(';' || benefits || ';', ';UC;') > 0 OR instr(';' || benefits || ';', ';JSA;') > 0
            OR instr(';' || benefits || ';', ';ESA;') > 0)
    WHEN 1 THEN 'eligible' WHEN 0 THEN 'not_eligible' ELSE 'needs_information' END AS "bench/weekend-ward"
FROM person ORDER BY id
