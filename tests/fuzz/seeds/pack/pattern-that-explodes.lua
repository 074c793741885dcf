--=> rules.lua:2: the text is too long for a pattern (4096 bytes), is not UTF-8, or takes too many steps to match
string.matches(("a"):rep(40) .. "!", [[^(a+)+$]])
