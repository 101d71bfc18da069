// Which table of kernels runs here, asked once of the processor; and which processor that is.

#define _GNU_SOURCE
#include <stddef.h>
#if defined(__linux__)
#include <sched.h>
#endif

#include "CInferenceKernels.h"

#if defined(__x86_64__)
extern const ik_kernels ik_avx512, ik_avx2;

static int runs_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vnni");
}

static int runs_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("f16c");
}

const ik_kernels *ik_available(int64_t index) {
  __builtin_cpu_init();
  if (runs_avx512()) {
    if (index == 0) return &ik_avx512;
    index--;
  }
  return index == 0 && runs_avx2() ? &ik_avx2 : NULL;
}
#elif defined(__aarch64__)
extern const ik_kernels ik_neon;

#if defined(__linux__)
#include <sys/auxv.h>
static int runs_dotprod(void) { return (getauxval(AT_HWCAP) >> 20) & 1; }
#else
static int runs_dotprod(void) { return 1; }
#endif

const ik_kernels *ik_available(int64_t index) {
  return index == 0 && runs_dotprod() ? &ik_neon : NULL;
}
#else
const ik_kernels *ik_available(int64_t index) {
  (void)index;
  return NULL;
}
#endif

const ik_kernels *ik_best(void) { return ik_available(0); }

#if defined(__linux__)
int64_t ik_processor(void) { return sched_getcpu(); }

int64_t ik_processors(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
}
#else
int64_t ik_processor(void) { return -1; }

int64_t ik_processors(void) { return 0; }
#endif
