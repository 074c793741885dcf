--=> rules.lua:4: 'flood-in-pcall' was stopped: it needs more memory than a pack may use
local t = {}
while true do
  pcall(function() while true do t[#t + 1] = ("x"):rep(1000) .. #t end end)
end
