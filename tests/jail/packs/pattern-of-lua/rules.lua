--=> rules.lua:3: string.find looks for plain text: add 1, true to say so, or use string.matches with a PCRE2 pattern
-- Lua's patterns take time without limit: nested captures back-track exponentially.
string.find(("a"):rep(100), ("a-"):rep(50) .. "b")
