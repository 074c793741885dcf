--=> rules.lua:2: error takes a text
error({ "anything" })
