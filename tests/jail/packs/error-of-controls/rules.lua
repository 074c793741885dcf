--=> rules.lua:2: \x1B[2J\u{202E}no
error "\27[2J\u{202E}no"
