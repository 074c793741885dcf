# berth: make help lists what can be made.

PREFIX ?= /usr/local
BUILD ?= build
CC ?= gcc
SANITIZE ?=

PACKAGES := lua5.4 libpcre2-8 sqlite3 libseccomp jansson
PKG_CONFIG ?= pkg-config

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wvla
OPTIMISE ?= -O2
CPPFLAGS += -D_GNU_SOURCE -Isrc -I$(BUILD)/generated -include src/base/banned.h
CFLAGS += -std=c17 $(OPTIMISE) -g $(WARNINGS) -fno-common $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all)
LDFLAGS += -pthread $(if $(SANITIZE),-fsanitize=$(SANITIZE))
CFLAGS += $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
# libcsv comes without a pkg-config file on Debian.
LDLIBS += $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null) -lcsv -lm

SOURCES := $(filter-out src/cli/main.c,$(wildcard src/*/*.c))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
LIBRARY := $(BUILD)/libberth.a
STDLIB := $(wildcard stdlib/*.lua)
UNIT := $(wildcard tests/unit/*/*_test.c)
UNIT_TESTS := $(UNIT:%.c=$(BUILD)/%)

.PHONY: all demo test unit bench fuzz sanitize install clean help bootstrap format
.SECONDARY:
.DELETE_ON_ERROR:

all: $(BUILD)/berth

help:
	@sed -n 's/^## //p' Makefile

## make demo      install what is missing, build, import the examples, evaluate the packs that ship
demo: bootstrap
	@$(MAKE) --no-print-directory all
	@scripts/demo $(BUILD)/berth

## make test      install what is missing, build, run the tests
test: bootstrap
	@$(MAKE) --no-print-directory all unit
	@scripts/test $(BUILD)

## make           build build/berth (the libraries must be there: scripts/bootstrap installs them)
## make sanitize  the tests under AddressSanitizer and UndefinedBehaviorSanitizer, threads under ThreadSanitizer
sanitize: bootstrap
	@scripts/sanitize

## make fuzz      each fuzz harness for FUZZ_SECONDS (60)
fuzz: bootstrap
	@scripts/fuzz $(or $(FUZZ_SECONDS),60)

## make bench     the speed tables of tests/bench/README.md, measured on this machine
bench: bootstrap
	@$(MAKE) --no-print-directory all
	@tests/bench/run $(BUILD)

## make format    lay out the C code as .clang-format says
format:
	clang-format -i $(wildcard src/*/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch])

## make install   copy the program and the packs under PREFIX (/usr/local), below DESTDIR if that is set
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/berth
	install -m 755 $(BUILD)/berth $(DESTDIR)$(PREFIX)/bin/berth
	cp -R rules $(DESTDIR)$(PREFIX)/share/berth/

## make clean     remove what was built
clean:
	rm -rf build

bootstrap:
	@scripts/bootstrap

unit: $(UNIT_TESTS)

$(BUILD)/berth: $(BUILD)/src/cli/main.o $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The standard fields and vocabulary become part of the program.
$(BUILD)/generated/stdlib.inc: $(STDLIB) scripts/embed
	@mkdir -p $(@D)
	scripts/embed $(STDLIB) > $@

$(BUILD)/src/script/stdlib.o: $(BUILD)/generated/stdlib.inc

$(BUILD)/tests/unit/%_test: $(BUILD)/tests/unit/%_test.o $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:=.d) $(BUILD)/src/cli/main.d
