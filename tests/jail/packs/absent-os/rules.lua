--=> rules.lua:2: 'os' is not known: packs can't use files, other programs or the network; the day of the run is 'today', in a check function
os.execute("touch /tmp/berth-was-here")
