guaranteed_interview "referred" {
  who = referred_by "Islington Working",
  vacancies = vacancy.title:is "Ward clerk",
}
guaranteed_interview "essentials" { who = candidate.passed:includes_all(vacancy.essential) }
guaranteed_interview "by-employer" { who = vacancy.region:one_of(candidate.referred_by) }
programme "redundancy" { eligible = made_redundant_by { "Oscar Mayer", "Debenhams" } }
programme "only-these" { eligible = candidate.passed:includes_only { "initial assessment", "manual handling" } }
programme "finished" { eligible = completed "redundancy" }
programme "as-written" {
  eligible = check("one language, written in capitals", { reads = { "languages" } }, function(c)
    return #c.languages == 1 and c.languages[1] == string.upper(c.languages[1])
  end),
}
