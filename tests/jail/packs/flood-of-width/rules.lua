--=> rules.lua:2: string.format knows %d %i %x %X %o %e %E %f %g %G %s and %%
local s = string.format("%999999999d", 1)
