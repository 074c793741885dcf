-- The trust's own vacancies, and what each code on their "Essential criteria" means. A code that is not here ("care", say) is for
-- a person to judge.
local ours = vacancy.employer:is "Riverside Hospital"
local criteria = { english = english_at_least "L1", maths = maths_at_least "L1" }

-- Disability Confident: "offer an interview". Hundreds of people apply for the porters' jobs, so there a person decides.
disability_confident { vacancies = ours, essential = criteria, high_volume = vacancy.title:matches "(?i)porter" }

-- The NHS Universal Family Programme encourages this and does not mandate it. The ages are the trust's own choice.
care_leavers { vacancies = ours, essential = criteria, who = aged(16, 25) }
