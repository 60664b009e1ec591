# The two commands are `make run` and `make test`; both set up first, quickly when nothing changed.

.PHONY: help setup setup-test run test fuzz bench bench-growth screenshots lint catalogues

help:
	@echo "make run          set up and open the program (without a display: the demo day, under demo-output/)"
	@echo "make test         set up and run every check"
	@echo "make fuzz         try fifty thousand histories of the merge (KAZANLAK_HISTORIES says how many)"
	@echo "make lint         format, lint, types, contracts and catalogues only"
	@echo "make catalogues   take new texts from the source into the catalogues, and compile them"
	@echo "make bench        measure, and write docs/bench.json"
	@echo "make bench-growth measure the merge in stores of up to ten million changes, and write docs/growth.md (an hour)"
	@echo "make screenshots  take docs/screenshots/ anew"

setup:
	@installer/setup.sh

setup-test:
	@installer/setup.sh --tests

run: setup
	@tools/run.sh

test: setup-test
	@tools/check.sh

fuzz: setup-test
	@KAZANLAK_HISTORIES=$${KAZANLAK_HISTORIES:-50000} KAZANLAK_SHARDS=$${KAZANLAK_SHARDS:-200} \
	  .venv/bin/python -m pytest -p no:randomly -n auto --dist worksteal tests/db/merge/test_machine.py

lint: setup
	@tools/check.sh --no-tests

catalogues: setup
	@.venv/bin/python tools/catalogues.py extract
	@.venv/bin/python tools/catalogues.py compile

bench: setup
	@bench/peers/setup.sh
	@.venv/bin/python bench/run.py

bench-growth: setup
	@.venv/bin/python bench/run.py --only growth

screenshots: setup
	@QT_QPA_PLATFORM=offscreen .venv/bin/python tools/screenshots.py docs/screenshots
