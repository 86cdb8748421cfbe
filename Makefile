# Rectify: make the report, redraw a figure, compare with the paper.
#
#   make report               install what is missing, build, run the preset, write the report
#   make figure FIG=alpha     redraw one figure from stored results; trains nothing
#   make diff                 ours against published, claim by claim
#   make reference STORE=runs   make reports/standard and figures/standard anew from a finished store
#   make lint                 the format, and imports against Package.swift
#   make test                 the test suite
#   make test-html            the committed report's page in headless Chromium, which it installs where it is missing
#   make test-slurm           a job array under a real Slurm, which it installs where it is missing
#   make test-kills           the store killed or refused at every call, and signals at every stage
#   make bits                 the same bits on any number of threads, for x86-64-v3 and x86-64-v4
#   make fuzz SECONDS=300    what others wrote, read under the address sanitizer
#   make docs                 pages of the engine's, the statistics' and the figures' declarations, in .build/docs
#   make peers                PyTorch beside the build, so that its softmax is timed beside ours
#   make trajectory           30 steps of every kind of attention beside PyTorch, from the same weights
#   make install PREFIX=~/.local
#
# PRESET=standard and STORE=runs choose another list of runs than quick and another place for the results;
# ARGUMENTS="--threads 1" hands flags on to the program.

PRESET ?=
STORE ?=
FIG ?= alpha
PREFIX ?= /usr/local
ARGUMENTS ?=

RECTIFY = .build/release/rectify
# Stops at an import of a target that nothing declared leads to; `make lint` finds the others.
CHECKED = --explicit-target-dependency-import-check error
# Nothing is imported for tests alone, so that the program and its tests are one build.
TEST = swift test -c release $(CHECKED) --disable-testable-imports
# A value as one word of the shell, whatever it holds; `value`, since a name may hold a dollar sign.
quoted = '$(subst ','\'',$(1))'
OPTIONS = $(if $(value PRESET),--preset $(call quoted,$(value PRESET))) \
  $(if $(value STORE),--store $(call quoted,$(value STORE))) $(ARGUMENTS)
# What the committed records were made with.
COMMITTED = --preset standard

SHELL = /bin/bash
.SHELLFLAGS = -eu -o pipefail -c
.ONESHELL:
.SILENT:
.PHONY: help report figure diff reference lint test test-html test-slurm test-kills bits fuzz docs trajectory peers install \
  build dependencies

help:
	sed -n 's/^#   //p' Makefile

# Each step says what it is, and how long it took when it is done.
define begin
echo "== $(1)"; STARTED=$$SECONDS
endef
define end
echo "== done in $$((SECONDS - STARTED)) s"
endef

report:
	$(call begin,Step 1 of 3: what the program needs from the system)
	$(MAKE) --no-print-directory dependencies
	$(call end)
	$(call begin,Step 2 of 3: build in release (a minute or two the first time))
	$(MAKE) --no-print-directory build
	$(call end)
	$(call begin,Step 3 of 3: plan$(comma) train$(comma) time$(comma) draw and write)
	$(RECTIFY) report $(OPTIONS)
	$(call end)

figure: dependencies build
	$(RECTIFY) figure $(foreach name,$(value FIG),$(call quoted,$(name))) $(OPTIONS)

diff: dependencies build
	$(RECTIFY) diff $(OPTIONS)

# The records go with them, so that a fresh clone has something to draw and to compare. They are copied first,
# since they may be the store.
reference: dependencies build
	rm -rf .build/reference
	$(RECTIFY) export --records .build/reference $(OPTIONS) $(COMMITTED)
	rm -rf reports/standard figures/standard
	mkdir -p reports/standard
	mv .build/reference reports/standard/records
	$(RECTIFY) report --store reports/standard/records $(COMMITTED)
	$(RECTIFY) verify --store reports/standard/records
	$(RECTIFY) verify figures/standard
	# The README shows the answer and the verdicts, each between two comments.
	VERDICTS=$$($(RECTIFY) diff --store reports/standard/records $(COMMITTED) --markdown)
	{ sed '/<!-- answer -->/q' README.md; echo; head -1 <<< "$$VERDICTS"; echo
	  sed -n '/<!-- end of answer -->/,/<!-- verdicts -->/p' README.md; echo; tail -n +3 <<< "$$VERDICTS"; echo
	  sed -n '/<!-- end of verdicts -->/,$$p' README.md; } > README.md.new
	mv README.md.new README.md

lint:
	swift format lint --strict --recursive --parallel \
	  Sources Tests Benchmarks Package.swift .ci/check-structure.swift
	swift package describe --type json | swift .ci/check-structure.swift

test: dependencies
	$(TEST)

# Chromium looks at the page of the committed records at two widths, light and dark; axe-core comes with a
# package of PyPI. Screenshots are left in .build/page.
AXE = .build/page/axe_playwright_python/axe.min.js
test-html: dependencies build
	if ! command -v chromium > /dev/null; then
	  echo "  missing: chromium (opens the page as readers do); installing with apt-get"
	  SUDO=""; if [ "$$(id -u)" != 0 ]; then SUDO=sudo; fi
	  $$SUDO apt-get update -q=2
	  $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -q=2 --no-install-recommends chromium > /dev/null
	fi
	FOLDER=.build/page
	rm -rf $$FOLDER; mkdir -p $$FOLDER
	if python3 -m pip download --quiet --no-deps --dest $$FOLDER axe-playwright-python==0.1.8; then
	  python3 -m zipfile -e $$FOLDER/axe_playwright_python-*.whl $$FOLDER
	else
	  echo "  axe-core is not to be had; the script's own checks alone"
	fi
	cp -r reports/standard/records $$FOLDER/records
	(cd $$FOLDER && ../release/rectify report --store records $(COMMITTED) --name page)
	python3 Tests/HTML/check-page.py $$FOLDER/reports/page/report.html --screenshots $$FOLDER/screenshots \
	  $$(test ! -f $(AXE) || echo --axe $(AXE))

# With ports, a key and a folder of its own; nothing stays but the packages.
test-slurm: dependencies build
	Tests/Slurm/test-slurm.sh

# The suite has a small cut of these; here is all of it, with its counts: some minutes.
test-kills: dependencies
	RECTIFY_KILLS=all $(TEST) --filter 'CommandTests.(KillTests|SignalStudyTests)'

# SMALL=1 leaves most cases out, for a check at every change.
bits:
	Benchmarks/RectifyBits/compare-builds.sh $(if $(SMALL),--small)

# The seconds are shared by all readers, after the build; READERS="idx png" tries only these, and RUNS=N
# gives each N executions.
fuzz: dependencies
	RUNS=$(RUNS) KEEP=$(KEEP) Tests/RectifyFuzz/fuzz.sh $(or $(SECONDS),300) $(READERS)

# The toolchain's own docc turns comments and the catalogues beside the sources into pages. A link that leads
# nowhere ends it; parameters that share a line, or that the kernels' contract names, do not.
DOCUMENTED = Kernels Networks Statistics Figures
docs: dependencies
	# It fails where the tests have not been built, after all others were written.
	GRAPHS=$$({ swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members 2>&1 || true; } \
	  | sed -n 's/^Files written to //p')
	if [ -z "$$GRAPHS" ]; then
	  echo "The package does not build; \`swift build\` says why." >&2
	  exit 2
	fi
	rm -rf .build/docs .build/docs-graphs; mkdir -p .build/docs
	for MODULE in $(DOCUMENTED); do
	  mkdir -p .build/docs-graphs/$$MODULE
	  cp "$$GRAPHS"/$$MODULE.symbols.json "$$GRAPHS"/$$MODULE@*.symbols.json .build/docs-graphs/$$MODULE/ 2> /dev/null || true
	  docc convert Sources/$$MODULE/$$MODULE.docc --additional-symbol-graph-dir .build/docs-graphs/$$MODULE \
	    --fallback-display-name $$MODULE --fallback-bundle-identifier rectify.$$MODULE \
	    --warnings-as-errors --disable-parameters-and-returns-validation --transform-for-static-hosting --hosting-base-path $$MODULE \
	    --output-path .build/docs/$$MODULE
	  echo ".build/docs/$$MODULE"
	done

# Trains each kind of attention, exports weights and batches, and has PyTorch take the same steps. PYTHON is
# one that has PyTorch and NumPy; without it they are installed beside the build. Some ten minutes; the
# record is what the report's section on the engine shows.
PYTHON ?=
trajectory: dependencies build $(if $(value PYTHON),,peers)
	FOLDER=.build/trajectory
	PYTHON=$(call quoted,$(or $(value PYTHON),.build/peers/bin/python))
	$(RECTIFY) run --preset Benchmarks/peers/trajectory.yaml --store $$FOLDER/store $(ARGUMENTS)
	rm -rf $$FOLDER/runs
	for RUN in $$(ls $$FOLDER/store | grep -E '^[0-9a-f]{16}$$'); do
	  $(RECTIFY) export $$RUN --store $$FOLDER/store --step 0 \
	    --weights $$FOLDER/runs/$$RUN/start.safetensors --batches $$FOLDER/runs/$$RUN/order.npy > /dev/null
	  $(RECTIFY) export $$RUN --store $$FOLDER/store --step 30 \
	    --weights $$FOLDER/runs/$$RUN/end.safetensors > /dev/null
	done
	"$$PYTHON" Benchmarks/peers/trajectory.py $$FOLDER/runs/* \
	  --record Sources/Claims/independent-trajectories.json

# PyTorch, whose fused softmax is timed beside ours where a preset asks for it; its packages take gigabytes.
peers:
	if .build/peers/bin/python -c "import torch, numpy" 2> /dev/null; then exit 0; fi
	echo "  installing PyTorch and NumPy into .build/peers"
	if ! python3 -m venv .build/peers; then
	  echo "Python's venv module is missing; on Debian and Ubuntu install the package python3-venv and" \
	    "run the same command again." >&2
	  exit 2
	fi
	.build/peers/bin/python -m pip install --quiet torch numpy

build:
	swift build -c release --product rectify $(CHECKED)

install: dependencies build
	PREFIX=$(call quoted,$(value PREFIX))
	# Not every shell expands a ~ behind an equals sign.
	case "$$PREFIX" in "~" | "~/"*) PREFIX="$$HOME$${PREFIX#\~}" ;; esac
	install -d -- "$$PREFIX/bin"
	install -m 755 -- $(RECTIFY) "$$PREFIX/bin/rectify"
	echo "Installed $$PREFIX/bin/rectify; try: rectify --help"

comma := ,

# What is missing is found by asking for the thing itself, so that any system that has it will do; what
# is installed is Debian's and Ubuntu's package of it. Nothing is touched when all is there.
dependencies:
	if ! command -v swift > /dev/null; then
	  echo "A Swift 6.1 toolchain or newer is needed and 'swift' is not on the PATH;" \
	    "install it from https://www.swift.org/install and run the same command again." >&2
	  exit 2
	fi
	MISSING=""
	need() { echo "  missing: $$1 ($$2)"; MISSING="$$MISSING $$1"; }
	has() { command -v pkg-config > /dev/null && pkg-config --exists "$$1"; }
	command -v pkg-config > /dev/null || need pkg-config "finds the libraries below"
	has cairo || need libcairo2-dev "draws the figures"
	has libpng || need libpng-dev "writes PNG files"
	has fontconfig || need libfontconfig1-dev "checks that the figures' font is there"
	has zlib || need zlib1g-dev "reads the data set's .gz files"
	has libcmark-gfm || need libcmark-gfm-dev "turns the report's Markdown into a page"
	{ has libcmark-gfm && test -f "$$(pkg-config --variable=includedir libcmark-gfm)/cmark-gfm-core-extensions.h"; } \
	  || need libcmark-gfm-extensions-dev "tables in that page"
	has libcrypto || need libssl-dev "SHA-256 checksums of data, weights and results"
	{ test -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf \
	  || { command -v fc-match > /dev/null && fc-match 'DejaVu Sans' | grep -q 'DejaVu Sans'; }; } \
	  || need fonts-dejavu-core "the figures' font"
	test -d /usr/share/datasets/fashion-mnist \
	  || need dataset-fashion-mnist "the images that the models are trained on"
	if [ -z "$$MISSING" ]; then exit 0; fi
	if ! command -v apt-get > /dev/null; then
	  echo "This system has no apt-get. Install what corresponds to the packages above and run the" \
	    "same command again:" >&2
	  echo "  Fedora: pkgconf cairo-devel libpng-devel fontconfig-devel zlib-devel openssl-devel" \
	    "cmark-gfm-devel" \
	    "dejavu-sans-fonts" >&2
	  echo "  Arch:   pkgconf cairo libpng fontconfig zlib openssl cmark-gfm ttf-dejavu" >&2
	  echo "  The data set: the four .gz files of Fashion-MNIST in" \
	    "/usr/share/datasets/fashion-mnist" >&2
	  exit 2
	fi
	SUDO=""
	if [ "$$(id -u)" != 0 ]; then SUDO=sudo; fi
	if [ -n "$$SUDO" ] && ! command -v sudo > /dev/null; then
	  echo "Run this as root, then the same command again: apt-get install$$MISSING" >&2
	  exit 2
	fi
	echo "  installing with apt-get:$$MISSING"
	$$SUDO apt-get update -q=2 || echo "  apt-get update failed; trying the lists there are"
	$$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -q=2 --no-install-recommends $$MISSING \
	  > /dev/null
