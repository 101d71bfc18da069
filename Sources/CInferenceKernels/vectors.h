// Vectors of 16 lanes, whatever the width of the registers: the compiler splits them.
// So every instruction set computes the same lanes in the same order and gives equal bits.

#ifndef IK_VECTORS_H
#define IK_VECTORS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CInferenceKernels.h"

typedef float f32x16 __attribute__((vector_size(64), aligned(4)));
typedef float f32x8 __attribute__((vector_size(32), aligned(4)));
typedef float f32x4 __attribute__((vector_size(16), aligned(4)));
typedef int32_t i32x16 __attribute__((vector_size(64), aligned(4)));
typedef int32_t i32x8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t i32x4 __attribute__((vector_size(16), aligned(4)));
typedef uint32_t u32x16 __attribute__((vector_size(64), aligned(4)));
typedef int8_t i8x64 __attribute__((vector_size(64), aligned(1)));
typedef uint8_t u8x64 __attribute__((vector_size(64), aligned(1)));
typedef int8_t i8x16 __attribute__((vector_size(16), aligned(1)));
typedef uint8_t u8x8 __attribute__((vector_size(8), aligned(1)));
typedef uint8_t u8x16 __attribute__((vector_size(16), aligned(1)));
typedef uint16_t u16x16 __attribute__((vector_size(32), aligned(1)));
typedef _Float16 f16x8 __attribute__((vector_size(16), aligned(1)));
typedef _Float16 f16x16 __attribute__((vector_size(32), aligned(1)));

#define IK_SPLAT16(type, x)                                                                      \
  ({                                                                                              \
    __typeof__(x) s_ = (x);                                                                       \
    (type){s_, s_, s_, s_, s_, s_, s_, s_, s_, s_, s_, s_, s_, s_, s_, s_};                        \
  })
#define IK_SPLAT_F32(x) IK_SPLAT16(f32x16, (float)(x))
#define IK_SPLAT_I32(x) IK_SPLAT16(i32x16, (int32_t)(x))
#define IK_CONVERT(x, type) __builtin_convertvector((x), type)
#define IK_FMA(a, b, c) __builtin_elementwise_fma((a), (b), (c))

#define IK_LOW8(v) __builtin_shufflevector((v), (v), 0, 1, 2, 3, 4, 5, 6, 7)
#define IK_HIGH8(v) __builtin_shufflevector((v), (v), 8, 9, 10, 11, 12, 13, 14, 15)
#define IK_LOW4(v) __builtin_shufflevector((v), (v), 0, 1, 2, 3)
#define IK_HIGH4(v) __builtin_shufflevector((v), (v), 4, 5, 6, 7)

#endif
