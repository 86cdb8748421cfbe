#ifndef RECTIFY_PROCESSOR_H
#define RECTIFY_PROCESSOR_H

/// Makes the calling thread treat subnormal floats as zero, in arguments and in results. One policy
/// for every thread that computes: it is part of the numerics, and late training and weights of
/// 1/L^2 make subnormals, each of which can cost over a hundred cycles. Returns the control word as
/// it was, for `rectify_restore_floating_point`.
unsigned long rectify_flush_subnormals(void);

/// Gives the calling thread a control word back.
void rectify_restore_floating_point(unsigned long control);

/// Whether the calling thread flushes subnormals.
int rectify_flushes_subnormals(void);

/// The vector instructions that this file (and the kernels) were compiled for: "AVX-512", "AVX2",
/// "SSE2", or "NEON".
const char *_Nonnull rectify_compiled_vector_instructions(void);

/// How many vectors of sixteen floats the vector registers hold, of the instructions that whoever includes
/// this is compiled for.
#if defined(__AVX512F__)
#define RECTIFY_VECTORS_IN_REGISTERS 32
#elif defined(__AVX__) || defined(__aarch64__)
#define RECTIFY_VECTORS_IN_REGISTERS 8
#else
#define RECTIFY_VECTORS_IN_REGISTERS 4
#endif

/// Whether this processor has every instruction set that the kernels were compiled for.
int rectify_processor_is_sufficient(void);

/// Keeps the calling thread, and all that it starts, to logical processors by their numbers. Returns 0
/// where the system refuses or has no such call.
int rectify_restrict_to_processors(const int *_Nonnull processors, int count);

/// The pointer itself, in a register of its own: the compiler takes it for a value that it knows nothing about,
/// and does not replace it by a sum of others.
static inline const float *_Nonnull rectify_own_register(const float *_Nonnull pointer) {
  __asm__("" : "+r"(pointer));
  return pointer;
}

/// Asks for the cache line that holds the pointer's target, to be written; no address is invalid.
static inline void rectify_prefetch(const float *_Nonnull pointer) { __builtin_prefetch(pointer, 1, 3); }

#endif
