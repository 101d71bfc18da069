#if defined(__x86_64__)
#include <immintrin.h>

#include "vectors.h"

#define IK_NAME ik_avx2
#define IK_LABEL "AVX2"
#define IK_TARGET "avx2,fma,f16c"
#define IK_TILE 4
#define IK_ROWS 1
#define IK_TOKENS 3
/// Sixteen registers: the sums of more queries than this fit only for one vector of positions.
#define IK_NARROW(n) ((n) > 2)

#pragma clang diagnostic ignored "-Wpsabi"

typedef union {
  u8x64 unsigned_bytes;
  i8x64 signed_bytes;
  i32x16 ints;
  __m256i halves[2];
} ik_wide;

/// Adds to each lane of s the sum of four products of an unsigned byte, at most 128, and a signed
/// one: two products fit 16 bits.
static inline __attribute__((always_inline, target(IK_TARGET))) i32x16 dot4_small(
    i32x16 s, u8x64 w, i8x64 x) {
  ik_wide a = {.unsigned_bytes = w}, b = {.signed_bytes = x}, r;
  for (int h = 0; h < 2; h++) {
    __m256i pairs = _mm256_maddubs_epi16(a.halves[h], b.halves[h]);
    r.halves[h] = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
  }
  return s + r.ints;
}

/// The same for a weight stored plus 128, which is taken off here: pairs of products up to
/// 255 * 127 would not fit 16 bits. Its sign goes to x.
static inline __attribute__((always_inline, target(IK_TARGET))) i32x16 dot4_u8(
    i32x16 s, u8x64 w, i8x64 x) {
  ik_wide a = {.unsigned_bytes = w ^ 128}, b = {.signed_bytes = x}, r;
  for (int h = 0; h < 2; h++) {
    __m256i signed_x = _mm256_sign_epi8(b.halves[h], a.halves[h]);
    __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(a.halves[h]), signed_x);
    r.halves[h] = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
  }
  return s + r.ints;
}

#define start_u8(negated_sum) ((i32x16){0})

/// Registers hold half a panel: halves.inc has tiles for that.
#define IK_HALVES

#include "kernels.inc"
#endif
