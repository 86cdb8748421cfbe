#!/usr/bin/env bash
# Builds rectify-bits for two kinds of processor, each in a scratch path of its own, and compares
# what they print. `make bits` runs it; arguments (--small) are handed on to rectify-bits.
# Exit status 0: the builds agree, and neither calls a function of the C library whose bits could
# differ from machine to machine. 1: one of these does not hold, in a sentence that says which.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "$(uname -m)" != x86_64 ]; then
  echo "This is not an x86-64 processor, so there is one build, and only numbers of threads are compared."
  builds=(native)
elif grep -qw avx512vl /proc/cpuinfo; then
  builds=(x86-64-v3 x86-64-v4)
else
  echo "This processor has no AVX-512, so x86-64-v4 cannot be run here: x86-64-v3 and native are" \
    "compared."
  builds=(x86-64-v3 native)
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# Of what libm exports, a build may use only what IEEE 754 defines to the last bit.
check_symbols() { # BINARY
  local libm inexact
  libm=$(ldd "$1" | awk '$1 ~ /^libm\.so/ { print $3 }')
  nm -D --undefined-only "$1" | awk '{ sub(/@.*/, "", $NF); print $NF }' | sort -u > "$results/used"
  nm -D --defined-only "$libm" | awk '{ sub(/@.*/, "", $NF); print $NF }' | sort -u \
    > "$results/offered"
  inexact=$(comm -12 "$results/used" "$results/offered" \
    | { grep -vxE '(round|rint|nearbyint|floor|ceil|trunc|sqrt|fma)f?' || true; } | tr '\n' ' ')
  if [ -n "$inexact" ]; then
    echo "$1 calls ${inexact}of the C library, whose bits differ from machine to machine; use" \
      "or write an equivalent in Sources/Kernels." >&2
    exit 1
  fi
}

for build in "${builds[@]}"; do
  echo "== rectify-bits for $build"
  scratch=.build-${build#x86-64-}
  RECTIFY_CPU=$build swift build -c release --product rectify-bits --scratch-path "$scratch"
  check_symbols "$scratch/release/rectify-bits"
  "$scratch/release/rectify-bits" "$@" | tee "$results/$build"
done

cases=$(wc -l < "$results/${builds[0]}")
if [ "${#builds[@]}" = 1 ]; then
  echo "All $cases cases have the same bits on any number of threads."
elif diff "$results/${builds[0]}" "$results/${builds[1]}" > "$results/difference"; then
  echo "All $cases cases have the same bits on ${builds[0]} and ${builds[1]}, and on any number" \
    "of threads."
else
  echo "The bits differ between ${builds[0]} (<) and ${builds[1]} (>):" >&2
  cat "$results/difference" >&2
  exit 1
fi
