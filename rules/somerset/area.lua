-- Whom the rules of this pack are for, in words that several of them share.
--
-- The documents never say "residents of Somerset". They say "people in the region", and "redundancy in Somerset" of two
-- employers who had sites in other places as well.

-- in_the_region(): the system's own area stands for "the region".
function in_the_region()
  return resident_in "Somerset"
    :source "an opportunity to provide work for 2,000 people in the region"
end

-- lost_job_at({ "Oscar Mayer" }, words): a resident of Somerset who was made redundant there, or is about to be; in the words
-- of the scheme. Somebody who lives elsewhere may have had the same job, so they are not turned away: a person looks where
-- the job was. They are not asked for an employer, though, or everybody in the country would be.
function lost_job_at(employers, words)
  local here  = resident_in "Somerset"
  local known = candidate.redundancy_employer:known()
  return made_redundant_by(employers):source(words)
       & (here | known):label "lives in Somerset or named the employer":source "redundancy in Somerset"
       & (here | judgement "lives elsewhere and had the job in Somerset":source "redundancy in Somerset")
end

-- somerset_jobs(): the vacancies in Somerset, and those of its two NHS trusts wherever they are. The documents do not say for
-- which jobs an interview is guaranteed. The partners that they list are the two trusts, the council, care providers, GP
-- practices and voluntary organisations of Somerset, and nobody else can have promised one.
function somerset_jobs()
  return vacancy.borough:is "Somerset" | vacancy.employer:one_of { "RH5", "RA4" }
end
