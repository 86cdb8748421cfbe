#define _GNU_SOURCE
#include "processor.h"

#if defined(__linux__)
#include <sched.h>
#endif

#if defined(__x86_64__)
#include <immintrin.h>

// Flush-to-zero (bit 15) and denormals-are-zero (bit 6) of the control register.
unsigned long rectify_flush_subnormals(void) {
  unsigned int control = _mm_getcsr();
  _mm_setcsr(control | 0x8040);
  return control;
}
void rectify_restore_floating_point(unsigned long control) { _mm_setcsr((unsigned int)control); }
int rectify_flushes_subnormals(void) { return (_mm_getcsr() & 0x8040) == 0x8040; }

#elif defined(__aarch64__)
#include <stdint.h>

unsigned long rectify_flush_subnormals(void) {
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | (1ull << 24)));
  return control;
}
void rectify_restore_floating_point(unsigned long control) {
  __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)control));
}
int rectify_flushes_subnormals(void) {
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  return (control >> 24) & 1;
}
#else
#error "Rectify runs on x86-64 and arm64."
#endif

const char *rectify_compiled_vector_instructions(void) {
#if defined(__AVX512F__)
  return "AVX-512";
#elif defined(__AVX2__)
  return "AVX2";
#elif defined(__x86_64__)
  return "SSE2";
#else
  return "NEON";
#endif
}

int rectify_processor_is_sufficient(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
#if defined(__AVX512F__)
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq") ||
      !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512vl"))
    return 0;
#endif
#if defined(__AVX2__)
  if (!__builtin_cpu_supports("avx2")) return 0;
#endif
#if defined(__FMA__)
  if (!__builtin_cpu_supports("fma")) return 0;
#endif
#endif
  return 1;
}

int rectify_restrict_to_processors(const int *processors, int count) {
#if defined(__linux__)
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int index = 0; index < count; index++)
    if (processors[index] >= 0 && processors[index] < CPU_SETSIZE) CPU_SET(processors[index], &set);
  return sched_setaffinity(0, sizeof set, &set) == 0;
#else
  (void)processors;
  (void)count;
  return 0;
#endif
}
