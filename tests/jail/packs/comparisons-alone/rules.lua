--=> 'comparisons-alone' was stopped: it used more than 5 seconds of processor time
-- Lua's own comparison, a megabyte an instruction: no budget of instructions is any use, so the jail ends it.
local a = ("x"):rep(1 << 20) local b = a .. "y" while a < b do end
