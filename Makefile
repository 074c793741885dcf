# berth: `make help` lists what can be made.

PREFIX ?= /usr/local
BUILD ?= build
CFLAGS ?= -O2 -g
SANITIZE ?=

# Lua's pkg-config file has another name on every system; the first that is there is taken.
PKG_CONFIG ?= pkg-config
LUA := $(shell for name in lua5.4 lua-5.4 lua; do $(PKG_CONFIG) --exists $$name && echo $$name && break; done 2>/dev/null)
PACKAGES := $(LUA) libpcre2-8 sqlite3 jansson $(if $(filter Linux,$(shell uname -s)),libseccomp)

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wvla
INSTRUMENT := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all)
COMPILE = $(CC) -std=c17 -D_GNU_SOURCE -Isrc -I$(BUILD)/generated -include src/base/banned.h $(CPPFLAGS) \
	$(WARNINGS) -fno-common -pthread $(PACKAGE_CFLAGS) $(CFLAGS) $(INSTRUMENT)
PACKAGE_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
LINK = $(CC) -pthread $(CFLAGS) $(INSTRUMENT) $(LDFLAGS)
# libcsv comes without a pkg-config file.
LIBRARIES := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null) -lcsv -lm

SOURCES := $(filter-out src/cli/main.c,$(wildcard src/*/*.c))
TESTS := $(wildcard tests/*/*_test.c tests/unit/*/*_test.c)
FUZZERS := $(wildcard tests/fuzz/*_fuzz.c)
BENCHES := $(wildcard tests/bench/*.c)
STDLIB := $(wildcard stdlib/*.lua)
FIT := $(wildcard stdlib/fit/*.lua)

OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
LIBRARY := $(BUILD)/libberth.a
PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(TESTS) $(FUZZERS) $(BENCHES))

# Sub-makes use all processors, unless the caller chose a number of jobs.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))
SUBMAKE = +@$(MAKE) --no-print-directory $(JOBS)

# A line a file; V=1 shows the commands.
SAY = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),@:,@echo)
QUIET := $(if $(V),,@)

.PHONY: all demo test sanitize fuzz bench check format install clean help unit fuzzers benches bootstrap \
	bootstrap-tests bootstrap-checks
.SECONDARY:
.DELETE_ON_ERROR:

all: $(BUILD)/berth
	@:

help:
	@sed -n 's/^## //p' Makefile

## make demo      install what is missing, build, import the examples, evaluate the packs that ship
demo: bootstrap
	$(SUBMAKE) all
	@scripts/demo $(BUILD)/berth

## make test      install what is missing, build, run the tests
test: bootstrap-tests
	$(SUBMAKE) all unit
	@scripts/test $(BUILD)

## make           build build/berth (scripts/bootstrap installs the libraries that it needs)
## make sanitize  the tests under AddressSanitizer and UndefinedBehaviorSanitizer, threads under ThreadSanitizer
sanitize: bootstrap-tests
	@scripts/sanitize

## make fuzz      each fuzz harness for FUZZ_SECONDS (60)
fuzz: bootstrap-checks
	@scripts/fuzz $(or $(FUZZ_SECONDS),60)

## make check     what else is asked of the code: its layers, its layout, no warning from gcc or clang
check: bootstrap-checks
	@scripts/check-layers
	@scripts/check-format
	@scripts/check-warnings

## make bench     the speed tables of tests/bench/README.md, measured on this machine
bench: bootstrap-tests
	$(SUBMAKE) all benches
	@tests/bench/run $(BUILD)

## make format    lay out the C code as .clang-format says
format:
	clang-format -i $(wildcard src/*/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch])

## make install   copy the program and the packs under PREFIX (/usr/local), below DESTDIR if that is set
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/berth
	install -m 755 $(BUILD)/berth $(DESTDIR)$(PREFIX)/bin/berth
	rm -rf $(DESTDIR)$(PREFIX)/share/berth/rules
	cp -R rules $(DESTDIR)$(PREFIX)/share/berth/rules

## make clean     remove what was built
clean:
	rm -rf build

bootstrap:
	@scripts/bootstrap

bootstrap-tests:
	@scripts/bootstrap --tests

bootstrap-checks:
	@scripts/bootstrap --checks

unit: $(TESTS:%.c=$(BUILD)/%)
	@:
fuzzers: $(FUZZERS:%.c=$(BUILD)/%)
	@:
benches: $(BENCHES:%.c=$(BUILD)/%)
	@:

$(BUILD)/berth: $(BUILD)/src/cli/main.o $(LIBRARY)
	$(SAY) "  link $@"
	$(QUIET)$(LINK) -o $@ $^ $(LIBRARIES)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	$(QUIET)$(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) "  compile $<"
	$(QUIET)$(COMPILE) -MMD -MP -c -o $@ $<

# The standard fields and vocabulary become part of the program.
$(BUILD)/generated/stdlib.inc: $(STDLIB) $(FIT) scripts/embed
	@mkdir -p $(@D)
	$(QUIET)scripts/embed standard $(STDLIB) > $@
	$(QUIET)scripts/embed fit $(FIT) >> $@

$(BUILD)/src/script/stdlib.o: $(BUILD)/generated/stdlib.inc

# A harness is linked with libFuzzer, which brings its main: CC=clang SANITIZE=address,fuzzer-no-link.
$(BUILD)/tests/fuzz/%_fuzz: $(BUILD)/tests/fuzz/%_fuzz.o $(LIBRARY)
	$(SAY) "  link $@"
	$(QUIET)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES)

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(LIBRARY)
	$(SAY) "  link $@"
	$(QUIET)$(LINK) -o $@ $^ $(LIBRARIES)

-include $(OBJECTS:.o=.d) $(PROGRAMS:=.d) $(BUILD)/src/cli/main.d
