programme "course" { title = "Course", eligible = unemployed(), gives = { completed = "course" } }

programme "next" {
  title = "Next",
  eligible = check("has finished the course", { reads = { candidate.completed } }, function(c)
    for _, name in ipairs(c.completed) do
      if name == "raising/course" then error("cannot tell") end
    end
    return false
  end),
}
