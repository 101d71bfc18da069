#if defined(__x86_64__)
#include <immintrin.h>

#include "vectors.h"

#define IK_NAME ik_avx512
#define IK_LABEL "AVX-512 VNNI"
#define IK_TARGET "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma,f16c"
#define IK_TILE 8
#define IK_ROWS 4
#define IK_TOKENS 3
#define IK_NARROW(n) 0

#pragma clang diagnostic ignored "-Wpsabi"

/// Adds to each lane of s the sum of four products of an unsigned and a signed byte.
static inline __attribute__((always_inline, target(IK_TARGET))) i32x16 dot4_u8(
    i32x16 s, u8x64 w, i8x64 x) {
  return (i32x16)_mm512_dpbusd_epi32((__m512i)s, (__m512i)w, (__m512i)x);
}
#define dot4_small dot4_u8

/// Where a sum over weights stored plus 128 starts: at minus 128 times the sum of the inputs.
#define start_u8(negated_sum) ((negated_sum) << 7)

#include "kernels.inc"
#endif
