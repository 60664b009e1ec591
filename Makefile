# The two commands are `make run` and `make test`; both set up first, quickly when nothing changed.

.PHONY: help setup setup-test run test fuzz bench bench-growth screenshots lint catalogues sbom audit

help:
	@echo "make run          set up and open the program (without a display: the demo day, under demo-output/)"
	@echo "make test         set up and run every check"
	@echo "make fuzz         try 50000 histories of the merge, 10000 hostile bundles, 1000 kills, and ten minutes of a fuzzer"
	@echo "make lint         format, lint, types, contracts and catalogues only"
	@echo "make catalogues   take new texts from the source into the catalogues, and compile them"
	@echo "make bench        measure, and write docs/bench.json"
	@echo "make bench-growth measure the merge in stores of up to ten million changes, and write docs/growth.md (an hour)"
	@echo "make sbom         list what the program stands on: docs/sbom.cdx.json (CycloneDX)"
	@echo "make audit        check every pinned package: hashes, licence, wheels, known advisories"
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
	  KAZANLAK_BUNDLES=$${KAZANLAK_BUNDLES:-10000} KAZANLAK_KILLS=$${KAZANLAK_KILLS:-1000} \
	  KAZANLAK_TORN=$${KAZANLAK_TORN:-1000} \
	  .venv/bin/python -m pytest -p no:randomly -n auto --dist worksteal tests/db/merge/test_machine.py \
	  tests/export/test_hostile_bundles.py tests/faults/test_kill.py tests/faults/test_torn_log.py
	@.venv/bin/python tests/fuzz/run.py

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

sbom: setup
	@.venv/bin/python tools/sbom.py

audit: setup
	@.venv/bin/python tools/audit.py
