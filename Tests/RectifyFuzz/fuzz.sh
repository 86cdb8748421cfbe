#!/usr/bin/env bash
# Builds rectify-fuzz with libFuzzer, the address sanitizer and counters of lines, and tries every
# reader of bytes that others wrote: `fuzz.sh SECONDS [READER...]`, the seconds shared by the readers.
# With RUNS=N each reader gets N executions instead. Prints a line a reader. Exit status 1: a reader
# crashed, hung, or took more memory than it may; the input is kept, and its path printed.
#
# What was found stays in .build-fuzz/corpora for the next time; KEEP=1 also puts some of it, at most 40
# inputs and about 12 KB a reader, small and large, into Tests/FuzzedReaders/Corpora, which the test
# suite reads.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?usage: fuzz.sh SECONDS [READER...]}
shift

scratch=.build-fuzz
tools=$(dirname "$(readlink -f "$(command -v swiftc)")")
library=$("$tools/clang" --print-resource-dir)/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a
if [ ! -f "$library" ]; then
  echo "This toolchain has no libFuzzer ($library); use one of swift.org." >&2
  exit 2
fi
echo "== build (10 minutes the first time)"
mkdir -p $scratch
RECTIFY_FUZZ=$library swift build -c release --product RectifyFuzz --scratch-path $scratch \
  --sanitize=address -Xswiftc -Xfrontend -Xswiftc -sanitize=fuzzer -Xcc -fsanitize=fuzzer-no-link \
  -Xswiftc -profile-generate -Xswiftc -profile-coverage-mapping \
  -Xcc -fprofile-instr-generate -Xcc -fcoverage-mapping -Xswiftc -use-ld=lld \
  > $scratch/build.log 2>&1 || { grep -E 'error' $scratch/build.log >&2; exit 2; }
fuzz=$PWD/$scratch/release/RectifyFuzz

readers=("$@")
if [ ${#readers[@]} = 0 ]; then mapfile -t readers < <("$fuzz"); fi
if [ -n "${RUNS:-}" ]; then bound=-runs=$RUNS; else
  bound=-max_total_time=$((seconds / ${#readers[@]} > 0 ? seconds / ${#readers[@]} : 1))
fi
mkdir -p $scratch/crashes $scratch/profiles
# Short stacks of allocations, and little memory kept from use again: twice the speed.
export LLVM_PROFILE_FILE=/dev/null
export ASAN_OPTIONS=malloc_context_size=2:quarantine_size_mb=32

# The share of the reader's own lines that its corpus reaches.
lines() { # READER CORPUS
  local profile=$scratch/profiles/$1
  LLVM_PROFILE_FILE=$profile.raw "$fuzz" "$1" "$2" -runs=0 > "$profile.log" 2>&1
  "$tools/llvm-profdata" merge -sparse "$profile.raw" -o "$profile.data"
  "$tools/llvm-cov" export -summary-only -instr-profile "$profile.data" "$fuzz" \
    $("$fuzz" "$1" --sources | sed 's|^|Sources/|') \
    | python3 -c 'import json, sys
total = json.load(sys.stdin)["data"][0]["totals"]["lines"]
print("%d of %d (%.1f %%)" % (total["covered"], total["count"], total["percent"]))'
}

status=0
printf '%-14s %12s %8s  %-22s %s\n' reader executions seconds "own lines reached" crashes
for reader in "${readers[@]}"; do
  corpus=$scratch/corpora/$reader
  log=$scratch/$reader.log
  mkdir -p "$corpus"
  "$fuzz" "$reader" --seeds "$corpus"
  if [ -d "Tests/FuzzedReaders/Corpora/$reader" ]; then
    cp "Tests/FuzzedReaders/Corpora/$reader"/* "$corpus"
  fi
  begun=$(date +%s)
  crash=none
  "$fuzz" "$reader" "$corpus" "$bound" -max_len=65536 -timeout=25 \
    -rss_limit_mb=2048 -malloc_limit_mb=640 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$scratch/crashes/$reader-" > "$log" 2>&1 || {
    status=1
    crash="see $log; input: $(sed -n 's/.*Test unit written to //p' "$log" | head -1)"
  }
  executions=$(sed -n 's/stat::number_of_executed_units: *//p' "$log")
  taken=$(($(date +%s) - begun))
  printf '%-14s %12s %8s  %-22s %s\n' "$reader" "${executions:--}" "$taken" \
    "$(lines "$reader" "$corpus" || echo '?')" "$crash"
  if [ -n "${KEEP:-}" ] && [ "$crash" = none ]; then
    kept=Tests/FuzzedReaders/Corpora/$reader
    rm -rf "$kept" && mkdir -p "$kept"
    find "$corpus" -type f ! -name 'seed-*' -size -5 -printf '%s %f\n' | sort -n \
      | awk '{ line[NR] = $0 } END { step = NR > 40 ? NR / 40 : 1
          for (i = 1; i <= NR && sum < 12000; i += step) {
            split(line[int(i)], word); sum += word[1]; print word[2] } }' \
      | while read -r name; do cp "$corpus/$name" "$kept/${name:0:12}"; done
  fi
done
exit $status
