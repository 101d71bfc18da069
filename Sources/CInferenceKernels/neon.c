#if defined(__aarch64__)
#include <arm_neon.h>

#include "vectors.h"

#define IK_NAME ik_neon
#define IK_LABEL "NEON"
#define IK_TARGET "dotprod"
#define IK_TILE 4
#define IK_ROWS 1
#define IK_TOKENS 2
#define IK_NARROW(n) 0

typedef union {
  i8x64 bytes;
  i32x16 ints;
  int8x16_t byte_quarters[4];
  int32x4_t int_quarters[4];
} ik_wide;

/// Adds to each lane of s the sum of four products of an unsigned byte, at most 127, and a signed.
static inline __attribute__((always_inline, target(IK_TARGET))) i32x16 dot4_small(
    i32x16 s, u8x64 w, i8x64 x) {
  ik_wide a = {.bytes = (i8x64)w}, b = {.bytes = x}, r = {.ints = s};
  for (int i = 0; i < 4; i++) {
    r.int_quarters[i] = vdotq_s32(r.int_quarters[i], a.byte_quarters[i], b.byte_quarters[i]);
  }
  return r.ints;
}

/// The same for a weight stored plus 128, which is taken off here.
static inline __attribute__((always_inline, target(IK_TARGET))) i32x16 dot4_u8(
    i32x16 s, u8x64 w, i8x64 x) {
  return dot4_small(s, w ^ 128, x);
}

#define start_u8(negated_sum) ((i32x16){0})

#include "kernels.inc"
#endif
