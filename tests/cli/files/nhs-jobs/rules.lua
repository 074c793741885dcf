local anyone = resident_in "Islington"
guaranteed_interview "by-code" { who = anyone, vacancies = vacancy.employer:is "RP6" }
guaranteed_interview "by-name" { who = anyone, vacancies = vacancy.employer:is "Moorfields Eye Hospital NHS Foundation Trust" }
guaranteed_interview "written" { who = anyone, vacancies = vacancy.employer:one_of { "Example Surgery", "RX0" } }
guaranteed_interview "called" { who = anyone, vacancies = vacancy.employer_name:matches "(?i)exampleshire" }
guaranteed_interview "banded" { who = anyone, vacancies = vacancy.pay_band:at_most "3" }
guaranteed_interview "part-time" { who = anyone, vacancies = vacancy.working_pattern:includes "part time" }
guaranteed_interview "for-a-time" { who = anyone, vacancies = vacancy.contract_type:is "fixed term" }
