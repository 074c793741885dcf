# What `berth explain` tells of how each rule is made, a line a thing: what an interview rests on, places, stages, offers, what finishing gives.
function flush() {
    if (line == "") return
    sub(/ \(rules\/[^)]*\)$/, "", line)
    if (line ~ /^[a-z-]+\/[a-z-]+ of /) { offer = ""; sub(/ of .*/, "", line); print line }
    else if (line ~ /^(what it rests on|places|when finished): /) print "    " line
    else if (line ~ /^[0-9]+\. /) print "    " line
    else if (line ~ /^- /) print "    " line
    else if (line ~ /^(at the stage|by|against the barrier|on condition): /) print "        " line
    line = ""
}
{
    match($0, /^ */)
    text = substr($0, RLENGTH + 1)
    if (line != "" && RLENGTH == indent + 2) { line = line " " text; next }  # a line that was broken
    flush()
    indent = RLENGTH
    line = text
}
END { flush() }
