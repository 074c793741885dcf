-- The columns that the ten programmes need.
SELECT reference, date_of_birth, borough, employment, unemployed_since, english, benefits, care_experienced, hours_wanted,
       right_to_work, referred_on
FROM person ORDER BY id
