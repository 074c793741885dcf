-- local_people(): "the Sandwell and West Birmingham area". Sandwell is a council, West Birmingham is a part of one, and where it
-- ends is not said. So somebody in Birmingham is for a person to decide.

function local_people()
  return resident_in { "Sandwell", "Birmingham" }:source "a key source of employment for local people"
       & (resident_in "Sandwell" | judgement "lives in the west of Birmingham, which the document does not draw"
           :source "a major employer in the Sandwell and West Birmingham area")
end
