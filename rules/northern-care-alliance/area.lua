-- local_people(): "local" is nowhere drawn on a map. The documents name four places, and say that the group serves them.

function local_people()
  return resident_in { "Oldham", "Rochdale", "Salford", "Bury" }
    :source "a range of associated community services, across Oldham, Rochdale, Salford and Bury"
end
