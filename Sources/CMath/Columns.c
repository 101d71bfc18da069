#include "CMath.h"
// PortableMath's logarithm and exponential over many numbers, for the widest vectors that the
// processor has. The same operations in the same order, and none of them fused: the same bits.

#pragma STDC FP_CONTRACT OFF

typedef unsigned long long bits;

static inline bits bits_of(double x) {
  bits result;
  __builtin_memcpy(&result, &x, sizeof x);
  return result;
}

static inline double number_of(bits x) {
  double result;
  __builtin_memcpy(&result, &x, sizeof x);
  return result;
}

// PortableMath.normalLog
static inline __attribute__((always_inline)) double normal_log(double x) {
  double power = number_of(bits_of(x) >> 52 | 0x4330000000000000) - (0x1p52 + 1023);
  double significand = number_of((bits_of(x) & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
  int is_high = significand > 1.4142135623730951;
  double m = is_high ? significand / 2 : significand;
  double exponent = is_high ? power + 1 : power;
  double f = (m - 1) / (m + 1);
  double f2 = f * f;
  double sum = (1.0 / 23) * f2;
  sum = (sum + 1.0 / 21) * f2;
  sum = (sum + 1.0 / 19) * f2;
  sum = (sum + 1.0 / 17) * f2;
  sum = (sum + 1.0 / 15) * f2;
  sum = (sum + 1.0 / 13) * f2;
  sum = (sum + 1.0 / 11) * f2;
  sum = (sum + 1.0 / 9) * f2;
  sum = (sum + 1.0 / 7) * f2;
  sum = (sum + 1.0 / 5) * f2;
  sum = (sum + 1.0 / 3) * f2;
  return exponent * 6.93147180369123816490e-01 +
         (exponent * 1.90821492927058770002e-10 + 2 * f * (1 + sum));
}

// PortableMath.moderateExp
static inline __attribute__((always_inline)) double moderate_exp(double x) {
  double k = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52;
  double r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
  double r2 = r * r;
  double r4 = r2 * r2;
  double low = (1 + r) + r2 * (1.0 / 2 + r * (1.0 / 6));
  double middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
  double high = (1.0 / 40320 + r * (1.0 / 362880)) + r2 * (1.0 / 3628800 + r * (1.0 / 39916800)) +
                r4 * (1.0 / 479001600 + r * (1.0 / 6227020800));
  double sum = low + r4 * (middle + r4 * high);
  return sum * number_of((bits_of(k + 0x1.8p52) + 1023) << 52);
}

#define LOOP(name, function)                                                  \
  static inline __attribute__((always_inline)) void name(                     \
      const double *restrict from, double *restrict to, long count) {         \
    for (long place = 0; place < count; place++) to[place] = function(from[place]); \
  }
LOOP(logs, normal_log)
LOOP(exps, moderate_exp)

#if defined(__x86_64__) && defined(__linux__)
#define WIDEST(name, loop)                                                                \
  __attribute__((target("avx512f,avx512dq"))) static void name##_512(                     \
      const double *restrict from, double *restrict to, long count) {                     \
    loop(from, to, count);                                                                \
  }                                                                                       \
  __attribute__((target("avx2"))) static void name##_256(                                 \
      const double *restrict from, double *restrict to, long count) {                     \
    loop(from, to, count);                                                                \
  }                                                                                       \
  void name(const double *restrict from, double *restrict to, long count) {               \
    if (__builtin_cpu_supports("avx512dq")) return name##_512(from, to, count);           \
    if (__builtin_cpu_supports("avx2")) return name##_256(from, to, count);               \
    loop(from, to, count);                                                                \
  }
#else
#define WIDEST(name, loop)                                                                \
  void name(const double *restrict from, double *restrict to, long count) { loop(from, to, count); }
#endif
WIDEST(column_log, logs)
WIDEST(column_exp, exps)
