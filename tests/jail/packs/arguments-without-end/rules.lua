--=> 'arguments-without-end' was stopped: it used more than 5 seconds of processor time
-- Each call copies all arguments, inside one instruction.
local function f(...) return f(1, ...) end f()
